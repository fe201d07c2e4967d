import type { Fault } from "../faults.ts";
import type { MagicPayer } from "./magic-payer.ts";

/** What goes wrong around an order whose payer confirms. */
const cases: Readonly<Record<string, readonly [fault: Fault, effect: string]>> = {
  "0900008001": ["notification_lost", "Pays; no notification comes."],
  "0900008002": ["notification_twice", "Pays; the notification comes twice."],
  "0900008003": ["notification_late", "Pays; the notification is ten minutes late."],
  "0900008004": ["notification_early", "Pays; the notification comes before the answer to create."],
  "0900008005": ["notification_altered", "Pays; the notification's signature does not fit."],
  "0900008006": ["notification_wrong_amount", "Pays; the notification names another amount."],
  "0900008080": ["refund_slow", "Pays; a refund is at 7002 for ten minutes."],
  "0900009001": ["answer_lost", "Pays; the connection breaks after the order was opened."],
  "0900009002": ["request_lost", "The connection breaks; no order."],
  "0900009003": ["answer_never_comes", "Pays; the call is never answered."],
  "0900009004": ["slow_answer", "Pays; the answer comes 40 seconds late."],
  "0900009042": ["unknown_at_first", "Pays; unknown to the query for half a minute."],
  "0900009098": ["says_98_although_open", "Pays, although the answer says 98."],
  "0900009099": ["says_99_although_open", "Pays, although the answer says 99."],
  "0900009500": ["page_with_order", "Pays; the answer is an HTML page with status 500."],
  "0900009502": ["page_without_order", "The answer is an HTML page with status 502; no order."],
};

export const payersWithAFault: readonly MagicPayer[] = Object.entries(cases).map(
  ([phone, [fault, effect]]) => ({
    phone,
    name: fault,
    effect,
    code: null,
    payer: { habit: "approve", faults: [fault] },
  }),
);
