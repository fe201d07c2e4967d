import type { Calls, Known, Order } from "../../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import type { Finding, Reading } from "../../../core/outcome.ts";
import type { MtnConfig } from "../config.ts";
import {
  type Fate,
  PAYMENTS,
  paymentBody,
  readFate,
  refundBody,
  statusPath,
  type Way,
  ways,
} from "../wire/payment.ts";
import { callTo, msisdnOf, pathBelow, readEnvelope } from "../wire.ts";
import { correlatorIdOf } from "./correlator-id.ts";
import { findingOf, type Heard } from "./findings.ts";
import { paymentOptionsOf } from "./options.ts";

/** The platform may wait for the payer before it answers, a minute at least. */
const MONEY_WITHIN_MS = 75_000;

/** From a wallet, after the payer's approval, or from airtime at once. */
export const payments: Calls<MtnConfig> = {
  submit: (order, config) => {
    const way = wayOf(order);
    return post(order, config, paymentBody({ ...fieldsOf(order), way, payerId: msisdnOf(order) }, config));
  },
  readSubmit: (answer, order) => read(answer, { evidence: "answer", call: "submit", order }),
  inquire,
  readInquiry: (answer, order) => read(answer, { evidence: "inquiry", call: "inquiry", order }),
};

/** Paid back the way it was paid. The platform knows the payment by its own name; a blank one leaves ours. */
export const refunds: Calls<MtnConfig> = {
  submit: (order, config) => {
    const { refunded } = order;
    if (refunded === null) throw new Error("A refund needs a payment.");
    const authorizationCode = refunded.provider_reference ?? correlatorIdOf(refunded.attempt_reference);
    const fields = { ...fieldsOf(order), way: wayOf(refunded), authorizationCode };
    return post(order, config, refundBody(fields, config));
  },
  readSubmit: (answer, order) => read(answer, { evidence: "answer", call: "refund", order }),
  inquire,
  readInquiry: (answer, order) => read(answer, { evidence: "inquiry", call: "refund_inquiry", order }),
};

function wayOf(paid: Pick<Order, "provider_options">): Way {
  const { method } = paymentOptionsOf(paid);
  if (Object.hasOwn(ways, method)) return method as Way;
  throw new Error(`This product knows no ${method}.`);
}

function fieldsOf({ attempt_reference, amount, callback_url, description }: Order) {
  if (callback_url === null) throw new Error("A payment needs a callback URL of its own.");
  return {
    correlatorId: correlatorIdOf(attempt_reference),
    amount,
    callbackURL: callback_url,
    description,
  };
}

function post({ call_reference }: Order, config: MtnConfig, body: object): HttpRequest {
  const transaction_id = call_reference;
  return callTo(config, {
    method: "POST",
    path: PAYMENTS,
    body,
    transaction_id,
    timeout_ms: MONEY_WITHIN_MS,
  });
}

function inquire({ attempt_reference, call_reference, outcome_url }: Known, config: MtnConfig): HttpRequest {
  const correlatorId = correlatorIdOf(attempt_reference);
  const named = pathBelow(config.base_url, outcome_url);
  const path = named !== null && leadsTo(correlatorId, named) ? named : statusPath(correlatorId, config);
  return callTo(config, { method: "GET", path, transaction_id: call_reference });
}

/** Published links lack their version now and then, and then lead nowhere. */
function leadsTo(correlatorId: string, path: string): boolean {
  return /^\/(?:api\/)?v\d+\//.test(path) && path.includes(correlatorId);
}

/** For a callback, too, which is in the form of the status call's answer. */
export function read(answer: HttpAnswer, about: Pick<Heard, "call" | "evidence" | "order">): Finding {
  const { evidence, order } = about;
  const envelope = readEnvelope(answer);
  const fate = readFate(envelope.fields);
  const correlatorId = correlatorIdOf(order.attempt_reference);
  const finding = findingOf(envelope, fate, { ...about, answer, correlatorId });
  const certain = evidence === "answer" ? confirmed(finding.reading) : finding.reading;
  const waits = waitsForPayer(fate, order) && certain.finality === "interim";
  return { ...finding, reading: waits ? { ...certain, reason: "awaiting_payer", actor: "payer" } : certain };
}

/** The status call is the one that tells what became of a payment; the first answer is only the first to say so. */
function confirmed(reading: Reading): Reading {
  return reading.category === "completed" ? { ...reading, confirm_by_inquiry: true } : reading;
}

/** Once the payer has approved, other words are used. */
const beforeApproval: readonly string[] = ["pending", "initiated", "created"];

function waitsForPayer({ status }: Fate, order: Order): boolean {
  const asked = order.kind === "payment" && paymentOptionsOf(order).method === "wallet";
  return asked && status !== null && beforeApproval.includes(status);
}
