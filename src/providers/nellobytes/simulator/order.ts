import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Account, Product } from "./accounts.ts";
import type { OrderCode } from "./code-table.ts";
import type { Fault } from "./faults.ts";
import type { Fields } from "./fields.ts";
import type { NetworkId } from "./networks.ts";
import { Refusal } from "./refusal.ts";

/** One order and what became of it. Kept under its number. Amounts in thousandths of a naira. */
export type Order = {
  readonly order_id: string;
  readonly user_id: string;
  /** Empty where the caller sent none. */
  readonly request_id: string;
  readonly callback_url: string | null;
  readonly product: Product;
  readonly network: NetworkId;
  readonly mobile_number: string;
  readonly plan_id: string | null;
  /** For example `100 Credit`. */
  readonly label: string;
  /** What the recipient gets. */
  readonly face: string;
  /** What the wallet pays. */
  readonly price: string;
  readonly wallet_after: string;
  readonly placed_at_ms: number;
  /** What goes wrong with it, fixed when it was placed. */
  readonly faults: readonly Fault[];
  readonly code: OrderCode;
  readonly remark: string;
  /** How often it was handed to the operator. */
  readonly tries: number;
  /** The try for whose answer the provider waits, counted from 0. */
  readonly in_flight: number | null;
  /** When it first was at 201 or 6xx; a change between the two does not start the hour again. */
  readonly hour_from_ms: number | null;
  /** A Cancel came while a retry was on its way. */
  readonly cancel_wanted: boolean;
  /** The recipient has got it, whether the provider knows or not. */
  readonly delivered: boolean;
  readonly money: "held" | "spent" | "back";
};

export function findOrder(host: SimulatorHost, order_id: string): Order | undefined {
  return host.records.get<Order>("order", order_id);
}

export function putOrder(host: SimulatorHost, order: Order): Order {
  host.records.put("order", order.order_id, order);
  return order;
}

/** The first order of this account with the given RequestID, which is no empty one. */
export function findByRequest(host: SimulatorHost, user_id: string, request_id: string): Order | undefined {
  const order_id = host.records.get<string>("request", requestKey(user_id, request_id));
  return order_id === undefined ? undefined : findOrder(host, order_id);
}

export function rememberRequest(host: SimulatorHost, { user_id, request_id, order_id }: Order): void {
  if (request_id === "" || findByRequest(host, user_id, request_id) !== undefined) return;
  host.records.put("request", requestKey(user_id, request_id), order_id);
}

function requestKey(user_id: string, request_id: string): string {
  return `${user_id} ${request_id}`;
}

/** A new order can be unknown to Query and Cancel for so long. */
const UNKNOWN_FOR_MS = 30_000;

/** The caller's own order by its number, or refused in the word for the name that was given. */
export function ownOrder(host: SimulatorHost, account: Account, fields: Fields): Order {
  const order_id = fields.get("orderid") ?? "";
  const order = findOrder(host, order_id);
  if (order?.user_id !== account.user_id || isUnknownYet(host, order))
    throw new Refusal("INVALID_ORDERID", "The account has no order with this number.");
  return order;
}

export function ownOrderByRequest(host: SimulatorHost, account: Account, request_id: string): Order {
  const order = findByRequest(host, account.user_id, request_id);
  if (order === undefined || isUnknownYet(host, order))
    throw new Refusal("INVALID_REQUESTID", "The account has no order with this RequestID.");
  return order;
}

function isUnknownYet(host: SimulatorHost, order: Order): boolean {
  return order.faults.includes("query_late") && host.now() < order.placed_at_ms + UNKNOWN_FOR_MS;
}
