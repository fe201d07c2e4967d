import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Account } from "./accounts.ts";
import { announceForged, announceProgress } from "./announce.ts";
import { remarkOf } from "./code-table.ts";
import { completeOrder } from "./endings.ts";
import type { Fault } from "./faults.ts";
import { newOrderId } from "./ids.ts";
import { type Order, putOrder, rememberRequest } from "./order.ts";
import type { Purchase } from "./purchase.ts";
import { duration } from "./settings.ts";
import { moveMoney, walletOf } from "./wallet.ts";

interface Application {
  readonly account: Account;
  readonly purchase: Purchase;
  readonly request_id: string;
  readonly callback_url: string | null;
  readonly faults: readonly Fault[];
}

/** Takes the money from the wallet and puts the order into the queue. */
export function acceptOrder(host: SimulatorHost, application: Application): Order {
  const { account, purchase } = application;
  const { user_id } = account;
  const order_id = newOrderId(host);
  moveMoney(host, "hold", { user_id, order_id, amount: purchase.price });
  const order = newOrder(host, application, order_id);
  putOrder(host, order);
  rememberRequest(host, order);
  host.note(`Order ${order_id} is accepted.`);
  if (order.faults.includes("callback_forged")) announceForged(host, order);
  if (order.faults.includes("completed_at_once")) return completeOrder(host, order);
  announceProgress(host, order);
  host.schedule(host.now() + duration(host, "queue_ms"), { do: "try", order_id, number: 0 });
  return order;
}

function newOrder(host: SimulatorHost, application: Application, order_id: string): Order {
  const { account, purchase, request_id, callback_url, faults } = application;
  const { product, network, mobile_number, plan_id, label, face, price } = purchase;
  return {
    order_id,
    user_id: account.user_id,
    request_id,
    callback_url,
    product,
    network,
    mobile_number,
    plan_id,
    label,
    face: String(face),
    price: String(price),
    wallet_after: walletOf(host, account.user_id).balance,
    placed_at_ms: host.now(),
    faults,
    code: "100",
    remark: remarkOf("100", mobile_number),
    tries: 0,
    in_flight: null,
    hour_from_ms: null,
    cancel_wanted: false,
    delivered: false,
    money: "held",
  };
}
