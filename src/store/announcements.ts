import { slotOf } from "../core/ids.ts";
import type { Database, Statement } from "./database.ts";
import type { Environment } from "./stored-operation.ts";

/** What a merchant was told of: the resource as it was at that version. */
export interface Announcement {
  readonly slot: number;
  readonly id: string;
  readonly operation_id: string;
  readonly merchant_id: string;
  readonly type: string;
  readonly version: number;
  /** Milliseconds. */
  readonly at: number;
  readonly resource: unknown;
}

const COLUMNS = "slot, id, operation_id, merchant_id, type, version, at, resource";
const NEWEST_FIRST = `merchant_id = $1 and environment = $2 and ($3::text is null or type = $3)
   and (at, id) < (coalesce($4::timestamptz, 'infinity'), coalesce($5::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
 order by at desc, id desc limit $6`;

const readMany: Statement = {
  name: "read_announcement",
  sql: `select ${COLUMNS} from announcements where slot = $1 and id = $2 and merchant_id = $3 and environment = $4`,
};

const list: Statement = {
  name: "list_announcements",
  sql: `select ${COLUMNS} from announcements where ${NEWEST_FIRST}`,
};

const listOfOperation: Statement = {
  name: "list_announcements_of_operation",
  sql: `select ${COLUMNS} from announcements where slot = $7 and operation_id = $8 and ${NEWEST_FIRST}`,
};

export async function readAnnouncement(
  asked: {
    readonly slot: number;
    readonly id: string;
    readonly merchant_id: string;
    readonly environment: Environment;
  },
  database: Database,
): Promise<Announcement | undefined> {
  const [row] = await database.run<Announcement>(readMany, [
    asked.slot,
    asked.id,
    asked.merchant_id,
    asked.environment,
  ]);
  return row;
}

export interface AnnouncementFilter {
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly type: string | null;
  readonly operation_id: string | null;
  readonly after: { readonly at: number; readonly id: string } | null;
  readonly limit: number;
}

export async function listAnnouncements(
  filter: AnnouncementFilter,
  database: Database,
): Promise<readonly Announcement[]> {
  const { merchant_id, environment, type, operation_id, after, limit } = filter;
  const values = [
    merchant_id,
    environment,
    type,
    after === null ? null : new Date(after.at),
    after?.id ?? null,
    limit,
  ];
  if (operation_id === null) return await database.run<Announcement>(list, values);
  return await database.run<Announcement>(listOfOperation, [...values, slotOf(operation_id), operation_id]);
}
