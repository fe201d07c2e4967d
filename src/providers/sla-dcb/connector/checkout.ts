import { readCode } from "../../../catalogue/read-code.ts";
import {
  type Known,
  markVerified,
  type Order,
  type RawCallback,
  type Verification,
  type VerifiedCallback,
} from "../../../connector/connector.ts";
import { asHint } from "../../../connector/finding.ts";
import { presentable, textAt } from "../../../connector/json-fields.ts";
import type { Finding } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import type { SlaConfig } from "../config.ts";
import { amountText } from "../wire/amounts.ts";
import { msisdnOf, queryOf } from "../wire.ts";
import { checkoutPath, mayChargeAtCheckout, namesVisits, needsNumberAtCheckout } from "./operators.ts";
import { optionsOf } from "./options.ts";

/** The hosted checkout: it finds out who the payer is, and asks whether they agree. Nothing is sent before they go there. */
export function checkoutPage(order: Order, config: SlaConfig): string {
  if (order.return_url === null) throw new Error("A checkout needs somewhere for its payer to come back to.");
  const { language, two_click_only } = optionsOf(order);
  const payer = payerOf(order);
  const query = queryOf({
    merchant: config.merchant,
    service: config.campaign,
    redirect_url: order.return_url,
    correlator: order.attempt_reference,
    price: amountText(order.amount),
    locale: language,
    msisdn: needsNumberAtCheckout(payer) ? msisdnOf(order.phone_number) : null,
    two_click_only: two_click_only ? "true" : null,
    // A page that is visited twice under one such name refuses the second visit, so only where it is needed.
    transaction_id: namesVisits(payer) ? order.attempt_reference : null,
  });
  return `${config.checkout_url}${checkoutPath(payer)}?${query}`;
}

/**
 * Mostly the page ends with a token, and who brings us none is never charged: an error on the way back, or no way back at
 * all, then costs the payer nothing. Where the operator may charge by itself, nobody can conclude that from silence.
 */
export function onlyTokenCharges(order: Order): boolean {
  return !mayChargeAtCheckout(payerOf(order));
}

function payerOf(order: Order) {
  return { operator: optionsOf(order).operator, currency: order.amount.currency };
}

/** The way back is not signed, and the payer can write anything into it. The URL alone is a secret. */
export function verifyReturn(request: RawCallback): Verification {
  return { verdict: "verified", callback: markVerified(request, "unsigned") };
}

export function readReturn(request: VerifiedCallback, known: Known): Finding {
  const { query } = request;
  return asHint({
    evidence: "redirect",
    about: "operation",
    strength: "hint",
    ...readWayBack(query),
    provider_reference: visitIn(query, known),
    receipt: null,
    amount_minor: null,
  });
}

/** What the URL says, of a charge or a subscription alike. */
export function readWayBack(query: Query): Pick<Finding, "reading" | "provider"> {
  const code = codeIn(query);
  return {
    reading: readCode(codes, { surface: "redirect", call: null, http_status: null, code, message: null }),
    provider: {
      code: textAt(query, "status"),
      label: null,
      message: presentable(messageIn(query)),
      http_status: null,
    },
  };
}

type Query = Readonly<Record<string, string>>;

export function tokenIn({ query }: Pick<RawCallback, "query">): string | null {
  const { token = "", status } = query;
  return status === "success" && /^TOKEN:[0-9A-Za-z-]{1,64}$/.test(token) ? token : null;
}

function codeIn(query: Query): string {
  if (query["status"] === "error") return messageIn(query);
  return tokenIn({ query }) === null ? (query["status"] ?? "") : WITH_TOKEN;
}

/** As the row has it: what stands in the token's place is nobody's to keep. */
const WITH_TOKEN = "success&token={token}";

/** The ampersand in `not_found&param=…` splits it in two; here they are joined again. */
function messageIn({ message = "", param }: Query): string {
  return message === "not_found" && param !== undefined ? `${message}&param=${param}` : message;
}

/** Paid without a token: such a payment is verified under the name that we gave the visit. */
function visitIn(query: Query, known: Known): string | null {
  const paid = query["status"] === "success" && tokenIn({ query }) === null;
  return paid && namesVisits(payerOf(known)) ? known.attempt_reference : null;
}
