import type { Fault } from "../faults.ts";
import type { Subscriber } from "../subscribers.ts";
import type { MagicLine } from "./magic-line.ts";

type Case = readonly [name: string, effect: string, line: Partial<Subscriber>];

/** What goes wrong around an order. */
const cases: Readonly<Record<string, Case>> = {
  "08030008001": completes("no_callback", "No callback comes.", "callback_lost"),
  "08030008002": completes("two_callbacks", "The callback comes twice.", "callback_twice"),
  "08030008003": completes("callback_ten_minutes_late", "The callback is late.", "callback_late"),
  "08030008004": completes("callback_before_reply", "The callback comes first.", "callback_early"),
  "08030008005": [
    "stranger_claims_completion",
    "Is cancelled, 511; before that somebody else calls the callback URL and claims a completion.",
    { reactions: ["511"], faults: ["callback_forged"] },
  ],
  "08030008006": [
    "callback_at_every_change",
    "600, 201, then success; a callback comes for each step.",
    { reactions: ["600", "silent", "usual"], faults: ["callback_at_every_change"] },
  ],
  "08030009001": completes("reply_lost", "The connection breaks.", "reply_lost"),
  "08030009002": ["request_lost", "The connection breaks; no order.", { faults: ["request_lost"] }],
  "08030009003": completes("reply_never_comes", "The call is never answered.", "reply_never_comes"),
  "08030009010": completes("empty_reply", "The reply is {}.", "empty_reply"),
  "08030009011": completes("number_only_reply", "The reply is an ORDER_ID alone.", "number_only_reply"),
  "08030009404": completes("query_late", "Unknown to Query for half a minute.", "query_late"),
  "08030009410": completes("refused_with_order", "The reply is a refusal, 410.", "refused_with_order"),
  "08030009500": completes("page_with_order", "The reply is an HTML page, status 500.", "page_with_order"),
  "08030009503": [
    "page_without_order",
    "The reply is an HTML page, status 503; no order.",
    { faults: ["page_without_order"] },
  ],
  "08030009701": [
    "money_back_late",
    "Is cancelled, 511; the money comes back ten minutes later.",
    { reactions: ["511"], faults: ["credit_back_late"] },
  ],
  "08030009702": [
    "money_back_never",
    "Is cancelled, 511; the money does not come back.",
    { reactions: ["511"], faults: ["credit_back_missing"] },
  ],
};

export const linesWithAFault: readonly MagicLine[] = Object.entries(cases).map(
  ([mobile_number, [name, effect, line]]) => ({ mobile_number, name, effect, code: null, line }),
);

function completes(name: string, effect: string, fault: Fault): Case {
  return [name, `${effect} The order completes.`, { faults: [fault] }];
}
