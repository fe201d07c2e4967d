import type { CodeRow } from "../../../catalogue/row.ts";
import { unexplained } from "./readings.ts";
import { order, refusal } from "./rows.ts";
import { billsClient, ours } from "./sources.ts";

/**
 * Messages that carry no code, or none that may be believed. Our names for them have a space in them, so that no word
 * of the provider's can be taken for one.
 */
export const unnamedAnswers: readonly CodeRow[] = [
  refusal("HTTP 5xx", {
    ...unexplained,
    reason: "provider_error",
    provider_says: { cause: "A page for people, where JSON should be." },
    source: `${billsClient}, docs/BILL-PAYMENTS.md`,
    basis: "documented",
    notes:
      "Once it was an outage of hours in which inquiries were still answered, and later the way in which orders were refused; so an order may or may not exist.",
  }),
  refusal("HTTP status other than 200", {
    ...unexplained,
    reason: "unreadable_answer",
    provider_says: { cause: "A redirect, or a page that is not there. Refusals come with 200." },
    source: ours,
    basis: "assumed",
    notes:
      "Check base URL and paths of the connection, and whether the server's address is on the account's list.",
  }),
  refusal("unreadable answer", {
    ...unexplained,
    reason: "unreadable_answer",
    provider_says: { cause: "No JSON, or JSON with neither an order nor a state." },
    source: `${billsClient}, docs/BILL-PAYMENTS.md`,
    basis: "documented",
    notes:
      "An empty body was met although the order had been carried out. Calls from an address that is not on the account's list get a page for people.",
  }),
  refusal("state without an order", {
    ...unexplained,
    reason: "unreadable_answer",
    provider_says: { cause: "The state of an order, without the number of any." },
    source: ours,
    basis: "assumed",
  }),
  refusal("number and word disagree", {
    ...unexplained,
    reason: "contradiction",
    provider_says: { cause: "A refusal whose number and word belong to different rows." },
    source: ours,
    basis: "assumed",
  }),
  refusal("another order", {
    ...unexplained,
    reason: "contradiction",
    provider_says: { cause: "The message names another order than ours, or repeats another RequestID." },
    source: ours,
    basis: "assumed",
  }),
];

export const unnamedStates: readonly CodeRow[] = [
  order(null, "order without a state", {
    ...unexplained,
    reason: "unreadable_answer",
    provider_says: { cause: "The number of an order, without a code for its state." },
    source: `${billsClient}, docs/BILL-PAYMENTS.md`,
    basis: "documented",
    notes:
      "The order exists. Its word alone is not believed, for one word covers the delivered and the unknown.",
  }),
  order(null, "number and word disagree", {
    ...unexplained,
    reason: "contradiction",
    provider_says: { cause: "The number says that the order has ended, and the word is another row's." },
    source: ours,
    basis: "assumed",
  }),
];
