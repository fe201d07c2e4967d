import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Account } from "./accounts.ts";
import type { Fault } from "./faults.ts";
import { type Fields, requiredText } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import type { Product } from "./request-types.ts";
import type { Lang, ResultCode } from "./result-codes.ts";
import type { SubscriptionPlan } from "./subscription-plan.ts";

/** One order and what became of it. Kept under its key. Amounts are VND. */
export type Order = {
  readonly partner_code: string;
  readonly order_id: string;
  /** Of the call that opened it. */
  readonly request_id: string;
  readonly product: Product;
  readonly amount: number;
  readonly order_info: string;
  readonly extra_data: string;
  readonly redirect_url: string;
  readonly ipn_url: string;
  /** Authorized first, then captured or cancelled by the merchant. */
  readonly two_step: boolean;
  readonly lang: Lang;
  /** The merchant's name for the payer whose wallet is, or is to be, linked; null elsewhere. */
  readonly partner_client_id: string | null;
  /** When a linked wallet may be charged; null where nothing is said of it. */
  readonly plan: SubscriptionPlan | null;
  readonly payer: string;
  /** Wallet or card that pays; null while the payer has not confirmed. */
  readonly payer_wallet: string | null;
  /** Empty while nobody has paid. */
  readonly pay_type: string;
  readonly opened_at_ms: number;
  readonly expires_at_ms: number;
  /** When it came to its code. */
  readonly changed_at_ms: number;
  readonly code: ResultCode;
  readonly trans_id: number;
  readonly money: "none" | "held" | "taken" | "released";
  /** Refunds of it, oldest first. */
  readonly refunds: readonly string[];
  readonly wrong_pins: number;
  /** The payer has looked and will not answer unless told. */
  readonly ignored: boolean;
  /** What the merchant fetches the token with; null while no wallet is linked by it. */
  readonly callback_token: string | null;
  /** What goes wrong with it, fixed when it was opened. */
  readonly faults: readonly Fault[];
};

export function orderKey({ partner_code, order_id }: Pick<Order, "partner_code" | "order_id">): string {
  return `${partner_code}|${order_id}`;
}

export function findOrder(host: SimulatorHost, key: string): Order | undefined {
  return host.records.get<Order>("order", key);
}

export function putOrder(host: SimulatorHost, order: Order): Order {
  const before = findOrder(host, orderKey(order));
  const put = before?.code === order.code ? order : { ...order, changed_at_ms: host.now() };
  host.records.put("order", orderKey(order), put);
  return put;
}

/** A booked transaction can be found again by its number. */
export function rememberTransaction(host: SimulatorHost, order: Order): void {
  host.records.put("transaction", String(order.trans_id), orderKey(order));
}

export function findByTransaction(host: SimulatorHost, trans_id: string): Order | undefined {
  const key = host.records.get<string>("transaction", trans_id);
  return key === undefined ? undefined : findOrder(host, key);
}

/** A new order can be unknown to a query for so long. */
const UNKNOWN_FOR_MS = 30_000;

/** The caller's own order, or 42. */
export function ownOrder(host: SimulatorHost, { partner_code }: Account, fields: Fields): Order {
  const order_id = requiredText(fields, "orderId", 200);
  const order = findOrder(host, orderKey({ partner_code, order_id }));
  if (order === undefined) throw new Refusal(42, `The merchant has no order ${order_id}.`);
  const since_ms = host.now() - order.opened_at_ms;
  if (order.faults.includes("unknown_at_first") && since_ms < UNKNOWN_FOR_MS)
    throw new Refusal(42, "The order has not come through to here yet.");
  return order;
}

/** The published pattern backtracks without end; this one takes the same texts. */
const orderIdPattern = /^[0-9A-Za-z](?:[-_.0-9A-Za-z]*[0-9A-Za-z])?$/;

/** Payments, refunds and changes of links share one set of ids. */
export function newOrderId(host: SimulatorHost, { partner_code }: Account, fields: Fields): string {
  const order_id = possibleOrderId(fields);
  const key = orderKey({ partner_code, order_id });
  if (["order", "refund", "unlinking"].some((kind) => host.records.get(kind, key) !== undefined))
    throw new Refusal(41, `The merchant has used the order id ${order_id} before.`);
  return order_id;
}

/** An id in its right form, whoever may have used it. */
export function possibleOrderId(fields: Fields): string {
  const order_id = requiredText(fields, "orderId", 200);
  if (orderIdPattern.test(order_id)) return order_id;
  throw new Refusal(42, `${order_id} cannot be the id of an order.`);
}
