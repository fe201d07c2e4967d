import type { Calls, Change, Known, Order, PayerPage } from "../../../connector/connector.ts";
import { aboutTheQuestion } from "../../../connector/finding.ts";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { SlaConfig } from "../config.ts";
import { amountText } from "../wire/amounts.ts";
import { msisdnOf, type Parameters, paths, post, readAnswer } from "../wire.ts";
import { checkoutPage, onlyTokenCharges } from "./checkout.ts";
import { findingInAnswer, findingOf } from "./findings.ts";
import { type Flow, optionsOf } from "./options.ts";

/** One-off charges, in the four ways in which a payer can agree. */
export const charges: Calls<SlaConfig> = {
  submit,
  onlyConfirmCharges,
  readSubmit,
  inquire,
  readInquiry,
};

/** The PIN that the payer typed, or the token that the checkout's page handed over: only now is anybody charged. */
export const confirm: Change<SlaConfig> = {
  request: (known, config) => {
    const { payer_answer } = known;
    if (payer_answer === null) throw new Error("A confirm brings what the payer gave.");
    const { flow } = optionsOf(known);
    return flow === "checkout"
      ? charge(known, config, { msisdn: payer_answer })
      : charge(known, config, { msisdn: msisdnOf(known.phone_number), pin: payer_answer });
  },
  read: (answer, known) => findingInAnswer(answer, { call: "confirm", order: known }),
};

function submit(order: Order, config: SlaConfig): HttpRequest | PayerPage {
  const { flow, token, acr } = optionsOf(order);
  switch (flow) {
    case "pin":
      return post(config, paths.pin, pinParameters(order, config));
    case "token":
      return charge(order, config, { msisdn: token ?? acr });
    case "checkout":
      return { payer_url: checkoutPage(order, config) };
    case "message_reply": {
      const msisdn = acr ?? msisdnOf(order.phone_number);
      return post(config, paths.askToCharge, amountAndCustomer(order, config, msisdn));
    }
  }
}

function onlyConfirmCharges(order: Order): boolean {
  const { flow } = optionsOf(order);
  return flow === "pin" || (flow === "checkout" && onlyTokenCharges(order));
}

function pinParameters(order: Order, config: SlaConfig): Parameters {
  const { fraud_token_for_pin, language, operator } = optionsOf(order);
  return {
    msisdn: msisdnOf(order.phone_number),
    campaign: config.campaign,
    merchant: config.merchant,
    // Some operators name the price in their SMS.
    amount: amountText(order.amount),
    template: "charge",
    language,
    operator,
    fraud_token: fraud_token_for_pin,
  };
}

function charge(
  order: Order,
  config: SlaConfig,
  consent: { readonly msisdn: string | null; readonly pin?: string },
): HttpRequest {
  const { fraud_token } = optionsOf(order);
  return post(config, paths.charge, {
    ...amountAndCustomer(order, config, consent.msisdn),
    pin: consent.pin ?? null,
    fraud_token,
  });
}

/** What stands on the customer's bill has room for no more. */
const DESCRIPTION_LENGTH_MAX = 100;

/** A character of two halves is left out whole. */
function onTheBill(text: string): string {
  return text.slice(0, DESCRIPTION_LENGTH_MAX).replace(/[\uD800-\uDBFF]$/, "");
}

function amountAndCustomer(order: Order, config: SlaConfig, msisdn: string | null): Parameters {
  const { language, operator } = optionsOf(order);
  return {
    msisdn,
    campaign: config.campaign,
    merchant: config.merchant,
    amount: amountText(order.amount),
    currency: order.amount.currency,
    correlator: order.call_reference,
    description: onTheBill(order.description ?? order.attempt_reference),
    language,
    operator,
  };
}

/**
 * A PIN that was asked for moves nothing. Where the answer leaves open whether it was sent, whoever got it may still give
 * it to us.
 */
function readSubmit(answer: HttpAnswer, order: Order): Finding {
  const { flow } = optionsOf(order);
  const acknowledged = acknowledgements[flow];
  const finding = findingInAnswer(answer, {
    call: "submit",
    order,
    ...(acknowledged !== undefined && { acknowledged }),
  });
  return flow === "pin" && finding.reading.finality === "unresolved" ? aboutTheQuestion(finding) : finding;
}

/** Rows for the flows in which `{"success": true}` is an answer. */
const acknowledgements: Readonly<Partial<Record<Flow, string>>> = {
  pin: "success:pin",
  message_reply: "success:mo_charge",
};

/** Only a charge that has a name of theirs can be asked about; none can be found by our correlator. */
function inquire(known: Known, config: SlaConfig): HttpRequest | "cannot_ask" {
  const transaction_id = known.provider_reference;
  if (transaction_id === null) return "cannot_ask";
  return post(config, paths.checkTransaction, { merchant: config.merchant, transaction_id });
}

function readInquiry({ body, status }: HttpAnswer, known: Known): Finding {
  const answer = readAnswer(body);
  const heard = { evidence: "inquiry", call: "inquiry", http_status: status, order: known } as const;
  const finding = findingOf(answer, heard);
  return answer.says === "flat" ? finding : aboutTheQuestion(finding);
}
