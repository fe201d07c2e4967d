import { slotOf } from "../core/ids.ts";
import type { Database, Statement } from "./database.ts";
import { milliseconds } from "./interval.ts";
import type { Environment } from "./stored-operation.ts";

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly slot: number;
  /** UUID, derived from the announcement's and the endpoint's; it tells its slot as every id does. */
  readonly id: string;
  readonly announcement_id: string;
  /** The event's, for example `payment.succeeded`. */
  readonly type: string;
  readonly endpoint_id: string;
  readonly status: DeliveryStatus;
  /** How often it was sent since it was made, or since somebody asked for it again. */
  readonly tries: number;
  /** Milliseconds, as are the others. A little in the past while it waits for its turn; null where none will come. */
  readonly next_try_at: number | null;
  /** The HTTP status of the last try; null where no answer came. */
  readonly last_status: number | null;
  readonly last_problem: string | null;
  readonly created_at: number;
  readonly delivered_at: number | null;
}

/** `abandoned`: nobody tries any more, unless somebody asks for it again. */
export const deliveryStatuses = ["pending", "delivered", "abandoned"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

const COLUMNS = `delivery.slot, delivery.id, delivery.announcement_id, announcement.type, delivery.endpoint_id,
  delivery.status, delivery.tries, delivery.next_try_at, delivery.last_status, delivery.last_problem,
  delivery.created_at, delivery.delivered_at`;
const WITH_TYPE = `from webhook_deliveries delivery
  join announcements announcement
    on announcement.slot = any (array[delivery.slot]) and announcement.id = any (array[delivery.announcement_id])`;

const NEWEST_FIRST = `delivery.merchant_id = $1 and delivery.environment = $2
   and ($3::uuid is null or delivery.endpoint_id = $3) and ($4::text is null or delivery.status = $4)
   and (delivery.created_at, delivery.id)
       < (coalesce($5::timestamptz, 'infinity'), coalesce($6::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
 order by delivery.created_at desc, delivery.id desc limit $7`;

const read: Statement = {
  name: "read_delivery",
  sql: `select ${COLUMNS} ${WITH_TYPE}
 where delivery.slot = $1 and delivery.id = $2 and delivery.merchant_id = $3 and delivery.environment = $4`,
};

const list: Statement = {
  name: "list_deliveries",
  sql: `select ${COLUMNS} ${WITH_TYPE} where ${NEWEST_FIRST}`,
};

/** A delivery's id begins as its announcement's does, so the key finds the few that there are. */
const listOfAnnouncement: Statement = {
  name: "list_deliveries_of_announcement",
  sql: `select ${COLUMNS} ${WITH_TYPE}
 where delivery.slot = $8 and delivery.announcement_id = $9
   and delivery.id between (left($9::uuid::text, 18) || '0000000000000000')::uuid
                       and (left($9::uuid::text, 18) || 'ffffffffffffffff')::uuid
   and ${NEWEST_FIRST}`,
};

const sendAgain: Statement = {
  name: "send_delivery_again",
  sql: `
with again as (
  update webhook_deliveries set status = 'pending', tries = 0, next_try_at = $3::timestamptz, delivered_at = null
   where slot = $1 and id = $2
  returning slot, id
)
insert into work (slot, kind, subject_id, due_at) select slot, 'delivery', id, now() + $4::interval from again
on conflict (slot, subject_id) do update set due_at = excluded.due_at, owner = null
returning subject_id`,
};

/** Names one merchant's delivery; another merchant's is not found. */
export interface DeliveryName {
  readonly id: string;
  readonly merchant_id: string;
  readonly environment: Environment;
}

export async function readDelivery(asked: DeliveryName, database: Database): Promise<Delivery | undefined> {
  const { id, merchant_id, environment } = asked;
  const [row] = await database.run<Delivery>(read, [slotOf(id), id, merchant_id, environment]);
  return row;
}

export interface DeliveryFilter {
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly endpoint_id: string | null;
  /** The event's id. */
  readonly announcement_id: string | null;
  readonly status: DeliveryStatus | null;
  /** The last delivery of the page before. */
  readonly after: { readonly created_at: number; readonly id: string } | null;
  readonly limit: number;
}

/** Newest first. */
export async function listDeliveries(
  filter: DeliveryFilter,
  database: Database,
): Promise<readonly Delivery[]> {
  const { merchant_id, environment, endpoint_id, announcement_id, status, after, limit } = filter;
  const values = [
    merchant_id,
    environment,
    endpoint_id,
    status,
    after === null ? null : new Date(after.created_at),
    after?.id ?? null,
    limit,
  ];
  if (announcement_id === null) return await database.run<Delivery>(list, values);
  return await database.run<Delivery>(listOfAnnouncement, [
    ...values,
    slotOf(announcement_id),
    announcement_id,
  ]);
}

/** Makes it due now and begins its ladder anew, whatever became of it. False where there is no such delivery. */
export async function resendDelivery(
  asked: DeliveryName,
  {
    database,
    clock,
  }: {
    readonly database: Database;
    readonly clock: { now(): number; readonly offset_ms: number };
  },
): Promise<boolean> {
  const delivery = await readDelivery(asked, database);
  if (delivery === undefined) return false;
  const { slot, id } = delivery;
  const rows = await database.run(sendAgain, [
    slot,
    id,
    new Date(clock.now()),
    milliseconds(clock.offset_ms),
  ]);
  return rows.length > 0;
}
