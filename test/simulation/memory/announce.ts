import { createHash } from "node:crypto";
import type { Rows, Tables } from "./tables.ts";

type Announcement = Rows["announcements"];

/** Writes an announcement down, with a delivery that is due at once for each endpoint that wants it. */
export function announce(announcement: Announcement, due_at: number, tables: Tables): void {
  tables.announcements.insert(announcement);
  const { slot, merchant_id, environment, at } = announcement;
  for (const endpoint of tables.webhook_endpoints.all().filter((one) => wants(one, announcement))) {
    const id = deliveryId(announcement.id, endpoint.id);
    tables.webhook_deliveries.insert({
      slot,
      id,
      announcement_id: announcement.id,
      endpoint_id: endpoint.id,
      merchant_id,
      environment,
      status: "pending",
      tries: 0,
      next_try_at: at,
      last_status: null,
      last_problem: null,
      created_at: at,
      delivered_at: null,
    });
    tables.work.put({ slot, kind: "delivery", subject_id: id, due_at, claims: 0, owner: null });
  }
}

function wants(endpoint: Rows["webhook_endpoints"], announcement: Announcement): boolean {
  return (
    endpoint.merchant_id === announcement.merchant_id &&
    endpoint.environment === announcement.environment &&
    endpoint.disabled_at === null &&
    (endpoint.event_types.length === 0 || endpoint.event_types.includes(announcement.type))
  );
}

/** As the statements make it: it begins as the announcement's and tells the same slot. */
function deliveryId(announcement_id: string, endpoint_id: string): string {
  const digest = createHash("md5")
    .update(announcement_id + endpoint_id)
    .digest("hex")
    .slice(0, 14);
  return `${announcement_id.slice(0, 18)}-${digest.slice(0, 4)}-${digest.slice(4)}${announcement_id.slice(-2)}`;
}
