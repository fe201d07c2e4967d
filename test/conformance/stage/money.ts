import type { BookEntry } from "../../../src/connector/simulator.ts";
import type { Body, Played } from "./observer.ts";
import type { Stage } from "./stage.ts";

/** What the provider's own books, or the customer's phone, say that an operation did. */
export interface Deed {
  /** How often it was carried out. */
  readonly times: number;
  /** What it moved in the end, in minor units; null of a message. */
  readonly moved: bigint | null;
  readonly currencies: readonly string[];
}

export async function deedOf(played: Played, stage: Stage): Promise<Deed> {
  const { way, phone_number } = played;
  if (way.kind === "message") {
    const texts = await stage.messages(way, phone_number);
    return { times: texts.length, moved: null, currencies: [] };
  }
  const entries = await stage.booked(played);
  const [doing, undoing] =
    way.kind === "refund" ? (["reversal", null] as const) : (["charge", "reversal"] as const);
  const own = entries.filter(({ kind }) => kind === doing || kind === undoing);
  return {
    times: count(own, doing) - (undoing === null ? 0 : count(own, undoing)),
    moved: sum(own, doing) - (undoing === null ? 0n : sum(own, undoing)),
    currencies: [...new Set(own.map(({ currency }) => currency))],
  };
}

/** One sentence for each claim about the money that the provider's books do not bear out. */
export async function falseClaims(played: Played, stage: Stage): Promise<readonly string[]> {
  const operation: Body = await stage.read(played);
  const { times, moved, currencies } = await deedOf(played, stage);
  const { status, outcome, needs_review, amount } = operation;
  const done = times === 1;
  const wanted = played.way.kind === "message" ? null : await stage.asked(played);
  const claims: readonly (readonly [boolean, string])[] = [
    [times <= 1, `it was carried out ${times} times`],
    [times >= 0, `more was undone than done`],
    [status !== "succeeded" || done, `it is succeeded, and was carried out ${times} times`],
    [!done || moved === wanted, `${moved} moved instead of ${wanted}`],
    [currencies.every((one) => one === amount?.currency), `it moved in ${currencies}`],
    [(status !== "failed" && status !== "cancelled") || !done, `it is ${status}, and was carried out`],
    [outcome.money !== "moved" || done, "it says that the money moved, and the books do not"],
    [
      !["not_moved", "returned"].includes(outcome.money) || !done,
      `it says ${outcome.money}, and the books not`,
    ],
    [!outcome.safe_to_charge_again || !done, "it says that charging again is safe, and it is not"],
    [status !== "in_reconciliation" || needs_review, "it is in reconciliation, and nobody is told to look"],
  ];
  return claims.flatMap(([holds, complaint]) => (holds ? [] : [complaint]));
}

function count(entries: readonly BookEntry[], kind: BookEntry["kind"]): number {
  return entries.filter((entry) => entry.kind === kind).length;
}

function sum(entries: readonly BookEntry[], kind: BookEntry["kind"]): bigint {
  return entries.reduce(
    (total, entry) => total + (entry.kind === kind ? BigInt(entry.amount_minor) : 0n),
    0n,
  );
}
