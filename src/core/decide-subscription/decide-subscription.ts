import { assertNever } from "../../lib/assert-never.ts";
import type { SubscriptionEvent } from "../subscription-event.ts";
import type { Subscription } from "../subscription-life.ts";
import {
  decideAttemptBegan,
  decideHeld,
  decideNotSent,
  decidePageNamed,
  decidePayerAnswerGone,
  decideSilent,
} from "./attempts.ts";
import type { SubscriptionDecided } from "./decision.ts";
import { decideFound } from "./found.ts";
import { decideCannotAsk, decideDeadline, decideInquirySilent } from "./inquiries.ts";
import { withPageAnswer } from "./page-answer.ts";
import { decidePerson } from "./person.ts";
import { decideChange, decideSync } from "./requests.ts";

/**
 * The whole life of a subscription. Pure and total: every status meets every event.
 *
 * The rules that every branch serves: it has ended only when a provider said so in words that the registry knows, or when
 * a person decided; silence never ends it. A call that can charge is made once, unless it is proven that it started
 * nothing. Where it stands is the provider's to say, so that even an end is taken back when an inquiry says otherwise.
 */
export function decideSubscription(
  subscription: Subscription,
  event: SubscriptionEvent,
): SubscriptionDecided {
  return withPageAnswer(subscription, event, decideAlone(subscription, event));
}

function decideAlone(subscription: Subscription, event: SubscriptionEvent): SubscriptionDecided {
  switch (event.type) {
    case "attempt_began":
      return decideAttemptBegan(subscription, event);
    case "attempt_not_sent":
      return decideNotSent(subscription, event);
    case "attempt_silent":
      return decideSilent(subscription, event);
    case "page_named":
      return decidePageNamed(subscription, event);
    case "payer_answer_gone":
      return decidePayerAnswerGone(subscription, event);
    case "held":
      return decideHeld(subscription, event);
    case "found":
      return decideFound(subscription, event);
    case "inquiry_silent":
      return decideInquirySilent(subscription, event);
    case "cannot_ask":
      return decideCannotAsk(subscription, event);
    case "deadline_passed":
      return decideDeadline(subscription, event);
    case "change_asked":
      return decideChange(subscription, event);
    case "sync_asked":
      return decideSync(subscription, event);
    case "person_decided":
      return decidePerson(subscription, event);
    default:
      return assertNever(event);
  }
}
