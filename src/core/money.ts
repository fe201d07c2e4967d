/** Exact money: decimal strings outside, integer minor units inside. The exponents are data. */

export interface Amount {
  /** Decimal string without sign or exponent, for example `1500.00`. */
  readonly value: string;
  /** ISO 4217. */
  readonly currency: string;
}

export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** Digits after the decimal point (ISO 4217) of the currencies in which the five providers deal. */
const exponents: Readonly<Record<string, number>> = {
  KES: 2,
  NGN: 2,
  VND: 0,
  UGX: 0,
  RWF: 0,
  GHS: 2,
  ZAR: 2,
  XAF: 0,
  XOF: 0,
  ZMW: 2,
  EUR: 2,
  USD: 2,
  GBP: 2,
  TZS: 2,
  IQD: 3,
  KWD: 3,
  BHD: 3,
  OMR: 3,
  JOD: 3,
  AED: 2,
  SAR: 2,
  QAR: 2,
  EGP: 2,
  LKR: 2,
  BDT: 2,
  MYR: 2,
  MZN: 2,
  MNT: 2,
  MMK: 2,
  IDR: 2,
  THB: 2,
  PKR: 2,
  INR: 2,
  NPR: 2,
  KHR: 2,
  SZL: 2,
  LRD: 2,
  GNF: 0,
  SDG: 2,
  BWP: 2,
  SSP: 2,
  AFN: 2,
  PLN: 2,
  CHF: 2,
  SEK: 2,
  NOK: 2,
  DKK: 2,
  TND: 3,
  MAD: 2,
  DZD: 2,
  LYD: 3,
  YER: 2,
  SYP: 2,
};

/** Digits that one amount may have before the point: enough for any payment, and far inside a PostgreSQL bigint. */
const WHOLE_DIGITS_MAX = 13;

export type MoneyProblem =
  | "unknown_currency"
  | "not_a_decimal"
  | "too_many_decimals"
  | "too_large"
  | "not_positive";

export const currencies: readonly string[] = Object.keys(exponents);

export function exponentOf(currency: string): number | undefined {
  return Object.hasOwn(exponents, currency) ? exponents[currency] : undefined;
}

/**
 * Reads a decimal string exactly. `decimals` narrows what the currency allows to what the provider does: KES has two
 * decimals, M-Pesa takes whole shillings. `150.00` is fine where `decimals` is 0; `150.10` is not.
 */
export function parseMoney(amount: Amount, decimals?: number): Money | MoneyProblem {
  const exponent = exponentOf(amount.currency);
  if (exponent === undefined) return "unknown_currency";
  const match = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(amount.value);
  if (match === null) return "not_a_decimal";
  const [, whole = "", fraction = ""] = match;
  if (whole.length > WHOLE_DIGITS_MAX) return "too_large";
  const significant = fraction.replace(/0+$/, "");
  if (
    significant.length > Math.min(exponent, decimals ?? exponent) ||
    fraction.length > Math.max(exponent, 2)
  )
    return "too_many_decimals";
  const minor = BigInt(whole) * 10n ** BigInt(exponent) + BigInt(significant.padEnd(exponent, "0") || "0");
  return minor > 0n ? { minor, currency: amount.currency } : "not_positive";
}

/** Writes minor units as a decimal string with as many decimals as the currency has. */
export function formatMoney(money: Money): Amount {
  const exponent = exponentOf(money.currency);
  if (exponent === undefined) throw new Error(`No exponent is known for ${money.currency}.`);
  const digits = money.minor.toString().padStart(exponent + 1, "0");
  const value = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return { value, currency: money.currency };
}

/** Minor units as a whole number of major units, for wires that take no decimals. Throws where there is a fraction. */
export function wholeUnits(money: Money): bigint {
  const exponent = exponentOf(money.currency);
  if (exponent === undefined) throw new Error(`No exponent is known for ${money.currency}.`);
  const unit = 10n ** BigInt(exponent);
  if (money.minor % unit !== 0n)
    throw new Error("The amount has a fraction, and the wire takes whole units only.");
  return money.minor / unit;
}
