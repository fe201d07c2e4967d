import type { Change, Connector, Known, Order } from "../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../connector/http.ts";
import { wholeUnits } from "../../core/money.ts";
import type { Finding } from "../../core/outcome.ts";
import type { NellobytesConfig } from "./config.ts";
import { readCallback, verifyCallback } from "./connector/callbacks.ts";
import { answerFinding } from "./connector/findings.ts";
import { optionsOf } from "./connector/options.ts";
import { orderQuery, type Purchase, purchaseQuery } from "./wire.ts";

/** An order may be delivered before it is answered, and the operator has 60 seconds for that. */
const SALE_WITHIN_MS = 75_000;
const ANSWER_WITHIN_MS = 20_000;

/** Its answer is believed no more than any 5xx outside an inquiry: a cancel may have lost the race to a delivery. */
const cancel: Change<NellobytesConfig> = {
  request: (known, config) => get(config, config.cancel_path, orderQuery(config, namesOf(known))),
  read: (answer, known) => answerFinding(answer, { evidence: "answer", call: "cancel", ...namesOf(known) }),
};

/** Every order is a call, and no payer visits a page. */
interface NellobytesConnector extends Connector<NellobytesConfig> {
  submit(order: Order, config: NellobytesConfig): HttpRequest;
}

export const connector: NellobytesConnector = {
  submit,
  readSubmit,
  inquire,
  readInquiry,
  changes: { cancel },
  verifyCallback,
  readCallback,
};

function submit(order: Order, config: NellobytesConfig): HttpRequest {
  const { network, data_plan } = optionsOf(order.provider_options);
  const purchase: Purchase = {
    network: config.networks[network],
    number: localNumber(order),
    goods: data_plan === undefined ? { amount: wholeUnits(order.amount) } : { data_plan },
    request_id: order.attempt_reference,
    callback_url: config.callback_url === "send" ? order.callback_url : null,
  };
  const path = data_plan === undefined ? config.airtime_path : config.data_path;
  return { ...get(config, path, purchaseQuery(config, purchase)), timeout_ms: SALE_WITHIN_MS };
}

/** `+2348030000001` is `08030000001` inside Nigeria, and the provider knows no other form. */
function localNumber({ phone_number }: Order): string {
  if (phone_number === null) throw new Error("A top-up needs a phone number.");
  return phone_number.replace(/^\+234/, "0");
}

/** Our own name finds an order whose answer was lost. */
function inquire(known: Known, config: NellobytesConfig): HttpRequest {
  return get(config, config.query_path, orderQuery(config, namesOf(known)));
}

function get(config: NellobytesConfig, path: string, query: string): HttpRequest {
  return {
    method: "GET",
    url: `${config.base_url}${path}?${query}`,
    headers: { accept: "application/json" },
    body: null,
    timeout_ms: ANSWER_WITHIN_MS,
  };
}

function readSubmit(answer: HttpAnswer, order: Order): Finding {
  const request_id = order.attempt_reference;
  return answerFinding(answer, { evidence: "answer", call: "submit", request_id, order_id: null });
}

function readInquiry(answer: HttpAnswer, known: Known): Finding {
  return answerFinding(answer, { evidence: "inquiry", call: "inquiry", ...namesOf(known) });
}

function namesOf({ attempt_reference, provider_reference }: Known) {
  return { request_id: attempt_reference, order_id: provider_reference };
}
