import { maskDigits } from "../../../lib/mask.ts";

/**
 * The provider takes its credentials in the URL of every call, and an error text of its own may repeat that URL. A
 * reader does not know the credentials, so whatever has their shape is taken out.
 */
const secretShapes: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]*:\/\/\S*/gi,
  /\S*\.asp\b\S*/gi,
  /\b(?:user[ _-]?id|api[ _-]?key)\s*[=:]\s*"?[^\s&"]+/gi,
  /CK\d{3,}/gi,
  // A key is about 64 letters and digits. The longest run in a word of theirs has 20.
  /[A-Za-z0-9]{24,}/g,
];

const HIDDEN = "…";

export function withoutSecrets(text: string): string {
  return secretShapes.reduce((rest, shape) => rest.replace(shape, HIDDEN), text);
}

/** What is looked at and what is kept. No sentence of theirs is longer; the rest would only fill the timeline. */
const LOOKED_AT_MAX = 1_000;
const KEPT_MAX = 300;

/** Prose, fit to be stored and shown; null where nothing is left of it. */
export function presentable(text: string): string | null {
  const plain = beginningOf(text)
    .toWellFormed()
    .replace(/\p{Cc}/gu, " ");
  const words = maskDigits(withoutSecrets(plain)).trim().slice(0, KEPT_MAX);
  return words === "" ? null : words;
}

/** Ends before the last word that was cut, since half a key does not look like one. */
function beginningOf(text: string): string {
  return text.length <= LOOKED_AT_MAX ? text : text.slice(0, LOOKED_AT_MAX).replace(/\S*$/, "");
}
