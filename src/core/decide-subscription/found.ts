import { NOT_UNDER_WAY, underWay } from "../call-under-way.ts";
import type { Subscription } from "../subscription-life.ts";
import { decideSilent } from "./attempts.ts";
import { foundAnswer } from "./call-answer.ts";
import { ignore, move, remember, type SubscriptionDecided } from "./decision.ts";
import { type Found, isProof, isRefusal, isUncertain, learned } from "./finding.ts";
import { afterInquiry, decideInquirySilent } from "./inquiries.ts";
import {
  askNow,
  chargesInDoubt,
  hasCallAhead,
  isUnsent,
  scheduled,
  withMemory,
  withoutPlans,
} from "./memory.ts";
import { closing, foundStanding } from "./standing.ts";

/** A provider's message, read. What it may change depends on how it came, how strong it is, and what is known. */
export function decideFound(subscription: Subscription, event: Found): SubscriptionDecided {
  const { finding } = event;
  if (finding.evidence === "answer") {
    const attempt = underWay(subscription, event.attempt);
    if (attempt === undefined) return ignore(subscription, NOT_UNDER_WAY);
    if (finding.strength === "hint") return decideSilent(subscription, event);
    const taught = withMemory(subscription, learned(subscription, finding));
    return foundAnswer(taught, event, attempt);
  }
  if (finding.evidence === "inquiry" && (!isProof(finding) || isUncertain(finding)))
    return decideInquirySilent(subscription, event);
  if (!isProof(finding)) return foundHint(subscription, event);
  if (isUnsent(subscription)) return foundBeforeTheCall(subscription, event);
  if (mayBeAnEarlierOne(subscription, event)) return foundEarlierOne(subscription, event);
  return foundProof(withMemory(subscription, learned(subscription, finding)), event);
}

/** No create has left that may have started anything, and yet there is one: better to ask than to start a second. */
function foundBeforeTheCall(subscription: Subscription, event: Found): SubscriptionDecided {
  const { standing } = event.finding;
  if (standing === null || standing === "ended")
    return ignore(subscription, "The message is about a call that was never made.");
  const attempts = withoutPlans(subscription.memory.attempts, event.at);
  const stopped = withMemory(subscription, { ...learned(subscription, event.finding), attempts });
  return remember(stopped, askNow(stopped, {}, event.at), "There is one already, so none is created.");
}

/** It proves nothing, and only makes us ask sooner. */
function foundHint(unnamed: Subscription, event: Found): SubscriptionDecided {
  const subscription = event.repeats_our_name === true ? withTheirName(unnamed, event) : unnamed;
  const { memory } = subscription;
  if (memory.cannot_ask || hasCallAhead(subscription))
    return ignore(subscription, "The message proves nothing, and there is nothing to ask about it now.");
  if (memory.next?.do === "inquire" && memory.next.at <= event.at)
    return ignore(subscription, "The message proves nothing, and the provider is being asked already.");
  if (subscription.status === "ended")
    return event.finding.standing === "ended"
      ? ignore(subscription, "The message says what was known.")
      : remember(subscription, { next: { do: "inquire", at: event.at } });
  return remember(subscription, askNow(subscription, {}, event.at));
}

/** Where nobody has told their name for it yet, this one is good enough to ask by: the answer proves the rest. */
function withTheirName(subscription: Subscription, { finding }: Found): Subscription {
  const { provider_reference } = finding;
  if (subscription.memory.provider_reference !== null || provider_reference === null) return subscription;
  return withMemory(subscription, { provider_reference, cannot_ask: false });
}

/** Known by phone number alone, as long as no answer to the create has come, it may be what the customer had before. */
function mayBeAnEarlierOne({ memory }: Subscription, { finding, repeats_our_name }: Found): boolean {
  const unanswered = memory.attempts.some(
    ({ kind, state }) => kind === "create" && (state === "silent" || state === "sending"),
  );
  const unnamed = memory.provider_reference === null && repeats_our_name !== true;
  return unanswered && finding.standing === "ended" && unnamed;
}

function foundEarlierOne(subscription: Subscription, event: Found): SubscriptionDecided {
  const because = "An earlier one of the same customer may be meant, for no answer to the create has come.";
  if (event.finding.evidence === "inquiry") return { ...decideInquirySilent(subscription, event), because };
  return remember(subscription, askNow(subscription, {}, event.at), because);
}

/** An inquiry's answer or a signed notice. */
function foundProof(subscription: Subscription, event: Found): SubscriptionDecided {
  const { finding } = event;
  const asked = finding.evidence === "inquiry";
  if (isUncertain(finding)) return remember(subscription, askNow(subscription, {}, event.at));
  const heard = asked ? withMemory(subscription, afterInquiry(subscription, event.at)) : subscription;
  if (finding.standing !== null) return foundStanding(heard, event, finding.standing);
  if (isRefusal(finding)) return foundRefusal(heard, event);
  return foundUnderWay(heard, event);
}

/** The provider has it and it goes on; where it stands, this message does not tell. */
function foundUnderWay(subscription: Subscription, event: Found): SubscriptionDecided {
  const { reading, evidence, provider } = event.finding;
  if (subscription.status !== "pending" || reading.finality !== "interim") return remember(subscription, {});
  const memory = {
    awaiting_payer: asksPayer(subscription, event),
    opened_at: subscription.memory.opened_at ?? event.at,
  };
  return move(subscription, event, {
    status: "pending",
    reading,
    evidence,
    provider,
    memory: scheduled(subscription, memory, event.at),
  });
}

/** Of a PIN that was sent and whose fate is unknown nobody is asked a second time. */
function asksPayer(subscription: Subscription, { finding }: Found): boolean {
  return (
    finding.reading.actor === "payer" &&
    !chargesInDoubt(subscription).some(({ kind }) => kind === "confirm") &&
    !hasCallAhead(subscription)
  );
}

/**
 * A final "no" that says nothing of where the subscription stands. The answer to an inquiry ends one whose create is in
 * question, and no other; what was lost may still arrive, so that not even there "not found" proves anything.
 */
function foundRefusal(subscription: Subscription, event: Found): SubscriptionDecided {
  const { reading, evidence, provider } = event.finding;
  const because = "That alone does not tell where it stands.";
  const isNews = reading.category !== "not_found" && reading.category !== "merchant_setup";
  if (!isNews || !isCreateInQuestion(subscription) || hasCallAhead(subscription))
    return remember(subscription, {}, because);
  if (evidence !== "inquiry") return remember(subscription, askNow(subscription, {}, event.at), because);
  const ended = { state: "ended", ended_at: event.at, rule: reading.rule } as const;
  const attempts = subscription.memory.attempts.map((attempt) =>
    attempt.state === "open" || attempt.state === "silent" ? { ...attempt, ...ended } : attempt,
  );
  const memory = { attempts, review: null };
  return closing(
    subscription,
    move(subscription, event, { status: "ended", reading, evidence, provider, memory }),
  );
}

function isCreateInQuestion({ status, memory }: Subscription): boolean {
  const { attempts } = memory;
  const unanswered = attempts.some(
    ({ kind, state }) => kind === "create" && (state === "open" || state === "silent"),
  );
  return status === "pending" && (attempts.length === 0 || unanswered);
}
