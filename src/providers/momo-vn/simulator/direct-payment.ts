import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call } from "./call.ts";
import { isFalse, requiredText, textOf } from "./fields.ts";
import { openWallet } from "./ledger.ts";
import { type Opening, openOrder } from "./open-order.ts";
import type { Order } from "./order.ts";
import { faultsOf, payerOf } from "./payers.ts";
import { numberSet } from "./settings.ts";
import { type Means, settle, startProcessing } from "./settlement.ts";

type About = Pick<Opening, "product" | "amount" | "order_id" | "payer" | "partner_client_id">;

/** An order that its own call charges: nobody is shown a page. */
export function openDirectly(host: SimulatorHost, { account, fields, lang }: Call, about: About): Order {
  openWallet(host, about.payer);
  return openOrder(host, {
    ...about,
    partner_code: account.partner_code,
    request_id: textOf(fields, "requestId"),
    order_info: requiredText(fields, "orderInfo", 255),
    extra_data: textOf(fields, "extraData"),
    redirect_url: textOf(fields, "redirectUrl"),
    ipn_url: textOf(fields, "ipnUrl"),
    two_step: isFalse(fields, "autoCapture"),
    lang,
    plan: null,
    expires_at_ms: host.now() + numberSet(host, "link_lives_ms"),
    // A notification before the answer is a matter of create; elsewhere it comes when it should.
    faults: faultsOf(host, payerOf(host, about.payer)).filter((fault) => fault !== "notification_early"),
  });
}

/** The answer waits for the end, unless the provider is slow. */
export function chargeDirectly(host: SimulatorHost, order: Order, means: Means): Order {
  const started = startProcessing(host, order, means);
  return started.faults.includes("slow_processing") ? started : settle(host, started);
}
