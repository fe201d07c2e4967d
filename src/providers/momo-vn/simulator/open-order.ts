import type { SimulatorHost } from "../../../connector/simulator.ts";
import { openWallet } from "./ledger.ts";
import { type Order, orderKey, putOrder } from "./order.ts";
import { payerOf, putUnderWay } from "./payers.ts";
import { autoApproveAfter } from "./settings.ts";

/** What is decided before there is an order. */
export type Opening = Omit<
  Order,
  | "payer_wallet"
  | "pay_type"
  | "opened_at_ms"
  | "changed_at_ms"
  | "code"
  | "trans_id"
  | "money"
  | "refunds"
  | "wrong_pins"
  | "ignored"
  | "callback_token"
>;

/** When a payer with a habit answers where ordinary ones wait to be told. */
const HABIT_AFTER_MS = 3_000;

/** An order that nobody has been asked about yet. */
export function openOrder(host: SimulatorHost, opening: Opening): Order {
  host.note(`Order ${opening.order_id} is opened.`);
  return putOrder(host, {
    ...opening,
    payer_wallet: null,
    pay_type: "",
    opened_at_ms: host.now(),
    changed_at_ms: host.now(),
    code: 1000,
    trans_id: 0,
    money: "none",
    refunds: [],
    wrong_pins: 0,
    ignored: false,
    callback_token: null,
  });
}

/** Shows the order to the payer, who can answer it until it runs out; one without a page only runs out. */
export function askPayer(host: SimulatorHost, order: Order): void {
  const order_key = orderKey(order);
  host.schedule(order.expires_at_ms, { do: "expire", order_key });
  if (order.product === "initiate") return;
  const payer = payerOf(host, order.payer);
  openWallet(host, order.payer);
  putUnderWay(host, order.payer, order_key);
  const set_ms = autoApproveAfter(host);
  const after_ms = payer.habit === null ? set_ms : (set_ms ?? HABIT_AFTER_MS);
  if (payer.habit === "ignore" || after_ms === null) return;
  host.schedule(host.now() + after_ms, { do: "answer_by_habit", order_key });
}
