import type { Change, Connector, Known, Order } from "../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../connector/http.ts";
import { wholeUnits } from "../../core/money.ts";
import type { Finding } from "../../core/outcome.ts";
import type { MomoConfig } from "./config.ts";
import { readCallback, readReturn, verifyCallback, verifyReturn } from "./connector/callbacks.ts";
import { findingOf } from "./connector/findings.ts";
import { optionsOf } from "./connector/options.ts";
import { confirmBody, createBody, paths, queryBody, readAnswer, requestTypes } from "./wire.ts";

/** MoMo asks its clients to wait for half a minute at least. */
const ANSWER_WITHIN_MS = 35_000;
/** What MoMo's page shows of an order; it takes 255 characters, and 200 for some methods. */
const ORDER_INFO_LENGTH_MAX = 200;

export const connector: Connector<MomoConfig> = {
  submit,
  readSubmit: (answer, order) => read(answer, { call: "submit", order }),
  inquire,
  readInquiry: (answer, known) => read(answer, { call: "inquiry", order: known }),
  changes: { capture: confirm("capture"), cancel: confirm("cancel") },
  verifyCallback,
  readCallback,
  returns: {
    verify: verifyReturn,
    read: readReturn,
    destination: (order) => optionsOf(order).return_url,
  },
};

/** Our name for the attempt is both the order and the request: a repeated one is recognised by either. */
function submit(order: Order, config: MomoConfig): HttpRequest {
  const { attempt_reference, callback_url, return_url } = order;
  if (callback_url === null) throw new Error("An order needs a callback URL of its own.");
  if (return_url === null) throw new Error("An order needs somewhere for its payer to come back to.");
  const { method, language, expires_in_minutes } = optionsOf(order);
  const body = createBody(
    {
      orderId: attempt_reference,
      requestId: order.call_reference,
      amount: wholeUnits(order.amount).toString(),
      orderInfo: (order.description ?? attempt_reference).slice(0, ORDER_INFO_LENGTH_MAX),
      redirectUrl: return_url,
      ipnUrl: callback_url,
      requestType: requestTypes[method],
      autoCapture: order.capture === "automatic",
      lang: language,
      orderExpireTime: expires_in_minutes,
      phoneNumber: order.phone_number?.replace(/^\+84/, "0") ?? null,
    },
    config,
  );
  return post(config, paths.create, body);
}

function inquire(known: Known, config: MomoConfig): HttpRequest {
  return post(config, paths.query, queryBody(aboutOrder(known), config));
}

/** Both end a hold; the amount must be the one that is held. */
function confirm(what: "capture" | "cancel"): Change<MomoConfig> {
  return {
    request: (known, config) => {
      const amount = wholeUnits(known.amount).toString();
      return post(
        config,
        paths.confirm,
        confirmBody({ ...aboutOrder(known), requestType: what, amount }, config),
      );
    },
    read: (answer, known) => read(answer, { call: what, order: known }),
  };
}

function aboutOrder(known: Known) {
  return {
    orderId: known.attempt_reference,
    requestId: known.call_reference,
    lang: optionsOf(known).language,
  };
}

/** The body is what counts, whatever the HTTP status. */
function read(
  { status, body }: HttpAnswer,
  { call, order }: { readonly call: "submit" | "inquiry" | "capture" | "cancel"; readonly order: Order },
): Finding {
  const evidence = call === "inquiry" ? "inquiry" : "answer";
  return findingOf(readAnswer(body), { evidence, call, http_status: status, order });
}

function post(config: MomoConfig, path: string, body: string): HttpRequest {
  return {
    method: "POST",
    url: config.base_url + path,
    headers: { "content-type": "application/json; charset=UTF-8", accept: "application/json" },
    body,
    timeout_ms: ANSWER_WITHIN_MS,
  };
}
