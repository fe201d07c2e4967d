import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";
import { milliseconds } from "./interval.ts";
import { onceMoreAfterConflict } from "./run-batch.ts";

export const workKinds = ["operation", "callback", "delivery", "subscription"] as const;
export type WorkKind = (typeof workKinds)[number];

/** A row of due work. Whoever holds it under `claims` may finish or renew it; a later claim has a higher number. */
export interface Work {
  readonly slot: number;
  readonly kind: WorkKind;
  readonly subject_id: string;
  readonly claims: number;
}

const readDue: Statement = {
  name: "read_due_work",
  sql: `select slot, kind, subject_id, claims from work
 where kind = $2 and due_at <= now() + $1::interval order by due_at limit $3`,
};

/**
 * Guarded by `claims`: of two nodes that read the same row, one takes it. No lock is held and none is waited for.
 * Keys are compared with `any (array[…])`, here and wherever a batch meets a table, for only a look-up by index can serve
 * that: whatever the planner believes about the table, each row is found by its key, and in the batch's order.
 */
const claimDue: Statement = {
  name: "claim_due_work",
  sql: `
update work set due_at = now() + $1::interval, claims = work.claims + 1, owner = $2
  from (select * from unnest($3::smallint[], $4::text[], $5::uuid[], $6::integer[]) as t(slot, kind, subject_id, claims)
        order by slot, subject_id) as due
 where work.slot = any (array[due.slot]) and work.subject_id = any (array[due.subject_id]) and work.claims = due.claims
   and work.due_at - $7::interval <= now()
returning work.slot, work.kind, work.subject_id, work.claims`,
};

const renewHeld: Statement = {
  name: "renew_held_work",
  sql: `
update work set due_at = now() + $1::interval
  from (select * from unnest($3::smallint[], $4::text[], $5::uuid[]) as t(slot, kind, subject_id)
        order by slot, subject_id) as held
 where work.slot = any (array[held.slot]) and work.subject_id = any (array[held.subject_id]) and work.owner = $2`,
};

const postpone: Statement = {
  name: "postpone_work",
  sql: `update work set due_at = now() + $1::interval, owner = null
 where slot = $3 and subject_id = $4 and owner = $2`,
};

export interface ClaimContext {
  readonly database: Database;
  readonly node: string;
  readonly lease_ms: number;
  readonly offset_ms: number;
}

/** Takes up to `limit` rows that are due, whoever had them before. Each is this node's until its lease ends. */
export async function claimWork(
  kind: WorkKind,
  limit: number,
  context: ClaimContext,
): Promise<readonly Work[]> {
  const { database, node, lease_ms, offset_ms } = context;
  const due = await database.run<Work>(readDue, [milliseconds(offset_ms), kind, limit]);
  if (due.length === 0) return [];
  return await onceMoreAfterConflict(due, (rows) =>
    database.run<Work>(claimDue, [
      milliseconds(offset_ms + lease_ms),
      node,
      ...columns(rows, [
        ({ slot }) => slot,
        ({ kind }) => kind,
        ({ subject_id }) => subject_id,
        ({ claims }) => claims,
      ]),
      milliseconds(offset_ms),
    ]),
  );
}

/** Keeps what this node still works on. A row that another node has claimed stays with that node. */
export async function renewWork(held: readonly Omit<Work, "claims">[], context: ClaimContext): Promise<void> {
  if (held.length === 0) return;
  await onceMoreAfterConflict(held, (rows) =>
    context.database.run(renewHeld, [
      milliseconds(context.offset_ms + context.lease_ms),
      context.node,
      ...columns(rows, [({ slot }) => slot, ({ kind }) => kind, ({ subject_id }) => subject_id]),
    ]),
  );
}

/** Gives a row back, due again after a while. A row that another node has claimed meanwhile stays with that node. */
export async function postponeWork(
  work: Omit<Work, "claims">,
  by_ms: number,
  context: ClaimContext,
): Promise<void> {
  const { slot, subject_id } = work;
  await context.database.run(postpone, [
    milliseconds(context.offset_ms + by_ms),
    context.node,
    slot,
    subject_id,
  ]);
}
