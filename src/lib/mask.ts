/** Digits that may be a phone number, written together or apart. Dates and amounts are shorter. */
const NUMBER_LIKE = /\+?\d{7,}|\+?\d(?:[ -]?\d){8,}/g;

/** Hides whatever may be a phone number in a text: the first digits and the last two stay readable. */
export function maskDigits(text: string): string {
  return text.replace(NUMBER_LIKE, (run) => maskNumber(run));
}

/** `+254712345678` becomes `+2547******78`. */
export function maskNumber(number: string): string {
  const kept = number.startsWith("+") ? 5 : 4;
  const hidden = Math.max(number.length - kept - 2, 0);
  return number.slice(0, kept) + "*".repeat(hidden) + number.slice(number.length - 2);
}
