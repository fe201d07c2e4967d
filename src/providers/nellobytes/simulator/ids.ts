import type { SimulatorHost } from "../../../connector/simulator.ts";

const FIRST_ORDER = 7_301_442_900;

/** Order numbers of other merchants lie between ours. */
const OTHERS_BETWEEN_MAX = 40;

/** Ten digits, each greater than the one before. */
export function newOrderId(host: SimulatorHost): string {
  const last = host.records.get<number>("last", "order") ?? FIRST_ORDER;
  const order_id = last + 1 + host.random(OTHERS_BETWEEN_MAX);
  host.records.put("last", "order", order_id);
  return String(order_id);
}

export function newMovementId(host: SimulatorHost): string {
  const number = (host.records.get<number>("last", "movement") ?? 0) + 1;
  host.records.put("last", "movement", number);
  return `W${String(number).padStart(8, "0")}`;
}
