import type { Database, Statement } from "./database.ts";
import { milliseconds } from "./interval.ts";

/** What all nodes together have before them. */
export interface Schedule {
  /** When the first row that waits falls due (milliseconds since the epoch); null where none waits. */
  readonly next_due_at: number | null;
  /** Subjects of the rows that somebody holds or that are due: work that time alone does not bring. */
  readonly busy: readonly string[];
}

const schedule: Statement = {
  name: "read_schedule",
  sql: `
select min(due_at) filter (where waits) as next_due_at,
  coalesce(array_agg(subject_id) filter (where not waits), '{}') as busy
  from (select subject_id, due_at, owner is null and due_at > now() + $1::interval as waits from work) as row`,
};

/** Reads the whole work table, which suits a development database and no other. */
export async function readSchedule(database: Database, offset_ms: number): Promise<Schedule> {
  const [row] = await database.run<Schedule>(schedule, [milliseconds(offset_ms)]);
  if (row === undefined) throw new Error("The database gave no schedule.");
  return row;
}
