/** Something that may stand nowhere but where it is sealed. */
export interface Secret {
  readonly name: string;
  readonly text: string;
}

/** Something that somebody could read: a log, an answer, a table. */
export interface Place {
  readonly where: string;
  readonly text: string;
}

/** Which secrets stand where, as they are or in a spelling that anybody can undo. Repeats no secret. */
export function leaksIn(places: readonly Place[], secrets: readonly Secret[]): readonly string[] {
  return places.flatMap(({ where, text }) => {
    const readable = [text, ...decoded(text), unescaped(text)].join("\n");
    return secrets
      .filter((secret) => readable.includes(secret.text))
      .map(({ name }) => `${name} in ${where}`);
  });
}

/** A number is found in each of its forms by the digits that all of them end with. */
export function numberSecret(e164: string): Secret {
  const national = e164.replace(/^\+(?:254|234|84|27|9)/, "");
  if (national.length < 9 || national.startsWith("+"))
    throw new Error("That is no number of these countries.");
  return { name: `the number that ends with ${national.slice(-3)}`, text: national };
}

const BASE64 = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
const HEX = /[0-9a-fA-F]{12,}/g;

/** What was written in base64 or hexadecimal, however deep: a callback is packed into JSON before it is stored. */
function decoded(text: string, depth = 2): readonly string[] {
  if (depth === 0) return [];
  const parts = [
    ...[...text.matchAll(BASE64)].map(([part]) => Buffer.from(part, "base64").toString("latin1")),
    ...[...text.matchAll(HEX)].map(([part]) => Buffer.from(part, "hex").toString("latin1")),
  ];
  const joined = parts.join("\n");
  return [joined, ...decoded(joined, depth - 1)];
}

function unescaped(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
