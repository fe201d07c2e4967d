import type { Calls, Known, Order } from "../../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { MtnConfig } from "../config.ts";
import { debitBody, paths, readFate, refundBody, statusPath } from "../wire/carrier-billing.ts";
import { callTo, readEnvelope } from "../wire.ts";
import { findingOf, type Heard } from "./findings.ts";
import { paymentOptionsOf } from "./options.ts";

const MONEY_WITHIN_MS = 75_000;

/** A payer who has agreed before is billed at once, under the token that stands for it. */
export const debits: Calls<MtnConfig> = {
  submit: (order, config) => {
    const { attempt_reference, amount, description } = order;
    const body = { ...namesOf(attempt_reference, order), cents: amount.minor, description };
    return post(order, config, { path: paths.debit, body: debitBody(body, config) });
  },
  readSubmit: (answer, order) => read(answer, { evidence: "answer", call: "submit", order }),
  inquire: (known, config) => ask("debit", known, config),
  readInquiry: (answer, order) => read(answer, { evidence: "inquiry", call: "inquiry", order }),
};

export const debitRefunds: Calls<MtnConfig> = {
  submit: (order, config) => {
    const { attempt_reference, amount, refunded } = order;
    if (refunded === null) throw new Error("A refund needs a payment.");
    const body = refundBody(
      {
        ...namesOf(attempt_reference, refunded),
        cents: amount.minor,
        refundType: amount.minor === refunded.amount.minor ? "Full" : "Partial",
        originalPaymentRef: refunded.provider_reference ?? refunded.attempt_reference,
        original_at: refunded.ended_at,
      },
      config,
    );
    return post(order, config, { path: paths.refund, body });
  },
  readSubmit: (answer, order) => read(answer, { evidence: "answer", call: "refund", order }),
  inquire: (known, config) => ask("refund", known, config),
  readInquiry: (answer, order) => read(answer, { evidence: "inquiry", call: "refund_inquiry", order }),
};

/** Our name for the attempt is as long as this product wants it. */
function namesOf(transactionId: string, paid: Pick<Order, "provider_options">) {
  const { content_token } = paymentOptionsOf(paid);
  if (content_token === undefined) throw new Error("Nothing is billed here without a content token.");
  return { transactionId, contentToken: content_token };
}

interface Posted {
  readonly path: string;
  readonly body: object;
}

function post({ call_reference }: Order, config: MtnConfig, { path, body }: Posted): HttpRequest {
  const transaction_id = call_reference;
  return callTo(config, { method: "POST", path, body, transaction_id, timeout_ms: MONEY_WITHIN_MS });
}

function ask(what: "debit" | "refund", known: Known, config: MtnConfig): HttpRequest {
  const { attempt_reference, call_reference } = known;
  const path = statusPath(what, attempt_reference);
  return callTo(config, { method: "GET", path, transaction_id: call_reference });
}

function read(
  answer: HttpAnswer,
  about: Pick<Heard, "call" | "order"> & { readonly evidence: "answer" | "inquiry" },
): Finding {
  const envelope = readEnvelope(answer);
  const fate = readFate(envelope.fields, about.evidence);
  return findingOf(envelope, fate, { ...about, answer, correlatorId: null });
}
