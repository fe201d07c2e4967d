import type { SimulatorHost } from "../../../connector/simulator.ts";
import { shortcodeOf } from "./accounts.ts";
import { type Fault, faultsForAll } from "./faults.ts";
import { newCheckoutRequestId, newMerchantRequestId, newRequestId } from "./ids.ts";
import type { Order } from "./order.ts";
import type { ResultCode } from "./results.ts";
import { fromShillings, toShillings } from "./shillings.ts";
import { subscriberOf } from "./subscribers.ts";

/** One prompt and what became of it. Kept under its CheckoutRequestID. */
export type Push = {
  readonly checkout_request_id: string;
  readonly merchant_request_id: string;
  readonly request_id: string;
  readonly link_id: string;
  readonly msisdn: string;
  readonly amount_minor: string;
  readonly callback: string;
  /** What goes wrong with it, fixed when it was asked for. */
  readonly faults: readonly Fault[];
  /** When the prompt leaves the screen. */
  readonly expires_at_ms: number;
  /** `asked`: M-Pesa has not begun yet. `answered`: the payer is done, and M-Pesa is not. */
  readonly phase: "asked" | "prompt" | "answered" | "ended";
  /** The holder was told to leave it alone. */
  readonly ignored: boolean;
  /** A later push to the same phone has made M-Pesa deaf to the answer to this one. */
  readonly unheard: boolean;
  readonly result: Result | null;
};

export type Result = {
  readonly code: ResultCode;
  readonly at_ms: number;
  /** The debit that 0 stands for. */
  readonly charge: { readonly receipt: string; readonly amount_minor: string } | null;
};

/** The faults that a push to this number will meet. */
export function faultsOfPush(host: SimulatorHost, msisdn: string): readonly Fault[] {
  const { fault } = subscriberOf(host, msisdn);
  return [...faultsForAll(host), ...(fault === null ? [] : [fault])];
}

/** An order in good form, before M-Pesa has heard of it. */
export type Asked = Order & Pick<Push, "link_id" | "faults">;

/** Kept at once, so that no other push gets the same name. */
export function openPush(host: SimulatorHost, asked: Asked): Push {
  const { msisdn, amount, callback, link_id, faults } = asked;
  const push: Push = {
    checkout_request_id: newCheckoutRequestId(host, msisdn),
    merchant_request_id: newMerchantRequestId(host),
    request_id: newRequestId(host),
    link_id,
    msisdn,
    amount_minor: String(fromShillings(amount)),
    callback,
    faults,
    expires_at_ms: 0,
    phase: "asked",
    ignored: false,
    unheard: false,
    result: null,
  };
  putPush(host, push);
  return push;
}

export function findPush(host: SimulatorHost, checkout_request_id: string): Push | undefined {
  return host.records.get<Push>("push", checkout_request_id);
}

export function putPush(host: SimulatorHost, push: Push): void {
  host.records.put("push", push.checkout_request_id, push);
}

/** What stands on the payer's screen. */
export function promptText(host: SimulatorHost, push: Pick<Push, "link_id" | "amount_minor">): string {
  const { business_name, account_reference } = shortcodeOf(host, push.link_id);
  const shillings = toShillings(BigInt(push.amount_minor));
  return `Do you want to pay KES ${shillings} to ${business_name}, account ${account_reference}? Enter M-Pesa PIN:`;
}
