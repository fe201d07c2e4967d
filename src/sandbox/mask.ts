import type { Json } from "../connector/simulator.ts";

/**
 * Takes secrets and phone numbers out of what is shown. A sandbox holds invented ones, but a journal is what people
 * paste into a ticket, and sooner or later somebody tries a real key or their own number.
 */

const MASK = "***";

/** Names of headers and fields whose value is a secret, in any of the spellings that providers use. */
const secretName =
  /authorization|cookie|secret|signature|token|passw|passkey|linkid|(?:api|access|user|client|partner|private)[-_]?key|^(?:pin|otp|hmac)$/i;

/** Shorter ones would mask half of every text. */
const SECRET_LENGTH_MIN = 8;

/** Nine digits or more, also with the spaces and dashes that people put in; the ids of some providers end in one. */
const longNumber = /\d(?:[ -]?\d){8,}/g;

/** Every value of `secrets`, wherever it stands, every secret by its name, and six digits of each phone number. */
export class Mask {
  private readonly secrets: readonly string[];

  constructor(secrets: readonly string[]) {
    this.secrets = secrets.filter((secret) => secret.length >= SECRET_LENGTH_MIN);
  }

  headers(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, secretName.test(name) ? MASK : this.text(value)]),
    );
  }

  /** A document, field by field. */
  json(value: Json): Json {
    if (typeof value === "string") return this.text(value);
    if (typeof value === "number")
      return this.text(String(value)) === String(value) ? value : this.text(String(value));
    if (Array.isArray(value)) return value.map((item: Json) => this.json(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, secretName.test(name) ? MASK : this.json(field)]),
    );
  }

  /** A URL, a body as JSON or as a form, or a sentence. */
  text(text: string): string {
    let masked = text;
    for (const secret of this.secrets) {
      masked = masked.replaceAll(secret, MASK).replaceAll(encodeURIComponent(secret), MASK);
    }
    return masked
      .replace(/"([^"\\]+)"(\s*:\s*)(?:"(?:[^"\\]|\\.)*"|\d+)/g, (field, name: string, colon: string) =>
        secretName.test(name) ? `"${name}"${colon}"${MASK}"` : field,
      )
      .replace(/(^|[?&])([^=&?\s"]+)=([^&\s"]*)/g, (pair, start: string, name: string) =>
        secretName.test(name) ? `${start}${name}=${MASK}` : pair,
      )
      .replace(longNumber, maskNumber);
  }
}

/** Leaves what is around the six digits, so that a reader can tell two numbers apart, and two ids that end in one. */
function maskNumber(number: string): string {
  const digits = [...number.matchAll(/\d/g)].map((digit) => digit.index);
  const hidden = new Set(digits.slice(-9, -3));
  return [...number].map((character, at) => (hidden.has(at) ? "*" : character)).join("");
}
