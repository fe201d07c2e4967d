/** Money as whole thousandths of a naira: some of this provider's prices and balances have three decimals. */
export type Thousandths = bigint;

const NAIRA: Thousandths = 1_000n;
const KOBO: Thousandths = 10n;

export function fromNaira(naira: number): Thousandths {
  return BigInt(naira) * NAIRA;
}

/** An amount as a caller writes it, with at most two decimals; null where it is none. */
export function parseAmount(text: string): Thousandths | null {
  const [, whole = "", decimals = ""] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return whole === "" ? null : BigInt(whole + decimals.padEnd(3, "0"));
}

export function fromKobo(kobo: bigint): Thousandths {
  return kobo * KOBO;
}

/** Leaves a part of a kobo out. */
export function toKobo(amount: Thousandths): bigint {
  return amount / KOBO;
}

/** With no more decimals than it needs, for example `97`, `96.5` or `563.125`. */
export function plain(amount: Thousandths): string {
  const [whole, decimals] = split(amount);
  const needed = decimals.replace(/0+$/, "");
  return needed === "" ? whole : `${whole}.${needed}`;
}

/** As operators and the balance write it, for example `100.00`, `4,985.28` or `-3,651.449`. */
export function withCommas(amount: Thousandths): string {
  const [whole, decimals] = split(amount);
  return `${whole.replace(/\B(?=(?:\d{3})+$)/g, ",")}.${decimals.replace(/0$/, "")}`;
}

function split(amount: Thousandths): readonly [whole: string, decimals: string] {
  const digits = String(amount < 0n ? -amount : amount).padStart(4, "0");
  return [(amount < 0n ? "-" : "") + digits.slice(0, -3), digits.slice(-3)];
}
