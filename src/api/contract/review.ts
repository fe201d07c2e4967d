import { Type } from "typebox";
import { reviewCauses } from "../../core/operation.ts";
import { NAME_LENGTH_MAX, WHY_LENGTH_MAX } from "../limits.ts";
import { Environment, idOf, NextCursor, pageParameters, Time } from "./fields.ts";
import { Message } from "./message.ts";
import { listOf, named, oneOf, orNull, record, refer } from "./named.ts";
import { Payment } from "./payment.ts";
import { Refund } from "./refund.ts";
import { Subscription } from "./subscription.ts";
import { Topup } from "./topup.ts";

const decisions = ["moved", "not_moved", "active", "paused", "ended", "keep_asking"] as const;
const statuses = ["open", "decided", "settled"] as const;

export const Review = named("Review", "What no machine can settle, for a person to look at.", {
  id: idOf("rev", "review"),
  operation: idOf("pay", "payment, top-up, refund, message or subscription"),
  environment: Environment,
  cause: oneOf(reviewCauses),
  says: Type.String({ description: "The cause in a sentence." }),
  status: oneOf(statuses, { description: "settled: a later proof made the decision needless." }),
  evidence: Type.Record(Type.String(), Type.Unknown(), { description: "What was known, and what came." }),
  opened_at: Time,
  closed_at: orNull(Time),
  decision: orNull(oneOf(decisions)),
  decided_by: orNull(Type.String()),
  why: orNull(Type.String()),
});

export const ReviewPage = named("ReviewPage", "Reviews, newest first.", {
  data: listOf(refer(Review)),
  next_cursor: NextCursor,
});

export const ReviewFilter = record({
  status: Type.Optional(oneOf(statuses)),
  operation: Type.Optional(Type.String({ maxLength: 40 })),
  ...pageParameters,
});

export const ReviewDecision = record(
  {
    decision: oneOf(decisions, {
      description:
        "moved: it was carried out. not_moved: surely not. Of a subscription: where it stands, active, paused or ended. " +
        "keep_asking: ask the provider for another while.",
    }),
    why: Type.String({
      minLength: 1,
      maxLength: WHY_LENGTH_MAX,
      description: "On what evidence; it is kept for ever.",
    }),
    by: Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX, description: "Who decides." }),
  },
  {
    examples: [
      {
        decision: "moved",
        why: "Line 214 of the statement of 21 November shows it.",
        by: "amina@shop.example.com",
      },
    ],
  },
);

export const DecidedReview = named(
  "DecidedReview",
  "The review, and what it is about as it stands after the decision.",
  {
    review: refer(Review),
    operation: Type.Union([refer(Payment), refer(Topup), refer(Refund), refer(Message), refer(Subscription)]),
  },
);
