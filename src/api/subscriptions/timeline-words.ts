import type { SubscriptionEventType } from "../../core/subscription-event.ts";
import { causeIn, type Detail, saidBy } from "../operations/timeline-words.ts";

/** One sentence or two about an event of a subscription, for a person who was woken at night. */
export function subscriptionEventWords(type: string, detail: Detail, provider: string): string {
  return isKnown(type) ? events[type](detail, provider) : type;
}

type Kept = SubscriptionEventType | "created";

function isKnown(type: string): type is Kept {
  return Object.hasOwn(events, type);
}

const events: Readonly<Record<Kept, (detail: Detail, provider: string) => string>> = {
  created: () => "It was stored. Nothing was sent yet.",
  attempt_began: (_, provider) => `The call to ${provider} was written down, and then made.`,
  attempt_not_sent: (detail) => `Not one byte of the call left${causeIn(detail)}, so it can be made again.`,
  attempt_silent: (detail, provider) =>
    `No answer of ${provider} came${causeIn(detail)}: nobody knows yet what became of the call.`,
  page_named: (_, provider) => `The customer goes on at a page of ${provider}.`,
  found: (detail, provider) => `${saidBy(detail, provider)} ${readAs(detail)}`,
  inquiry_silent: (detail) => `The inquiry brought no answer${causeIn(detail)}.`,
  cannot_ask: (_, provider) => `There is nothing to ask ${provider} with.`,
  payer_answer_gone: () =>
    "What the customer gave could not be sent in time, and it is kept nowhere: they are asked again.",
  held: (detail, provider) =>
    `${provider} cannot be called just now; the call waits until ${detail["until"]}.`,
  deadline_passed: () => "The time for asking is used up.",
  change_asked: (detail) => `Somebody asked for it: ${detail["change"]}.`,
  sync_asked: () => "Somebody asked to ask the provider now.",
  person_decided: (detail) => `${detail["by"]} decided "${detail["decision"]}", because: ${detail["why"]}`,
};

function readAs(detail: Detail): string {
  const hint = detail["strength"] === "hint" ? " It is a hint and proves nothing by itself." : "";
  const stands = typeof detail["standing"] === "string" ? `: it stands at ${detail["standing"]}` : "";
  const about = detail["about"] === "call" ? " That is about our call alone." : "";
  return `That reads as ${detail["reason"]}, ${detail["finality"]}${stands}.${about}${hint}`;
}
