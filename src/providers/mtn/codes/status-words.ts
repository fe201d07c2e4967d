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
  ...failures(["expired"], { ...failed, category: "expired", reason: "expired" }),
  ...words(["reversed", "refunded"], givenBack),

  ...words(["active"], {
    ...done,
    calls: subscriptionCalls,
    source: subscriptions,
    notes: "An active subscription counts as paid for, so that nobody subscribes twice.",
  }),
  ...words(["inactive"], {
    ...inDoubt,
    calls: subscriptionCalls,
    category: "account_state",
    reason: "subscription_state",
    source: subscriptions,
    basis: "documented",
    notes: "Cancelled, paused or about to end; the paid time may still run.",
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

type WordRow = Says & Partial<Pick<CodeRow, "calls" | "source" | "basis" | "notes" | "confirm_by_inquiry">>;

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
