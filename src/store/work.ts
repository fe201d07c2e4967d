import { milliseconds } from "./accept.ts";
import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";

export const workKinds = ["operation", "callback", "delivery"] as const;
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
 where due_at <= now() + $1::interval and kind = any ($2) order by due_at limit $3`,
};

/** Guarded by `claims`: of two nodes that read the same row, one takes it. No lock is held and none is waited for. */
const claimDue: Statement = {
  name: "claim_due_work",
  sql: `
update work set due_at = now() + $1::interval, claims = work.claims + 1, owner = $2
  from (select * from unnest($3::smallint[], $4::text[], $5::uuid[], $6::integer[]) as t(slot, kind, subject_id, claims)
        order by slot, kind, subject_id) as due
 where work.slot = due.slot and work.kind = due.kind and work.subject_id = due.subject_id and work.claims = due.claims
   and work.due_at <= now() + $7::interval
returning work.slot, work.kind, work.subject_id, work.claims`,
};

const renewHeld: Statement = {
  name: "renew_held_work",
  sql: `
update work set due_at = now() + $1::interval
  from (select * from unnest($3::smallint[], $4::text[], $5::uuid[]) as t(slot, kind, subject_id)
        order by slot, kind, subject_id) as held
 where work.slot = held.slot and work.kind = held.kind and work.subject_id = held.subject_id and work.owner = $2`,
};

const postpone: Statement = {
  name: "postpone_work",
  sql: `update work set due_at = now() + $1::interval, owner = null
 where slot = $3 and kind = $4 and subject_id = $5 and owner = $2`,
};

export interface ClaimContext {
  readonly database: Database;
  readonly node: string;
  readonly lease_ms: number;
  readonly offset_ms: number;
}

/** Takes up to `limit` rows that are due, whoever had them before. Each is this node's until its lease ends. */
export async function claimWork(
  kinds: readonly WorkKind[],
  limit: number,
  context: ClaimContext,
): Promise<readonly Work[]> {
  const { database, node, lease_ms, offset_ms } = context;
  const due = await database.run<Work>(readDue, [milliseconds(offset_ms), kinds, limit]);
  if (due.length === 0) return [];
  return await database.run<Work>(claimDue, [
    milliseconds(offset_ms + lease_ms),
    node,
    ...columns(due, [
      ({ slot }) => slot,
      ({ kind }) => kind,
      ({ subject_id }) => subject_id,
      ({ claims }) => claims,
    ]),
    milliseconds(offset_ms),
  ]);
}

/** Keeps what this node still works on. A row that another node has claimed stays with that node. */
export async function renewWork(held: readonly Omit<Work, "claims">[], context: ClaimContext): Promise<void> {
  if (held.length === 0) return;
  await context.database.run(renewHeld, [
    milliseconds(context.offset_ms + context.lease_ms),
    context.node,
    ...columns(held, [({ slot }) => slot, ({ kind }) => kind, ({ subject_id }) => subject_id]),
  ]);
}

/** Gives a row back, due again after a while. A row that another node has claimed meanwhile stays with that node. */
export async function postponeWork(
  work: Omit<Work, "claims">,
  by_ms: number,
  context: ClaimContext,
): Promise<void> {
  const { slot, kind, subject_id } = work;
  await context.database.run(postpone, [
    milliseconds(context.offset_ms + by_ms),
    context.node,
    slot,
    kind,
    subject_id,
  ]);
}
