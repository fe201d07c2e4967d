import type { Calls, Known, Order, RefundedPayment } from "../../../connector/connector.ts";
import { aboutTheQuestion } from "../../../connector/finding.ts";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import { wholeUnits } from "../../../core/money.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { MomoConfig } from "../config.ts";
import { queryBody, refundBody } from "../wire/order-bodies.ts";
import { paths, readAnswer, readRefunds } from "../wire.ts";
import { findingOf, type Heard } from "./findings.ts";
import { optionsOf } from "./options.ts";
import { post } from "./requests.ts";

/** A refund is an order of its own, and names the payment by MoMo's transaction. */
export const refunds: Calls<MomoConfig> = {
  submit,
  needs_payment_name: true,
  readSubmit,
  inquire,
  readInquiry,
};

const DESCRIPTION_LENGTH_MAX = 200;

function submit(order: Order, config: MomoConfig): HttpRequest {
  const payment = paymentOf(order);
  const body = refundBody(
    {
      orderId: order.attempt_reference,
      requestId: order.call_reference,
      amount: wholeUnits(order.amount).toString(),
      transId: transactionOf(payment),
      lang: optionsOf(payment).language,
      description: (order.description ?? "").slice(0, DESCRIPTION_LENGTH_MAX),
    },
    config,
  );
  return post(config, paths.refund, body);
}

function transactionOf({ provider_reference }: RefundedPayment): string {
  if (provider_reference === null) throw new Error("A refund names its payment by MoMo's transaction.");
  return provider_reference;
}

function readSubmit({ status, body }: HttpAnswer, order: Order): Finding {
  const heard = { evidence: "answer", call: "refund", http_status: status, zero: "result" } as const;
  return findingOf(readAnswer(body), { ...heard, ...readAs(order), names: [order.attempt_reference] });
}

/** The recorded question names the payment, and is answered with all its refunds. */
function inquire(known: Known, config: MomoConfig): HttpRequest {
  const { attempt_reference, provider_options } = paymentOf(known);
  const question = {
    orderId: attempt_reference,
    requestId: known.call_reference,
    lang: optionsOf({ provider_options }).language,
  };
  return post(config, paths.refundQuery, queryBody(question, config));
}

/** The code of the answer is that of the question; the fate of each refund stands in the list. */
function readInquiry({ status, body }: HttpAnswer, known: Known): Finding {
  const answer = readAnswer(body);
  const heard = {
    evidence: "inquiry",
    call: "refund_inquiry",
    http_status: status,
    ...readAs(known),
  } as const;
  const question = findingOf(answer, { ...heard, zero: "api" });
  const own = readRefunds(body).find(({ orderId }) => orderId === known.attempt_reference);
  return own !== undefined && answer.resultCode === "0" && question.strength === "proof"
    ? findingOf(own, { ...heard, zero: "result" })
    : aboutTheQuestion(question);
}

/** Some are asked by the refund's own name, so an answer may say either. */
function readAs(order: Order): Pick<Heard, "names" | "in_one_step"> {
  return { names: [order.attempt_reference, paymentOf(order).attempt_reference], in_one_step: false };
}

function paymentOf({ refunded }: Order): RefundedPayment {
  if (refunded === null) throw new Error("A refund gives back a payment.");
  return refunded;
}
