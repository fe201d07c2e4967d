/**
 * The words that tell the fate of a payment (`data.status`) or of a subscription. No list of them is published and their
 * spelling varies, `Succesful` and `SUCCESSFULL` among them, so they are looked up in lower case. A word without a row
 * is unknown, and every failure counts only once an inquiry says it.
 */
import type { Call, CodeRow } from "../../../catalogue/row.ts";
import { answered, inDoubt, ourReading, pending, type Says, specification } from "./readings.ts";

const seenInSpecifications = specification("payments-v1");
const subscriptions = specification("mtn-subscription-api-v2");
const subscriptionCalls = ["subscribe", "subscription_change", "lookup"] as const satisfies readonly Call[];

const refunds = ["refund", "refund_inquiry"] as const satisfies readonly Call[];

const done = { ...answered, money: "moved" } as const satisfies Says;

const failed = {
  category: "declined",
  reason: "declined_by_operator",
  finality: "final",
  money: "not_moved",
  actor: "payer",
  advice: { action: "retry_new", reference: "new" },
  disclosure: "show",
} as const satisfies Says;

/** The money came back, but by whose wish nobody says; a person looks before it is charged again. */
const givenBack = {
  ...failed,
  category: "cancelled",
  reason: "cancelled_by_provider",
  money: "returned",
  actor: "operator",
  advice: { action: "escalate" },
} as const satisfies Says;

export const statusWords: readonly CodeRow[] = [
  ...words(["successfull", "succesful"], { ...done, source: seenInSpecifications, basis: "documented" }),
  ...words(["successful", "success", "completed"], done),

  ...words(["pending"], { ...pending, source: seenInSpecifications, basis: "documented" }),
  ...words(["approved"], {
    ...pending,
    source: seenInSpecifications,
    basis: "documented",
    notes: "The payer said yes; that is not yet settlement.",
  }),
  ...words(["initiated", "processing", "ongoing", "created"], pending),

  ...failures(["failed"], { ...failed, source: seenInSpecifications, basis: "documented" }),
  ...failures(["rejected", "declined"], {
    ...failed,
    category: "payer_declined",
    reason: "payment_not_approved",
  }),
  ...failures(["cancelled", "canceled"], {
    ...failed,
    category: "cancelled",
    reason: "cancelled_by_provider",
  }),
  ...failures(["expired"], {
    ...failed,
    category: "expired",
    reason: "expired",
    may_reopen: true,
    notes: "An approval that is already on its way can overtake it, as with 1012.",
  }),
  ...words(["reversed", "refunded"], givenBack),
  ...words(["refunded"], {
    ...done,
    calls: refunds,
    notes: "Of a refund itself this is its success, and no sign that something was taken back.",
  }),
  ...words(["reversed"], {
    ...inDoubt,
    calls: refunds,
    notes: "The refund was taken back, or the payment was: a person finds out.",
  }),
  ...words(["paid_not_fulfilled"], {
    ...done,
    actor: "merchant",
    advice: { action: "escalate" },
    source: seenInSpecifications,
    notes: "Our name for success beside fulfillmentStatus Failed: the money moved, and the goods did not.",
  }),
  ...words(["carried_out"], {
    ...done,
    source: specification("customer-billing-token-v1"),
    notes:
      "Our name for carrier billing's 0000 with a message number on the status call, which has no field for a failure.",
  }),

  ...words(["active"], {
    ...done,
    calls: subscriptionCalls,
    source: subscriptions,
    notes: "An active subscription counts as paid for, so that nobody subscribes twice.",
  }),
  ...words(["inactive"], {
    ...inDoubt,
    calls: ["subscribe", "subscription_change"],
    category: "account_state",
    reason: "subscription_state",
    source: subscriptions,
    basis: "documented",
    notes: "In the answer to a subscribe it contradicts what was asked for: read the subscription.",
  }),
  ...words(["inactive"], {
    ...answered,
    calls: ["lookup"],
    category: "account_state",
    reason: "subscription_state",
    source: subscriptions,
    basis: "documented",
    notes: "Cancelled, paused or about to be deleted; the paid time may still run, and nothing is renewed.",
  }),
  ...words(["not_listed"], {
    ...answered,
    calls: ["lookup"],
    category: "account_state",
    reason: "subscription_state",
    source: subscriptions,
    notes:
      "Our name for one that ran and is not on its customer's list any more, which came whole: what has ended is listed only while its paid time runs.",
  }),
  ...words(["unsubscribe successful"], {
    ...answered,
    calls: ["subscription_change"],
    source: subscriptions,
    basis: "documented",
  }),
  ...words(["unsubscribe unsuccessful"], {
    ...failed,
    calls: ["subscription_change"],
    money: "none",
    actor: "merchant",
    advice: { action: "verify" },
    source: subscriptions,
    basis: "documented",
    notes: "A failure that comes as HTTP 200.",
  }),
];

type WordRow = Says &
  Partial<Pick<CodeRow, "calls" | "source" | "basis" | "notes" | "confirm_by_inquiry" | "may_reopen">>;

function failures(codes: readonly string[], row: WordRow): readonly CodeRow[] {
  return words(codes, { ...row, confirm_by_inquiry: true });
}

function words(codes: readonly string[], row: WordRow): readonly CodeRow[] {
  return codes.map((code) => ({
    surface: "result",
    http_status: null,
    code,
    label: null,
    message: null,
    provider_says: {},
    source: ourReading,
    basis: "assumed",
    ...row,
  }));
}
