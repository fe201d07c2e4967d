/** Money in the smallest units of its currency. */
export type Minor = bigint;

/** Digits after the point, as ISO 4217 has them. */
const digits: Readonly<Record<string, number>> = { KWD: 3, JOD: 3, BHD: 3, IQD: 3 };
const USUAL_DIGITS = 2;

export function digitsOf(currency: string): number {
  return digits[currency] ?? USUAL_DIGITS;
}

/** An amount as a caller writes it; null where it is none, or finer than the currency. */
export function parseAmount(text: string, currency: string): Minor | null {
  const [, sign = "", whole = "", decimals = ""] = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  const places = digitsOf(currency);
  if (whole === "" || decimals.length > places) return null;
  return BigInt(sign + whole + decimals.padEnd(places, "0"));
}

/** As results write it, for example `0.5` or `100.0`. */
export function plain(amount: Minor, currency: string): string {
  return padded(amount, currency).replace(/(\.\d+?)0+$/, "$1");
}

/** As messages write it, for example `30.000`. */
export function padded(amount: Minor, currency: string): string {
  const places = digitsOf(currency);
  const text = String(amount < 0n ? -amount : amount).padStart(places + 1, "0");
  return `${amount < 0n ? "-" : ""}${text.slice(0, -places)}.${text.slice(-places)}`;
}

export function absolute(amount: Minor): Minor {
  return amount < 0n ? -amount : amount;
}
