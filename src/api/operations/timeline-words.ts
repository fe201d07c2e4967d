import type { EventType } from "../../core/event.ts";
import type { Evidence, MoneyState } from "../../core/outcome.ts";
import type { CallbackVerdict } from "../../store/callbacks.ts";

/** What the store keeps of an event, in its own names. */
export type Detail = Readonly<Record<string, unknown>>;

/** One sentence or two about an event, for a person who was woken at night. `provider`: its name for people. */
export function eventWords(type: string, detail: Detail, provider: string): string {
  return isKnown(type) ? events[type](detail, provider) : type;
}

export function callbackWords(verdict: CallbackVerdict, cause: string | null, provider: string): string {
  const because = cause === null ? "" : ` ${cause}`;
  return `A callback of ${provider} came in. ${callbacks[verdict]}${because}`;
}

type Kept = EventType | "created";

function isKnown(type: string): type is Kept {
  return Object.hasOwn(events, type);
}

const events: Readonly<Record<Kept, (detail: Detail, provider: string) => string>> = {
  created: () => "It was stored. Nothing was sent yet.",
  attempt_began: (_, provider) => `The call to ${provider} was written down, and then made.`,
  attempt_not_sent: (detail) => `Not one byte of the call left${causeIn(detail)}, so it can be made again.`,
  attempt_silent: (detail, provider) =>
    `No answer of ${provider} came${causeIn(detail)}: nobody knows yet whether the money moved.`,
  found: (detail, provider) => `${saidBy(detail, provider)} ${readAs(detail)}`,
  inquiry_silent: (detail) => `The inquiry brought no answer${causeIn(detail)}.`,
  held: (detail, provider) => `${whyHeld(detail, provider)}; the call waits until ${detail["until"]}.`,
  deadline_passed: () => "The time for asking is used up.",
  cancel_asked: () => "Somebody asked to withdraw it.",
  capture_asked: () => "Somebody asked to capture the money.",
  confirm_asked: () => "Somebody sent the payer's PIN.",
  sync_asked: () => "Somebody asked to ask the provider now.",
  resolve_asked: () =>
    "Somebody disputed it: the provider is asked, told to cancel if that is still possible, and asked again.",
  person_decided: (detail) => `${detail["by"]} decided "${detail["decision"]}", because: ${detail["why"]}`,
};

function whyHeld(detail: Detail, provider: string): string {
  switch (detail["held_because"]) {
    case "phone_locked":
      return "The phone is busy with another prompt";
    case "payment_in_question":
      return "It is not certain any more that the payment took the money which this gives back";
    case "payment_unnamed":
      return `${provider} has not told yet by which name it knows the payment that this gives back`;
    default:
      return `${provider} takes no calls just now`;
  }
}

const callbacks: Readonly<Record<CallbackVerdict, string>> = {
  received: "It is stored and not yet read.",
  applied: "It was read.",
  repeated: "The same bytes had come before.",
  refused: "It does not verify, so nothing of it was used.",
  unmatched: "It names nothing that is known here.",
};

export function causeIn(detail: Detail): string {
  return typeof detail["cause"] === "string" ? ` (${detail["cause"].replace(/\.$/, "")})` : "";
}

const messengers: Readonly<Record<Evidence, (provider: string) => string>> = {
  answer: (provider) => `The answer of ${provider} said`,
  callback: (provider) => `A callback of ${provider} said`,
  inquiry: (provider) => `Asked about it, ${provider} said`,
  redirect: (provider) => `The payer came back from ${provider} with`,
  statement: (provider) => `The statement of ${provider} said`,
  person: () => "A person said",
};

export function saidBy(detail: Detail, provider: string): string {
  const { code, label, message, http_status } = (detail["provider"] ?? {}) as Record<string, unknown>;
  const name =
    code ?? label ?? (typeof http_status === "number" ? `HTTP ${http_status}` : "something unreadable");
  const quoted = typeof message === "string" ? `, "${message}"` : "";
  const messenger = messengers[detail["evidence"] as Evidence] ?? messengers.answer;
  return `${messenger(provider)} ${name}${quoted}.`;
}

function readAs(detail: Detail): string {
  if (detail["about"] === "call")
    return `That is about our question (${detail["reason"]}) and says nothing of the money.`;
  const money = moneyWords[detail["money"] as MoneyState] ?? moneyWords.unknown;
  const hint = detail["strength"] === "hint" ? " It is a hint and proves nothing by itself." : "";
  return `That reads as ${detail["reason"]}, ${detail["finality"]}: ${money}.${hint}`;
}

const moneyWords: Readonly<Record<MoneyState, string>> = {
  moved: "the money moved",
  reserved: "the money is held",
  not_moved: "no money moved",
  returned: "the money came back",
  none: "it is not about money",
  unknown: "nobody knows whether the money moved",
};
