import { newId } from "../core/ids.ts";
import type { SubscriptionEffect } from "../core/subscription-event.ts";
import type { SubscriptionApplyContext, SubscriptionWrite } from "./apply-subscription.ts";
import { milliseconds } from "./interval.ts";
import { changingSubscriptionColumns } from "./stored-subscription.ts";
import { describeSubscriptionEvent } from "./subscription-detail.ts";
import { referenceKey } from "./subscription-references.ts";
import { workAfter } from "./work-after.ts";

/** The parameters of the statement that applies a change, in its order. */
export function applySubscriptionValues(
  write: SubscriptionWrite,
  context: SubscriptionApplyContext,
): readonly unknown[] {
  const { before, after, happening } = write;
  const kept = changingSubscriptionColumns(after, context.vault);
  return [
    before.slot,
    before.id,
    before.version,
    kept.status,
    kept.version,
    kept.outcome,
    kept.memory,
    kept.sealed_provider_reference,
    kept.sealed_secret,
    new Date(happening.event.at),
    happening.event.type,
    JSON.stringify(describeSubscriptionEvent(happening.event, write.decided)),
    sealedRaw(write, context),
    ...referenceValues(write, context),
    ...announcementValues(write, context),
    ...reviewValues(write, context),
    ...workValues(write, context),
    milliseconds(context.clock.offset_ms),
    kept.sealed_payer_answer,
  ];
}

function sealedRaw(
  { happening, after }: SubscriptionWrite,
  { vault }: SubscriptionApplyContext,
): Buffer | null {
  if (happening.raw === null) return null;
  const { id, version, merchant_id } = after;
  return vault.seal(
    { table: "subscription_events", row: `${id}/${version}`, field: "raw", merchant_id },
    happening.raw,
  );
}

/** The provider's name for it, once it is known. */
function referenceValues(
  { before, after }: SubscriptionWrite,
  { vault }: SubscriptionApplyContext,
): unknown[] {
  const { provider_reference } = after.memory;
  if (provider_reference === null || provider_reference === before.memory.provider_reference)
    return [null, null];
  const { slot, digest } = referenceKey(provider_reference, vault);
  return [slot, digest];
}

function announcementValues(
  { after, decided }: SubscriptionWrite,
  context: SubscriptionApplyContext,
): unknown[] {
  const types = decided.effects.map(typeAnnouncedBy);
  const resource = context.subscriptionResourceOf(after);
  return [JSON.stringify(resource), types.map(() => newId(after.slot, context)), types];
}

function typeAnnouncedBy(effect: SubscriptionEffect): string {
  switch (effect.do) {
    case "announce":
      return `subscription.${effect.what}`;
    case "open_review":
      return "review.opened";
    case "close_review":
      return "review.decided";
  }
}

function reviewValues(write: SubscriptionWrite, context: SubscriptionApplyContext): unknown[] {
  const { after, decided, happening } = write;
  const { event } = happening;
  const closing = decided.effects.find((effect) => effect.do === "close_review");
  const opening = decided.effects.find((effect) => effect.do === "open_review");
  const person = event.type === "person_decided" && closing?.how === "decided" ? event : null;
  const evidence = { known: after.outcome, said: describeSubscriptionEvent(event, decided) };
  return [
    closing?.how ?? null,
    person?.decision ?? null,
    person?.by ?? null,
    person?.why ?? null,
    newId(after.slot, context),
    opening?.cause ?? null,
    JSON.stringify(evidence),
  ];
}

/** Whether the row ends, when it is due, and whose it is. */
function workValues({ before, after }: SubscriptionWrite, context: SubscriptionApplyContext): unknown[] {
  const work = workAfter(before, after, { now: context.clock.now(), lease_ms: context.lease_ms });
  if (work === "stays" || work === "ends") return [work === "ends", null, null];
  return [false, work.due_at, work.keeps ? context.node : null];
}
