import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";
import type { DeliveryStatus } from "./deliveries.ts";
import type { Work } from "./work.ts";

/** A delivery whose turn has come, with the event that it carries. */
export interface DueDelivery {
  readonly id: string;
  readonly endpoint_id: string;
  readonly tries: number;
  readonly announcement_id: string;
  readonly type: string;
  readonly version: number;
  /** Milliseconds. */
  readonly at: number;
  readonly resource: unknown;
}

/** What became of a claimed delivery. */
export interface DeliveryResult {
  readonly work: Work;
  readonly status: DeliveryStatus;
  /** False where it ended without a try, because its endpoint is gone. */
  readonly sent: boolean;
  /** Milliseconds; null unless pending. */
  readonly next_try_at: number | null;
  readonly last_status: number | null;
  readonly last_problem: string | null;
  /** Milliseconds; null unless delivered. */
  readonly delivered_at: number | null;
}

const readDue: Statement = {
  name: "read_due_deliveries",
  sql: `
select delivery.id, delivery.endpoint_id, delivery.tries,
       announcement.id as announcement_id, announcement.type, announcement.version, announcement.at, announcement.resource
  from unnest($1::smallint[], $2::uuid[]) as asked(slot, id)
  join webhook_deliveries delivery
    on delivery.slot = any (array[asked.slot]) and delivery.id = any (array[asked.id])
  join announcements announcement
    on announcement.slot = any (array[delivery.slot]) and announcement.id = any (array[delivery.announcement_id])`,
};

/** Only whoever still holds the work row writes: the result of a claim that was lost is dropped. */
const recordResults: Statement = {
  name: "record_delivery_results",
  sql: `
with result as materialized (
  select * from unnest($1::smallint[], $2::uuid[], $3::integer[], $4::text[], $5::boolean[], $6::timestamptz[],
    $7::integer[], $8::text[], $9::timestamptz[])
  as t(slot, id, claims, status, sent, next_try_at, last_status, last_problem, delivered_at)
  order by slot, id
), ended as (
  delete from work using result
   where work.slot = any (array[result.slot]) and work.subject_id = any (array[result.id])
     and work.claims = result.claims and work.owner = $10 and result.next_try_at is null
  returning work.slot, work.subject_id
), again as (
  update work set due_at = result.next_try_at, owner = null from result
   where work.slot = any (array[result.slot]) and work.subject_id = any (array[result.id])
     and work.claims = result.claims and work.owner = $10 and result.next_try_at is not null
  returning work.slot, work.subject_id
), held as (
  select slot, subject_id from ended union all select slot, subject_id from again
)
update webhook_deliveries delivery
   set status = result.status, tries = delivery.tries + result.sent::integer, next_try_at = result.next_try_at,
       last_status = case when result.sent then result.last_status else delivery.last_status end,
       last_problem = result.last_problem, delivered_at = result.delivered_at
  from result join held on held.slot = result.slot and held.subject_id = result.id
 where delivery.slot = any (array[result.slot]) and delivery.id = any (array[result.id])
returning delivery.id`,
};

const putBack: Statement = {
  name: "put_back_deliveries",
  sql: `
update work set due_at = later.due_at, owner = null
  from (select * from unnest($1::smallint[], $2::uuid[], $3::integer[], $4::timestamptz[]) as t(slot, id, claims, due_at)
        order by slot, id) as later
 where work.slot = any (array[later.slot]) and work.subject_id = any (array[later.id])
   and work.claims = later.claims and work.owner = $5
returning later.id`,
};

/** By id. */
export async function readDueDeliveries(
  claimed: readonly Work[],
  database: Database,
): Promise<ReadonlyMap<string, DueDelivery>> {
  const rows = await database.run<DueDelivery>(
    readDue,
    columns(claimed, [({ slot }) => slot, ({ subject_id }) => subject_id]),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Tells of each result whether it was written: false where another node holds the delivery by now. */
export async function recordDeliveryResults(
  batch: readonly DeliveryResult[],
  { database, node }: { readonly database: Database; readonly node: string },
): Promise<readonly boolean[]> {
  const rows = await database.run<{ id: string }>(recordResults, [
    ...columns(batch, [
      ({ work }) => work.slot,
      ({ work }) => work.subject_id,
      ({ work }) => work.claims,
      (result) => result.status,
      (result) => result.sent,
      ({ next_try_at }) => timeOf(next_try_at),
      (result) => result.last_status,
      (result) => result.last_problem,
      ({ delivered_at }) => timeOf(delivered_at),
    ]),
    node,
  ]);
  const written = new Set(rows.map((row) => row.id));
  return batch.map(({ work }) => written.has(work.subject_id));
}

/** Lets others have them from then on; nothing was tried. `due_at`: milliseconds. Answers as above. */
export async function putBackDeliveries(
  batch: readonly { readonly work: Work; readonly due_at: number }[],
  { database, node }: { readonly database: Database; readonly node: string },
): Promise<readonly boolean[]> {
  const rows = await database.run<{ id: string }>(putBack, [
    ...columns(batch, [
      ({ work }) => work.slot,
      ({ work }) => work.subject_id,
      ({ work }) => work.claims,
      ({ due_at }) => new Date(due_at),
    ]),
    node,
  ]);
  const written = new Set(rows.map((row) => row.id));
  return batch.map(({ work }) => written.has(work.subject_id));
}

function timeOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
