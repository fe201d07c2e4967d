import type { Money } from "../../../core/money.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

interface Parted {
  /** The price of the period is divided by so many. */
  readonly count: bigint;
  /** How long the customer has the service for one part. */
  readonly lasts_ms: number;
}

/** How a period falls into parts, for customers who cannot pay the whole of it (documented). */
const parted: Readonly<Record<string, Parted>> = {
  weekly: { count: 7n, lasts_ms: DAY_MS },
  fortnightly: { count: 14n, lasts_ms: DAY_MS },
  monthly: { count: 4n, lasts_ms: 7 * DAY_MS },
};

/** One part of a period; null where such a period has none. That nothing is left over is assumed. */
export function partOf(
  period: Money,
  frequency: string | null,
): { readonly price: Money; readonly lasts_ms: number } | null {
  const found = frequency !== null && Object.hasOwn(parted, frequency) ? parted[frequency] : undefined;
  if (found === undefined) return null;
  return { price: { ...period, minor: period.minor / found.count }, lasts_ms: found.lasts_ms };
}
