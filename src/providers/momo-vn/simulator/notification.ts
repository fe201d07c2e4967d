import type { HttpRequest } from "../../../connector/http.ts";
import type { Json, SimulatorHost } from "../../../connector/simulator.ts";
import { accountOf } from "./accounts.ts";
import type { Order } from "./order.ts";
import { messageOf } from "./result-codes.ts";
import { choice, isOn, numberSet } from "./settings.ts";
import { type Recipe, sign } from "./signatures.ts";

/** One message to a merchant, with the very bytes that every attempt sends. */
export type Notification = {
  readonly url: string;
  readonly body: string;
  /** Attempts that were made before. */
  readonly failed: number;
};

/** A second copy comes so long after the first. */
const COPY_AFTER_MS = 1_000;
const LATE_BY_MS = 10 * 60_000;

/** Ends that the merchant's own act or the payer's silence brought about. */
const quietCodes: readonly number[] = [1003, 1005, 1006, 1017];

/** Tells the merchant how its order has ended, as far as anything is told. */
export function announce(host: SimulatorHost, order: Order): void {
  const { faults } = order;
  if (quietCodes.includes(order.code) && !isOn(host, "notify_cancel_and_expiry")) return;
  if (order.ipn_url === "" || faults.includes("notification_early")) return;
  if (faults.includes("notification_lost")) {
    host.note("The notification is lost.");
    return;
  }
  const after_ms = faults.includes("notification_late") ? LATE_BY_MS : 0;
  const task = { do: "notify", notification: notificationOf(host, order) } as const;
  host.schedule(host.now() + after_ms, task);
  if (faults.includes("notification_twice")) host.schedule(host.now() + after_ms + COPY_AFTER_MS, task);
}

export function notificationOf(host: SimulatorHost, order: Order): Notification {
  const wrong = order.faults.includes("notification_wrong_amount");
  const fields = outcomeOf(host, wrong ? { ...order, amount: order.amount + 1_000 } : order);
  const altered = order.faults.includes("notification_altered");
  const body = JSON.stringify(altered ? { ...fields, amount: order.amount + 1_000 } : fields);
  return { url: order.ipn_url, body, failed: 0 };
}

/** Only 204 counts as received. What is not received is not sent again, unless the setting says so. */
export async function deliver(host: SimulatorHost, notification: Notification): Promise<void> {
  const exchange = await host.send(requestOf(host, notification));
  if (exchange.end === "answer" && exchange.answer.status === 204)
    return host.note("The notification was received.");
  host.note("The notification was not received.");
  if (notification.failed >= numberSet(host, "ipn_retries")) return;
  host.schedule(host.now() + numberSet(host, "ipn_retry_after_ms"), {
    do: "notify",
    notification: { ...notification, failed: notification.failed + 1 },
  });
}

/** The signed fields of notification and redirect, in the order in which a redirect has them. */
export function outcomeOf(host: SimulatorHost, order: Order): Readonly<Record<string, string | number>> {
  const lang = choice(host, "notification_lang");
  const linked = order.callback_token !== null;
  const fields = {
    partnerCode: order.partner_code,
    orderId: order.order_id,
    requestId: order.request_id,
    amount: order.amount,
    orderInfo: order.order_info,
    // Also where a bank card paid.
    orderType: "momo_wallet",
    transId: order.trans_id,
    resultCode: order.code,
    message: messageOf(order.code, lang === "order" ? order.lang : lang),
    payType: order.pay_type,
    responseTime: order.changed_at_ms,
    extraData: order.extra_data,
    ...(linked && {
      partnerClientId: order.partner_client_id ?? "",
      callbackToken: order.callback_token ?? "",
    }),
  };
  const recipe: Recipe = linked ? "link_outcome" : "outcome";
  const signed: Readonly<Record<string, Json>> = fields;
  return { ...fields, signature: sign(recipe, signed, accountOf(host, order.partner_code)) };
}

function requestOf(host: SimulatorHost, { url, body }: Notification): HttpRequest {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { method: "POST", url, headers, body, timeout_ms: numberSet(host, "ipn_timeout_ms") };
}
