import type { SimulatorHost } from "../../../connector/simulator.ts";
import { choiceSet, numberSet } from "../../../connector/simulator-settings.ts";
import { faults } from "./faults.ts";

const MINUTE_MS = 60_000;

/** What holds where nobody has set anything else. */
const durations = {
  queue_ms: 1_000,
  answer_after_ms: 2_000,
  operator_window_ms: MINUTE_MS,
  retry_every_ms: 5 * MINUTE_MS,
  retry_for_ms: 60 * MINUTE_MS,
  callback_timeout_ms: 10_000,
} as const;

/** The first of each holds where nobody has set anything else. */
const choices = {
  limits: ["seed", "current"],
  repeated_request: ["existing", "refused", "second_order"],
  refusal_form: ["word", "word_with_number", "page"],
  unlisted_answer: ["page", "word"],
  order_number_name: ["orderid", "transactionid", "ORDER_ID"],
  callback_form: ["get", "json"],
} as const;

export const settings: Readonly<Record<string, string>> = {
  queue_ms:
    "How long an accepted order waits before it goes to the operator; it can be cancelled then (1000).",
  answer_after_ms: "How long an operator needs to answer (2000).",
  operator_window_ms: "How long the provider waits for an operator before the order is at 201 (60000).",
  retry_every_ms: "From one retry of an order at 201 or 6xx to the next (300000).",
  retry_for_ms:
    "How long after it first got there such an order is tried again before it is cancelled (3600000).",
  callback_timeout_ms: "How long the receiver of a callback may take, in real time (10000).",
  operator_answers:
    'What mobile operators make of an order: usual (the default), slow, late, silent, vends_silently, or a code such as 600 or 511. For one network only: an object such as {"01": "silent"}.',
  refuse_with: "A number from 400 to 418, or 499: every order is refused with it.",
  limits: "seed: airtime from 100 to 50,000 naira (the default). current: from 50 to 200,000.",
  repeated_request:
    "What an order with a known RequestID gets: existing, the order as it stands (the default); refused, DUPLICATE_REQUESTID; second_order, a new one.",
  refusal_form:
    "How an order is refused: word, one field (the default); word_with_number, statuscode beside it; page, an HTML page with status 503.",
  unlisted_answer:
    "What a caller from an address that is not listed gets: page, HTML (the default), or word.",
  order_number_name:
    "The field with the number of the order: orderid (the default), transactionid or ORDER_ID.",
  callback_form: "get: the fields in the query of the URL (the default). json: a POST with the same fields.",
  address_unlisted: "True: no account lists the caller's address.",
  purchase_scripts_down: "True: airtime and data answer with an HTML page and status 500; the rest works.",
  all_scripts_down: "True: everything answers with an HTML page and status 503.",
  json_content_type: "True: JSON is labelled application/json, not text/html.",
  numbers_unquoted: "True: order numbers and status codes are JSON numbers.",
  amount_word_with_space: "True: 406 is written with the space that it has on the provider's page.",
  ...faults,
};

export function duration(host: SimulatorHost, name: keyof typeof durations): number {
  return numberSet(host, name, durations);
}

export function choice<Name extends keyof typeof choices>(
  host: SimulatorHost,
  name: Name,
): (typeof choices)[Name][number] {
  return choiceSet(host, name, choices);
}

type Switch =
  | "address_unlisted"
  | "purchase_scripts_down"
  | "all_scripts_down"
  | "json_content_type"
  | "numbers_unquoted"
  | "amount_word_with_space";

export function isOn(host: SimulatorHost, name: Switch): boolean {
  return host.setting(name) === true;
}
