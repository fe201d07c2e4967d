import type { SubscriptionDecided } from "../core/decide-subscription/decision.ts";
import type { SubscriptionFinding } from "../core/subscription.ts";
import type { SubscriptionEvent } from "../core/subscription-event.ts";
import { assertNever } from "../lib/assert-never.ts";

/** What the timeline keeps of an event, in plain words and without phone number, raw message, PIN or secret. */
export function describeSubscriptionEvent(
  event: SubscriptionEvent,
  decided: SubscriptionDecided,
): Readonly<Record<string, unknown>> {
  const { status } = decided.subscription;
  return { ...factsOf(event), verdict: decided.verdict, because: decided.because, status };
}

function factsOf(event: SubscriptionEvent): Readonly<Record<string, unknown>> {
  switch (event.type) {
    case "found":
      return foundFacts(event.finding);
    case "attempt_not_sent":
    case "attempt_silent":
      return { attempt: event.attempt, cause: event.cause };
    case "inquiry_silent":
      return { cause: event.cause };
    case "held":
      return { until: new Date(event.until).toISOString() };
    case "change_asked":
      return { change: event.change, periods: event.periods };
    case "person_decided":
      return { decision: event.decision, by: event.by, why: event.why };
    case "attempt_began":
    case "page_named":
    case "payer_answer_gone":
    case "cannot_ask":
    case "deadline_passed":
    case "sync_asked":
      return {};
    default:
      return assertNever(event);
  }
}

function foundFacts(finding: SubscriptionFinding): Readonly<Record<string, unknown>> {
  const { evidence, about, strength, provider, standing, charges } = finding;
  const { rule, category, reason, finality, money } = finding.reading;
  const facts = { evidence, about, strength, rule, category, reason, finality, money, provider, standing };
  return charges.length === 0 ? facts : { ...facts, charges: charges.map(({ reading }) => reading.rule) };
}
