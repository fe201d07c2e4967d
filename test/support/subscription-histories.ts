import { decideSubscription } from "../../src/core/decide-subscription/decide-subscription.ts";
import type { SubscriptionDecided } from "../../src/core/decide-subscription/decision.ts";
import { outcomeOf } from "../../src/core/operation.ts";
import type { Evidence, Reading } from "../../src/core/outcome.ts";
import { accepted, noWords } from "../../src/core/readings.ts";
import {
  type SubscriptionChange,
  type SubscriptionFinding,
  type SubscriptionStatus,
  subscriptionChanges,
} from "../../src/core/subscription.ts";
import type { SubscriptionEvent } from "../../src/core/subscription-event.ts";
import {
  firstSubscriptionMemory,
  type Subscription,
  type SubscriptionTerms,
} from "../../src/core/subscription-life.ts";
import { says } from "./messages.ts";
import { born, HOUR, MINUTE, SECOND } from "./operations.ts";

/** An event without its time: the history that it stands in gives it one. What is said of a call is said of the last, if nothing else is said. */
export type Untimed<E = SubscriptionEvent> = E extends {
  readonly type: "attempt_not_sent" | "attempt_silent";
}
  ? Omit<E, "at" | "attempt"> & { readonly attempt?: number }
  : E extends SubscriptionEvent
    ? Omit<E, "at">
    : never;

export const DAY = 24 * HOUR;

/** A provider that takes a PIN and knows every change, unless a test says otherwise. */
function subscriptionTerms(change: Partial<SubscriptionTerms> = {}): SubscriptionTerms {
  return {
    challenge: "pin",
    activation: "automatic",
    changes: subscriptionChanges,
    inquiry_at: [5 * SECOND, 15 * SECOND, MINUTE],
    deadline: HOUR,
    check_every: DAY,
    retry_after: [10 * SECOND, 30 * SECOND],
    ...change,
  };
}

export function newSubscription(
  terms: Partial<SubscriptionTerms> = {},
  origin: Subscription["origin"] = "merchant",
): Subscription {
  const memory = firstSubscriptionMemory(origin, born);
  return {
    created_at: born,
    origin,
    status: "pending",
    version: 1,
    outcome: outcomeOf(accepted, { evidence: null, at: born, provider: noWords, safe: false }),
    memory: origin === "provider" ? { ...memory, provider_reference: "uuid-1" } : memory,
    terms: subscriptionTerms(terms),
  };
}

export const standingSays = {
  runs: { ...says.completed, rule: "kilima/runs", money: "none" },
  over: { ...says.withdrawn, rule: "kilima/over", money: "none" },
  removed: { ...says.expired, rule: "kilima/removed", money: "none" },
  throttled: { ...says.down, rule: "kilima/throttled", category: "throttled" },
  already_subscribed: { ...says.duplicate, rule: "kilima/already", finality: "unresolved" },
  already_unsubscribed: {
    ...says.duplicate,
    rule: "kilima/already_un",
    reason: "already_unsubscribed",
    finality: "unresolved",
    money: "none",
  },
} as const satisfies Readonly<Record<string, Reading>>;

/** A message that proves what it says, unless a test says otherwise. */
export function tells(
  evidence: Evidence,
  reading: Reading,
  change: Partial<SubscriptionFinding> = {},
): Untimed {
  const finding: SubscriptionFinding = {
    evidence,
    about: "subscription",
    strength: "proof",
    reading,
    provider: noWords,
    standing: null,
    provider_reference: null,
    renews_at: null,
    charges: [],
    ...change,
  };
  return { type: "found", finding };
}

/** Where it stands, in the words that go with it. */
export function stands(
  evidence: Evidence,
  standing: SubscriptionStatus,
  change: Partial<SubscriptionFinding> = {},
): Untimed {
  const { runs, over } = standingSays;
  const reading = standing === "ended" ? over : standing === "pending" ? says.prompt : runs;
  return tells(evidence, reading, { standing, provider_reference: "uuid-1", ...change });
}

export function asks(change: SubscriptionChange): Untimed {
  return { type: "change_asked", change, periods: change === "free_period" ? 2 : null };
}

export const began: Untimed = { type: "attempt_began" };
/** A create that sends the customer a PIN, and does nothing else. */
export const beganAsking: Untimed = { type: "attempt_began", only_confirm_charges: true };
export const silent: Untimed = { type: "attempt_silent", cause: "timed out" };
export const unsent: Untimed = { type: "attempt_not_sent", cause: "connection refused" };
export const deadline: Untimed = { type: "deadline_passed" };

export function timed({ memory }: Subscription, event: Untimed, at: number): SubscriptionEvent {
  const attempt = memory.attempts.at(-1)?.number;
  return { ...(isOfCall(event) && { attempt }), ...event, at } as SubscriptionEvent;
}

function isOfCall(event: Untimed): boolean {
  if (event.type === "found") return event.finding.evidence === "answer";
  return event.type === "attempt_not_sent" || event.type === "attempt_silent";
}

/** What becomes of a subscription when these things happen, one a second. */
export function lives(subscription: Subscription, ...history: readonly Untimed[]): Subscription {
  return history.reduce<Subscription>(
    (known, event, index) =>
      decideSubscription(known, timed(known, event, born + (index + 1) * SECOND)).subscription,
    subscription,
  );
}

/** The last of these things, and what was decided upon it. */
export function decidedUpon(subscription: Subscription, ...history: readonly Untimed[]): SubscriptionDecided {
  const before = lives(subscription, ...history.slice(0, -1));
  const last = history.at(-1);
  if (last === undefined) throw new Error("Nothing happens in this history.");
  return decideSubscription(before, timed(before, last, born + history.length * SECOND));
}

const prompted = stands("answer", "pending");
const active = stands("answer", "active");
const running = [began, prompted, asks("confirm"), began, active];
const manual = { activation: "manual" } as const;
const setUp = stands("answer", "pending", { reading: standingSays.runs });
const neverLooked = { check_every: null };

/** Where a subscription can stand, each reached by the shortest history that leads there. */
export const subscriptionSituations: readonly (readonly [
  name: string,
  made: readonly [terms: Partial<SubscriptionTerms>, origin?: Subscription["origin"]],
  history: readonly Untimed[],
])[] = [
  ["pending, new", [{}], []],
  ["pending, create sending", [{}], [began]],
  ["pending, create silent", [{}], [began, silent]],
  ["pending, PIN call silent", [{}], [beganAsking, silent]],
  ["pending, PIN typed, answer silent", [{}], [beganAsking, silent, asks("confirm"), began, silent]],
  ["pending, create throttled", [{}], [began, tells("answer", standingSays.throttled)]],
  ["pending, already subscribed", [{}], [began, tells("answer", standingSays.already_subscribed)]],
  ["pending, PIN awaited", [{}], [began, prompted]],
  ["pending, PIN sending", [{}], [began, prompted, asks("confirm"), began]],
  ["pending, PIN silent", [{}], [began, prompted, asks("confirm"), began, silent]],
  [
    "pending, page open",
    [{ challenge: "redirect", ...neverLooked }],
    [began, { type: "page_named", payer_url: "https://kilima.invalid/page" }],
  ],
  ["pending, set up", [manual], [began, setUp]],
  ["pending, activate silent", [manual], [began, setUp, asks("activate"), began, silent]],
  ["pending, given up", [{ inquiry_at: [] }], [began, silent, deadline]],
  ["pending, nothing to ask with", [{}], [began, silent, { type: "cannot_ask" }]],
  ["pending, started by the customer", [{}, "provider"], []],
  ["trial", [{}], [...running, stands("callback", "trial")]],
  ["active", [{}], running],
  ["active, never looked at", [neverLooked], running],
  ["active, pause sending", [{}], [...running, asks("pause"), began]],
  ["active, cancel sending", [{}], [...running, asks("cancel"), began]],
  ["active, cancel silent", [{}], [...running, asks("cancel"), began, silent]],
  ["active, cancel taken", [{}], [...running, asks("cancel"), began, tells("answer", says.working)]],
  ["active, free period silent", [{}], [...running, asks("free_period"), began, silent]],
  ["grace", [{}], [...running, stands("callback", "grace")]],
  ["paused", [{}], [...running, stands("callback", "paused")]],
  ["paused, resume silent", [{}], [...running, stands("callback", "paused"), asks("resume"), began, silent]],
  ["ended", [{}], [...running, stands("callback", "ended")]],
  ["ended, never began", [{}], [began, tells("answer", says.declined)]],
  ["ended, contradicted", [{}], [...running, stands("callback", "ended"), stands("callback", "active")]],
  [
    "ended, reviewed",
    [{ inquiry_at: [] }],
    [
      ...running,
      stands("callback", "ended"),
      stands("callback", "active"),
      { type: "inquiry_silent", cause: "" },
      deadline,
    ],
  ],
];

export function reachSubscription([, made, history]: (typeof subscriptionSituations)[number]): Subscription {
  return lives(newSubscription(...made), ...history);
}
