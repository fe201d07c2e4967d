import { readCode } from "../../../catalogue/read-code.ts";
import type { Money } from "../../../core/money.ts";
import type { Reading } from "../../../core/outcome.ts";
import type { SubscriptionCharge } from "../../../core/subscription.ts";
import { codes } from "../codes.ts";
import { amountIn } from "../wire/amounts.ts";
import { partOf } from "../wire/parts-of-periods.ts";
import type { Result, Transaction } from "../wire/result.ts";
import { standingOf } from "./standings.ts";

/** The charge that a result tells of. Without a name nobody could ask about it, so then there is none. */
export function chargeIn(
  result: Result,
  reading: Reading,
  http_status: number | null,
): readonly SubscriptionCharge[] {
  const { bill_id, frequency, mode, transaction } = result;
  const stated = amountIn(result);
  const known = { period: transaction.bill_id ?? bill_id, reading, http_status };
  if (mode !== "PARTIAL") return named(transaction, { ...known, amount: stated });
  // Their own example of a part shows the price of the whole period.
  const part = stated === null ? null : partOf(stated, frequency);
  return named(transaction, { ...known, amount: null, ...(part !== null && { price: part.price }) });
}

/** More than a grace period can hold: thirty days of three attempts each. */
const LISTED_MAX = 100;

/**
 * The newest charges that an inquiry lists, oldest first. The list states no amounts, and what was charged may have been a
 * part of a period, or at an earlier price: so it takes the charge's own inquiry to settle one.
 */
export function chargesListed(
  listed: readonly Transaction[],
  subscription: Result,
  http_status: number | null,
): readonly SubscriptionCharge[] {
  const charges = inOrder(listed).slice(-LISTED_MAX);
  const over = isOver(subscription);
  return charges.flatMap((transaction, index) => {
    const { bill_id, status } = transaction;
    const price = priceOf(transaction, {
      subscription,
      before: charges.slice(0, index),
      after: charges.slice(index + 1),
    });
    return named(transaction, {
      period: bill_id,
      reading: ofUnknownAmount(over ? readTransaction(status) : retriedByThem(readTransaction(status))),
      http_status,
      amount: null,
      ...(price !== null && { price }),
    });
  });
}

/** A part is only taken once the whole was refused under the same bill, and then the next bill comes all too soon. */
function priceOf(
  { at, bill_id }: Transaction,
  among: {
    readonly subscription: Result;
    readonly before: readonly Transaction[];
    readonly after: readonly Transaction[];
  },
): Money | null {
  const { subscription, before, after } = among;
  const whole = amountIn(subscription);
  if (whole === null || at === null || !before.some((earlier) => earlier.bill_id === bill_id)) return whole;
  const next = after.find((later) => later.bill_id !== bill_id)?.at ?? subscription.next_payment_at;
  const part = partOf(whole, subscription.frequency);
  return part !== null && next !== null && next - at <= part.lasts_ms ? part.price : whole;
}

/** Oldest first, whichever way they came. Within one second a refusal comes first, for whoever has paid is not asked again. */
export function inOrder(listed: readonly Transaction[]): readonly Transaction[] {
  return listed.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0) || Number(isPaid(a)) - Number(isPaid(b)));
}

function isPaid({ status }: Transaction): boolean {
  return readTransaction(status).category === "completed";
}

/** Nothing is charged for it any more by itself. */
function isOver({ status }: Result): boolean {
  const standing = standingOf(status);
  return standing === "ended" || standing === "paused";
}

/** A charge of a subscription reads alike wherever it is told of: SUCCESS is said of subscriptions alone. */
export function readTransaction(status: string | null): Reading {
  const code = status ?? "none";
  return readCode(codes, { surface: "result", call: "subscribe", http_status: null, code, message: null });
}

/**
 * While a subscription goes on, what was declined is tried again by the provider itself: whoever charged for it in another
 * way might take the money twice.
 */
export function retriedByThem(reading: Reading): Reading {
  const declined = reading.finality === "final" && reading.money === "not_moved";
  return declined ? { ...reading, actor: "provider", advice: { action: "wait" } } : reading;
}

function named(
  { transaction_id, status }: Transaction,
  known: Omit<SubscriptionCharge, "provider_reference" | "provider"> & {
    readonly http_status: number | null;
  },
): readonly SubscriptionCharge[] {
  if (transaction_id === null) return [];
  const { http_status, ...charge } = known;
  const provider = { code: status, label: null, message: null, http_status };
  return [{ provider_reference: transaction_id, ...charge, provider }];
}

function ofUnknownAmount(reading: Reading): Reading {
  if (reading.category !== "completed") return reading;
  return {
    ...reading,
    category: "in_progress",
    reason: "in_progress",
    finality: "interim",
    money: "unknown",
    advice: { action: "verify" },
  };
}
