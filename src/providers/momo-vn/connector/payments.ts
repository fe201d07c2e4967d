import type { Call } from "../../../catalogue/row.ts";
import type { Calls, Change, Order } from "../../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import { wholeUnits } from "../../../core/money.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { MomoConfig } from "../config.ts";
import { confirmBody, createBody, queryBody } from "../wire/order-bodies.ts";
import { paths, readAnswer, requestTypes } from "../wire.ts";
import { findingOf, type Heard } from "./findings.ts";
import { optionsOf } from "./options.ts";
import { aboutOrder, newOrder, post } from "./requests.ts";
import { linkedWallet, payByToken, sendCode } from "./token-payments.ts";

export const payments: Calls<MomoConfig> = {
  submit,
  readSubmit: (answer, order) => read(answer, { call: "submit", order }),
  inquire: (known, config) => post(config, paths.query, queryBody(aboutOrder(known), config)),
  readInquiry: (answer, known) => read(answer, { call: "inquiry", order: known }),
};

/** Both end a hold; the amount must be the one that is held. */
export function confirm(what: "capture" | "cancel"): Change<MomoConfig> {
  return {
    request: (known, config) => {
      const amount = wholeUnits(known.amount).toString();
      const confirmation = { ...aboutOrder(known), requestType: what, amount };
      return post(config, paths.confirm, confirmBody(confirmation, config));
    },
    read: (answer, known) => read(answer, { call: what, order: known }),
  };
}

/** Only a charge by token waits for a code. */
export const verify: Change<MomoConfig> = {
  request: sendCode,
  read: (answer, known) => read(answer, { call: "confirm", order: known }),
};

/** Who is linked is charged at once; everybody else is shown a page. */
function submit(order: Order, config: MomoConfig): HttpRequest {
  const wallet = linkedWallet(order);
  return wallet === null ? openOrder(order, config) : payByToken(order, wallet, config);
}

function openOrder(order: Order, config: MomoConfig): HttpRequest {
  const { method, expires_in_minutes } = optionsOf(order);
  const requestType = requestTypes[method];
  const body = createBody({ ...newOrder(order), requestType, orderExpireTime: expires_in_minutes }, config);
  return post(config, paths.create, body);
}

/** The body is what counts, whatever the HTTP status. */
function read(
  { status, body }: HttpAnswer,
  { call, order }: { readonly call: Call; readonly order: Order },
): Finding {
  const told = readAnswer(body);
  const evidence = call === "inquiry" ? "inquiry" : "answer";
  const zero = call === "submit" && linkedWallet(order) === null ? "api" : "result";
  const finding = findingOf(told, { ...ofPayment(order), evidence, call, http_status: status, zero });
  return told.payUrl !== null && call === "submit" ? { ...finding, payer_url: told.payUrl } : finding;
}

/** What a message about a payment may name, and how its codes read; only the answer to `create` says 0 of an open order. */
export function ofPayment(order: Order): Pick<Heard, "names" | "zero" | "in_one_step"> {
  return { names: [order.attempt_reference], zero: "result", in_one_step: order.capture === "automatic" };
}
