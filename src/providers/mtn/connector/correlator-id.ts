/**
 * The name under which the platform knows a payment, in the form that its documents show: a UUID. It is our own name for
 * the attempt in other digits, so that each can be told from the other and nothing has to be kept. Version 8 says that
 * the digits are somebody's own.
 */
export function correlatorIdOf(attempt_reference: string): string {
  const digits = numberOf(attempt_reference).toString(16).padStart(DIGITS, "0");
  const part = (from: number, to: number): string => digits.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(12, 15)}-8${part(15, 18)}-${part(18, DIGITS)}`;
}

/** Of a UUID's 32 hexadecimal digits two are spoken for. Our names need 26 of them. */
const DIGITS = 30;

function numberOf(attempt_reference: string): bigint {
  return [...attempt_reference].reduce(
    (number, letter) => number * 36n + BigInt(Number.parseInt(letter, 36)),
    0n,
  );
}
