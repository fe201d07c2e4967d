import type { Database, Statement } from "./database.ts";
import type { StoredEvent } from "./timeline.ts";

const read: Statement = {
  name: "events_of_subscription",
  sql: `select seq, type, at, detail from subscription_events
 where slot = $1 and subscription_id = $2 order by seq limit $3`,
};

export async function readSubscriptionEvents(
  of: { readonly slot: number; readonly subscription_id: string; readonly limit: number },
  database: Database,
): Promise<readonly StoredEvent[]> {
  return await database.run<StoredEvent>(read, [of.slot, of.subscription_id, of.limit]);
}
