import type { Known, Order } from "../../src/connector/connector.ts";

/** What most orders say nothing of: each stands alone and is a payment. */
export const standingAlone = {
  kind: "payment",
  refunded: null,
  subscription: null,
} as const satisfies Partial<Order>;

/** The same of what is known after the submit. */
export const nothingSpecial = {
  ...standingAlone,
  outcome_url: null,
  payer_answer: null,
} as const satisfies Partial<Known>;
