import type { Static } from "typebox";
import type { ReviewDecision as OperationDecision } from "../core/operation.ts";
import { type SubscriptionDecision, subscriptionDecisions } from "../core/subscription-event.ts";
import type { Resource } from "../store/resource.ts";
import type { Review } from "../store/reviews.ts";
import type { SubscriptionResource } from "../store/subscription-resource.ts";
import type { ReviewDecision } from "./contract/review.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { show as showOperation } from "./operations/show.ts";
import { Problem } from "./problem.ts";
import { showSubscription } from "./subscriptions/show.ts";

type Said = Static<typeof ReviewDecision>;

/** Writes a person's decision down, and answers with what it is about as it stands then. */
export async function decide(
  review: Review,
  said: Said,
  dependencies: ApiDependencies,
): Promise<Resource | SubscriptionResource> {
  return review.operation_kind === "subscription"
    ? await decideSubscription(review, said, dependencies)
    : await decideOperation(review, said, dependencies);
}

async function decideOperation(
  { slot, operation_id: id, opened_at }: Review,
  said: Said,
  dependencies: ApiDependencies,
): Promise<Resource> {
  const { decision, ...who } = said;
  if (!isOfOperation(decision))
    throw new Problem("not_possible_now", {
      field: "/decision",
      detail: "This is no subscription: decide moved, not_moved or keep_asking.",
    });
  const at = dependencies.clock.now();
  const event = { type: "person_decided", decision, ...who, review_opened_at: opened_at, at } as const;
  const applied = await dependencies.engine.happenedAndGoOn({ slot, id, event, raw: null });
  if (applied === null) throw new Problem("not_found");
  if (applied.verdict === "refused") throw new Problem("not_possible_now", { detail: applied.because ?? "" });
  return showOperation(applied.operation, dependencies);
}

async function decideSubscription(
  { slot, operation_id: id, opened_at }: Review,
  said: Said,
  dependencies: ApiDependencies,
): Promise<SubscriptionResource> {
  const { decision, ...who } = said;
  if (!isOfSubscription(decision))
    throw new Problem("not_possible_now", {
      field: "/decision",
      detail: "This is a subscription: decide active, paused, ended or keep_asking.",
    });
  const at = dependencies.clock.now();
  const event = { type: "person_decided", decision, ...who, review_opened_at: opened_at, at } as const;
  const applied = await dependencies.subscriptions.happenedAndGoOn({ slot, id, event, raw: null });
  if (applied === null) throw new Problem("not_found");
  if (applied.verdict === "refused") throw new Problem("not_possible_now", { detail: applied.because ?? "" });
  return showSubscription(applied.subscription, dependencies);
}

function isOfOperation(decision: Said["decision"]): decision is OperationDecision {
  return decision === "moved" || decision === "not_moved" || decision === "keep_asking";
}

function isOfSubscription(decision: Said["decision"]): decision is SubscriptionDecision {
  return (subscriptionDecisions as readonly string[]).includes(decision);
}
