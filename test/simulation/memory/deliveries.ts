import type { DeliveryStatus } from "../../../src/store/deliveries.ts";
import type { MemoryStatement } from "./statement.ts";
import type { Rows, Tables } from "./tables.ts";

/** One result as it travels. */
interface Result {
  readonly id: string;
  readonly claims: number;
  readonly status: DeliveryStatus;
  readonly sent: boolean;
  readonly next_try_at: number | null;
  readonly last_status: number | null;
  readonly last_problem: string | null;
  readonly delivered_at: number | null;
}

export const deliveryStatements: Readonly<Record<string, MemoryStatement>> = {
  read_due_deliveries: (input, { tables }) =>
    input.rows<{ readonly id: string }>().flatMap(({ id }) => {
      const delivery = tables.webhook_deliveries.get(id);
      const announcement = tables.announcements.get(delivery?.announcement_id ?? "");
      if (delivery === undefined || announcement === undefined) return [];
      const { endpoint_id, tries } = delivery;
      const { id: announcement_id, type, version, at, resource } = announcement;
      return [{ id, endpoint_id, tries, announcement_id, type, version, at, resource }];
    }),

  record_delivery_results: (input, { tables }) =>
    input.rows<Result>().flatMap((result) => {
      const work = held(result, input.value(10), tables);
      if (work === undefined) return [];
      const { id, sent, status, next_try_at, last_problem, delivered_at } = result;
      if (next_try_at === null) tables.work.remove(work);
      else tables.work.put({ ...work, due_at: next_try_at, owner: null });
      const delivery = tables.webhook_deliveries.get(id);
      if (delivery === undefined) return [];
      tables.webhook_deliveries.put({
        ...delivery,
        status,
        tries: delivery.tries + (sent ? 1 : 0),
        next_try_at,
        last_status: sent ? result.last_status : delivery.last_status,
        last_problem,
        delivered_at,
      });
      return [{ id }];
    }),

  put_back_deliveries: (input, { tables }) =>
    input.rows<{ id: string; claims: number; due_at: number }>().flatMap((later) => {
      const work = held(later, input.value(5), tables);
      if (work === undefined) return [];
      tables.work.put({ ...work, due_at: later.due_at, owner: null });
      return [{ id: later.id }];
    }),
};

/** The work row, where this node still holds it under this claim. */
function held(
  { id, claims }: { readonly id: string; readonly claims: number },
  node: string,
  tables: Tables,
): Rows["work"] | undefined {
  const work = tables.work.get(id);
  return work?.claims === claims && work.owner === node ? work : undefined;
}
