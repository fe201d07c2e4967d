import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { Reading } from "../../../core/outcome.ts";
import type { SubscriptionFinding, SubscriptionStatus } from "../../../core/subscription.ts";
import { codes } from "../codes.ts";
import { type Said, saidOf } from "../wire/subscription.ts";
import { type Envelope, NO_CODE, readEnvelope } from "../wire.ts";
import { isTaken, readApiCode } from "./api-reading.ts";
import { afterWaiting } from "./retry-after.ts";
import { subscriptionOptionsOf } from "./subscription-options.ts";

export interface Heard {
  readonly evidence: "answer" | "inquiry";
  readonly call: Extract<Call, "subscribe" | "subscription_change" | "inquiry">;
  readonly order: SubscriptionOrder;
  /** It is known to have run, and a list that came whole does not name it. Left out: false. */
  readonly is_gone?: boolean;
}

/** What a message says of the subscription: where it stands, where the message has a word for it, else what became of the call. */
export function findingOf(answer: HttpAnswer, heard: Heard): SubscriptionFinding {
  const { evidence, order } = heard;
  const { subscription_id } = subscriptionOptionsOf(order);
  const envelope = readEnvelope(answer);
  const said = heard.is_gone === true ? notListed : saidOf(envelope.fields, subscription_id);
  const told = readWord(said, envelope, { answer, heard });
  const reading = told?.reading ?? afterWaiting(readApi(envelope, { answer, heard }), answer);
  const finding: SubscriptionFinding = {
    evidence,
    about: "subscription",
    strength: "proof",
    reading,
    provider: {
      code: told === null ? envelope.sent_code : said.word,
      label: null,
      message: envelope.words,
      http_status: answer.status,
    },
    standing: told?.standing ?? null,
    provider_reference: told !== null || isTheirs(envelope) ? nameOf(order) : null,
    renews_at: null,
    charges: [],
  };
  if (said.subscriptionId !== null && said.subscriptionId !== subscription_id)
    return { ...finding, strength: "hint", reading: nothing, standing: null, provider_reference: null };
  const isAboutTheQuestion = evidence === "inquiry" && told === null && envelope.code !== PENDING;
  return isAboutTheQuestion ? { ...finding, about: "call" } : finding;
}

/**
 * Their ids name an offer, and one offer has many customers. Together with the name of the call that asked for it, by
 * which they find it too, it is one customer's subscription, and holds no phone number.
 */
function nameOf(order: SubscriptionOrder): string {
  const { subscription_provider, subscription_id } = subscriptionOptionsOf(order);
  return `${subscription_provider}/${subscription_id}/${order.attempt_reference}`;
}

/** Our name for a subscription that ran, and is on the list no more. */
const NOT_LISTED = "not_listed";
const notListed: Said = { word: NOT_LISTED, subscriptionId: null };

const SUCCESS = "0000";
const ALREADY_SUBSCRIBED = "1002";
const PENDING = "1004";

/** Both say that the customer has it, or is about to. */
function isTheirs({ code }: Envelope): boolean {
  return code === ALREADY_SUBSCRIBED || code === PENDING;
}

interface Answered {
  readonly answer: HttpAnswer;
  readonly heard: Heard;
}

/** The words that each of our calls is answered with; null where one of them does not tell where the subscription stands. */
const standings: Readonly<Record<Heard["call"], Readonly<Record<string, SubscriptionStatus | null>>>> = {
  subscribe: { active: "active", pending: "pending", inactive: null },
  inquiry: { active: "active", pending: "pending", inactive: "ended", [NOT_LISTED]: "ended" },
  subscription_change: {
    "unsubscribe successful": "ended",
    "unsubscribe unsuccessful": null,
    pending: null,
    inactive: null,
  },
};

/** A word counts only where code and HTTP status say that the call worked, and no more than the code beside it. */
function readWord(
  { word }: Said,
  { code }: Envelope,
  { answer: { status }, heard: { call } }: Answered,
): { readonly standing: SubscriptionStatus | null; readonly reading: Reading } | null {
  const worked = isTaken(status) && [SUCCESS, NO_CODE, PENDING].includes(code);
  if (!worked || word === null || !Object.hasOwn(standings[call], word)) return null;
  const asked = call === "inquiry" ? "lookup" : call;
  const reading = readCode(codes, {
    surface: "result",
    call: asked,
    http_status: null,
    code: word,
    message: null,
  });
  if (code === PENDING && reading.finality !== "interim") return null;
  return { standing: standings[call][word] ?? null, reading };
}

function readApi(envelope: Envelope, { answer: { status }, heard: { call } }: Answered): Reading {
  return readApiCode(envelope, { call, http_status: status });
}

/** As a message of theirs reads that says nothing at all. */
const nothing: Reading = readCode(codes, {
  surface: "api",
  call: null,
  http_status: null,
  code: "another",
  message: null,
});
