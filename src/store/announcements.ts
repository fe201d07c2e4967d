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

const readMany: Statement = {
  name: "read_announcement",
  sql: `select ${COLUMNS} from announcements where slot = $1 and id = $2 and merchant_id = $3 and environment = $4`,
};

const list: Statement = {
  name: "list_announcements",
  sql: `select ${COLUMNS} from announcements
 where merchant_id = $1 and environment = $2 and ($3::text is null or type = $3)
   and ($4::uuid is null or operation_id = $4)
   and ($5::timestamptz is null or (at, id) < ($5, $6::uuid))
 order by at desc, id desc limit $7`,
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
  return await database.run<Announcement>(list, [
    merchant_id,
    environment,
    type,
    operation_id,
    after === null ? null : new Date(after.at),
    after?.id ?? null,
    limit,
  ]);
}
