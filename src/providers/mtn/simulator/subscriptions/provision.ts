import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { sendText } from "../customers/customer.ts";
import type { Payment } from "../payments/payment.ts";
import { isOn, number } from "../settings.ts";
import { findSubscription, putSubscription, type Subscription } from "./subscription.ts";

/** Which subscription a payment is for, and whether its holder wants to hear of it. Kept under the payment. */
export type Wish = { readonly msisdn: string; readonly subscription_id: string; readonly tells: boolean };

export function rememberWish(host: SimulatorHost, { payment_id }: Payment, wish: Wish): void {
  host.records.put("wish", payment_id, wish);
}

/** Called when a payment has ended: what it was for begins, or comes to nothing. */
export function provision(host: SimulatorHost, { payment_id, status }: Payment): void {
  const wish = host.records.get<Wish>("wish", payment_id);
  const subscription = wish && findSubscription(host, wish.msisdn, wish.subscription_id);
  if (wish === undefined || subscription?.status !== "Pending") return;
  if (status !== "Successful") {
    putSubscription(host, { ...subscription, status: "Inactive" });
  } else if (isOn(host, "provision_later")) {
    host.schedule(host.now() + number(host, "provision_ms"), { do: "provision", wish });
  } else {
    complete(host, wish);
  }
}

/** Nothing happens where it is done. */
export function complete(host: SimulatorHost, { msisdn, subscription_id, tells }: Wish): void {
  const subscription: Subscription | undefined = findSubscription(host, msisdn, subscription_id);
  if (subscription?.status !== "Pending") return;
  putSubscription(host, { ...subscription, status: "Active" });
  if (tells) sendText(host, msisdn, `You have subscribed to ${subscription.name}.`);
}
