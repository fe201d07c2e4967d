import type { SimulatorHost } from "../../../connector/simulator.ts";
import { newCallbackToken, newTransId, timeAsTransId } from "./ids.ts";
import { countSpending, judge } from "./judgement.ts";
import { type MovementKind, moveMoney } from "./ledger.ts";
import { announce } from "./notification.ts";
import { type Order, orderKey, putOrder, rememberTransaction } from "./order.ts";
import { noLongerUnderWay } from "./payers.ts";
import type { ResultCode } from "./result-codes.ts";
import { choice, numberSet } from "./settings.ts";

/** What a slow provider needs after the payer's confirmation. */
const SLOW_MS = 10 * 60_000;

/** A one-step payment can be at 9000 for so long. */
const AUTHORIZED_FIRST_MS = 30_000;

/** A hold that runs out early. */
const SHORT_HOLD_MS = 60_000;

/** How a payer pays. */
export interface Means {
  /** A phone number or a card's number. */
  readonly payer_wallet: string;
  readonly pay_type: string;
}

/** The payer has confirmed: the payment is on its way, at the provider or at a bank. */
export function startProcessing(host: SimulatorHost, order: Order, means: Means): Order {
  const byCard = means.payer_wallet !== order.payer;
  const started = putOrder(host, { ...order, ...means, code: byCard ? 7002 : 7000 });
  const usual_ms = numberSet(host, byCard ? "bank_ms" : "processing_ms");
  const after_ms = order.faults.includes("slow_processing") ? SLOW_MS : usual_ms;
  host.note(`The payer confirms; the order is at ${started.code}.`, String(started.code));
  host.schedule(host.now() + after_ms, { do: "settle", order_key: orderKey(order) });
  return started;
}

/** Moves the money, or says why not. */
export function settle(host: SimulatorHost, order: Order): Order {
  if (order.code !== 7000 && order.code !== 7002) return order;
  const code = judge(host, order);
  if (code !== 0) return endOrder(host, order, code);
  if (order.amount === 0) return succeed(host, { ...order, trans_id: timeAsTransId(host) });
  const booked: Order = { ...order, trans_id: newTransId(host) };
  rememberTransaction(host, booked);
  countSpending(host, booked);
  if (order.two_step || order.faults.includes("authorized_first")) return authorize(host, booked);
  moveForOrder(host, "charge", booked);
  return succeed(host, { ...booked, money: "taken" });
}

/** Takes what was held. A capture that the merchant asked for is not notified: its answer says it. */
export function capture(host: SimulatorHost, order: Order, { notify }: { readonly notify: boolean }): Order {
  if (order.money !== "held") return order;
  moveForOrder(host, "capture", order);
  const captured = putOrder(host, { ...order, code: 0, money: "taken" });
  if (notify) announce(host, captured);
  return captured;
}

/** Gives back what was held, for the merchant or because its time is over. */
export function release(host: SimulatorHost, order: Order): Order {
  if (order.money !== "held") return order;
  moveForOrder(host, "release", order);
  return endOrder(host, { ...order, money: "released" }, 1003);
}

/** Ends an order without a payment. */
export function endOrder(host: SimulatorHost, order: Order, code: ResultCode): Order {
  // A bank books what it refuses; elsewhere a time takes the place of a transaction.
  const trans_id = code === 1002 ? newTransId(host) : timeAsTransId(host);
  const ended: Order = { ...order, code, trans_id: order.trans_id || trans_id };
  host.note(`The order ends with ${code}.`, String(code));
  return end(host, ended);
}

function authorize(host: SimulatorHost, order: Order): Order {
  moveForOrder(host, "hold", order);
  const hold_ms = order.faults.includes("hold_runs_out_early")
    ? SHORT_HOLD_MS
    : numberSet(host, "hold_lives_ms");
  const next = order.two_step
    ? ({ after_ms: hold_ms, task: "release" } as const)
    : ({ after_ms: AUTHORIZED_FIRST_MS, task: "capture" } as const);
  host.schedule(host.now() + next.after_ms, { do: next.task, order_key: orderKey(order) });
  host.note("The payment is authorized.", "9000");
  return end(host, withCallbackToken(host, { ...order, code: 9000, money: "held" }));
}

/** Paid, or linked, or both. */
function succeed(host: SimulatorHost, order: Order): Order {
  const onlyLinked = order.amount === 0 && choice(host, "link_ends_with") === "9000";
  const code = onlyLinked ? 9000 : 0;
  host.note(`The order ends with ${code}.`, String(code));
  return end(host, withCallbackToken(host, { ...order, code }));
}

function withCallbackToken(host: SimulatorHost, order: Order): Order {
  const links = order.partner_client_id !== null && order.product !== "payByToken";
  return links ? { ...order, callback_token: newCallbackToken(host) } : order;
}

function end(host: SimulatorHost, order: Order): Order {
  const ended = putOrder(host, order);
  noLongerUnderWay(host, order.payer, orderKey(order));
  announce(host, ended);
  return ended;
}

function moveForOrder(host: SimulatorHost, kind: Exclude<MovementKind, "refund">, order: Order): void {
  const { partner_code, amount, trans_id } = order;
  const payer_wallet = order.payer_wallet ?? order.payer;
  moveMoney(host, { kind, payer_wallet, partner_code, order_key: orderKey(order), trans_id, amount });
}
