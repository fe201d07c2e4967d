import { marketOfCurrency } from "./markets.ts";

/** Null where it is no number above nought, or has more decimals than the currency. */
export function parseAmount(value: unknown, decimals: number): bigint | null {
  const [, whole = "", fraction = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (whole === "" || fraction.length > decimals) return null;
  const minor = BigInt(whole + fraction.padEnd(decimals, "0"));
  return minor > 0n ? minor : null;
}

/** As the wire has it: a JSON number in major units. */
export function toNumber(minor: string, currency: string): number {
  return Number(toText(minor, currency));
}

/** Major units, with all decimals of the currency. */
export function toText(minor: string, currency: string): string {
  const decimals = marketOfCurrency(currency)?.decimals ?? 2;
  if (decimals === 0) return minor;
  const digits = minor.padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function fromMajor(major: number, decimals: number): bigint {
  return BigInt(major) * 10n ** BigInt(decimals);
}
