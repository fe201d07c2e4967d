import { slotOf } from "../../src/core/ids.ts";
import { isFinalStatus } from "../../src/core/outcome.ts";
import type { Database } from "../../src/store/database.ts";
import { readOperations } from "../../src/store/operations.ts";
import { listReviews } from "../../src/store/reviews.ts";
import { readSchedule } from "../../src/store/schedule.ts";
import type { StoredOperation } from "../../src/store/stored-operation.ts";
import { readSubscriptions } from "../../src/store/subscriptions.ts";
import { readEvents } from "../../src/store/timeline.ts";
import type { Vault } from "../../src/store/vault.ts";
import type { Judge, Rule } from "./judge.ts";

interface Source {
  readonly database: Database;
  readonly vault: Vault;
}

const EVENTS_MAX = 10_000;

/** What is to be said of a world once faults have stopped and time has passed. */
export async function judgeAtRest(judge: Judge, source: Source): Promise<void> {
  const ids = judge.acknowledgedIds;
  const asked = ids.map((id) => ({ slot: slotOf(id), id }));
  const stored: ReadonlyMap<string, StoredOperation> =
    asked.length === 0 ? new Map() : await readOperations(asked, source);
  for (const id of ids) {
    const operation = stored.get(id);
    if (operation === undefined) judge.complain("acknowledged is kept", `${id} was acknowledged and is lost`);
    else await judgeOperation(operation, judge, source);
  }
  for (const payment_id of judge.refundedPayments) {
    const refunds = judge.refundsOf(payment_id);
    const stands = (id: string) => stored.get(id)?.status;
    const questioned = (id: string) => stored.get(id)?.memory.review !== null;
    const done = refunds.filter((id) => stands(id) === "succeeded" && !questioned(id));
    judge.checkRefunds(payment_id, { done, in_question: refunds.filter(questioned) });
  }
  await judgeSubscriptions(judge, source);
  const { busy, next_due_at } = await readSchedule(source.database, 0);
  if (busy.length > 0 || next_due_at !== null)
    judge.complain("everything comes to its end", `there is still work: ${busy}, ${next_due_at}`);
}

async function judgeOperation(operation: StoredOperation, judge: Judge, source: Source): Promise<void> {
  const { slot, id, status, version, merchant_id, environment } = operation;
  const filter = {
    merchant_id,
    environment,
    status: "open",
    operation_id: id,
    after: null,
    limit: 10,
  } as const;
  const reviews = (await listReviews(filter, source.database)).length;
  const events = await readEvents(
    { slot, operation_id: id, after_seq: 0, limit: EVENTS_MAX },
    source.database,
  );
  const charges = judge.charges(id);
  const told = judge.lastTold(id);
  const isFailure = status === "failed" || status === "cancelled";
  const claims: readonly (readonly [holds: boolean, rule: Rule, complaint: string])[] = [
    [
      isFinalStatus(status) || (status === "in_reconciliation" && reviews === 1),
      "everything comes to its end",
      `it has ${reviews} open reviews`,
    ],
    [told === status, "merchants are told", `its merchant was last told ${told}`],
    [
      events.length === version && events.every(({ seq }, index) => seq === index + 1),
      "events follow each other",
      `it has version ${version} and ${events.length} events`,
    ],
    [
      status !== "succeeded" || judge.isRefund(id) || judge.wasCharged(id) || reviews > 0,
      "success is charged",
      "nobody was charged, and nobody is asked to look",
    ],
    [
      !isFailure || charges === 0 || reviews > 0,
      "failure is not charged",
      `there are ${charges} charges, and nobody is asked to look`,
    ],
  ];
  for (const [holds, rule, complaint] of claims)
    if (!holds) judge.complain(rule, `${id} is ${status}: ${complaint}`);
  judge.checkOrderOfTold(id);
}

async function judgeSubscriptions(judge: Judge, source: Source): Promise<void> {
  const { ids } = judge.subscriptions;
  if (ids.length === 0) return;
  const stored = await readSubscriptions(
    ids.map((id) => ({ slot: slotOf(id), id })),
    source,
  );
  for (const id of ids) {
    const status = stored.get(id)?.status;
    const told = judge.subscriptions.lastTold(id);
    if (status !== "ended") judge.complain("everything comes to its end", `${id} is ${status}`);
    if (told !== status) judge.complain("merchants are told", `${id} is ${status} and was told as ${told}`);
    judge.subscriptions.checkCharges(id);
  }
}
