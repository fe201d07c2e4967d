import type { Decision } from "../core/decide/decision.ts";
import type { Event } from "../core/event.ts";
import { assertNever } from "../lib/assert-never.ts";

/** What the timeline keeps of an event, in plain words and without the phone number or the raw message. */
export function describeEvent(event: Event, decision: Decision): Readonly<Record<string, unknown>> {
  const { status } = decision.operation;
  return { ...factsOf(event), verdict: decision.verdict, because: decision.because, status };
}

function factsOf(event: Event): Readonly<Record<string, unknown>> {
  switch (event.type) {
    case "found": {
      const { finding } = event;
      const { rule, category, reason, finality, money } = finding.reading;
      const { evidence, about, strength, provider } = finding;
      return {
        attempt: event.attempt,
        evidence,
        about,
        strength,
        rule,
        category,
        reason,
        finality,
        money,
        provider,
      };
    }
    case "attempt_not_sent":
    case "attempt_silent":
      return { attempt: event.attempt, cause: event.cause };
    case "inquiry_silent":
      return { cause: event.cause };
    case "held":
      return { held_because: event.because, until: new Date(event.until).toISOString() };
    case "person_decided":
      return { decision: event.decision, by: event.by, why: event.why };
    case "attempt_began":
    case "deadline_passed":
    case "cancel_asked":
    case "capture_asked":
    case "confirm_asked":
    case "sync_asked":
    case "resolve_asked":
      return {};
    default:
      return assertNever(event);
  }
}
