import type { Database, Statement } from "./database.ts";

/** One event of an operation's timeline. */
export interface StoredEvent {
  /** The version that the operation had after it. */
  readonly seq: number;
  readonly type: string;
  /** Milliseconds. */
  readonly at: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

const read: Statement = {
  name: "events_of_operation",
  sql: "select seq, type, at, detail from events where slot = $1 and operation_id = $2 and seq > $3 order by seq limit $4",
};

export async function readEvents(
  of: {
    readonly slot: number;
    readonly operation_id: string;
    readonly after_seq: number;
    readonly limit: number;
  },
  database: Database,
): Promise<readonly StoredEvent[]> {
  return await database.run<StoredEvent>(read, [of.slot, of.operation_id, of.after_seq, of.limit]);
}
