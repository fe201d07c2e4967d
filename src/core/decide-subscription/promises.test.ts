import fc from "fast-check";
import { describe, test } from "vitest";
import { everyCombination } from "../../../test/support/every-combination.ts";
import { says } from "../../../test/support/messages.ts";
import { born, HOUR, SECOND } from "../../../test/support/operations.ts";
import {
  asks,
  began,
  beganAsking,
  deadline,
  newSubscription,
  silent,
  standingSays,
  stands,
  subscriptionSituations,
  tells,
  timed,
  type Untimed,
  unsent,
} from "../../../test/support/subscription-histories.ts";
import type { Evidence } from "../outcome.ts";
import { subscriptionChanges, subscriptionStatuses } from "../subscription.ts";
import type { SubscriptionEvent } from "../subscription-event.ts";
import {
  chargingCalls,
  type Subscription,
  type SubscriptionAttempt,
  type SubscriptionAttemptKind,
  type SubscriptionTerms,
} from "../subscription-life.ts";
import { decideSubscription } from "./decide-subscription.ts";
import type { SubscriptionDecided } from "./decision.ts";

interface Step {
  readonly before: Subscription;
  readonly event: SubscriptionEvent;
  readonly decided: SubscriptionDecided;
}

/** Says how one step of any history whatever breaks the promise, or `false` where it keeps it. */
type Promised = (step: Step) => string | false;

const HISTORIES = Number(process.env["HISTORIES"] ?? 4_000);
const HAPPENINGS_MAX = 14;

const evidences: readonly Evidence[] = ["answer", "callback", "inquiry"];
const readings = [...Object.values(says), ...Object.values(standingSays)];
const person = { type: "person_decided", by: "asha", why: "the statement" } as const;

const messages: fc.Arbitrary<Untimed> = fc
  .record({
    evidence: fc.constantFrom(...evidences),
    reading: fc.constantFrom(...readings),
    standing: fc.constantFrom(null, ...subscriptionStatuses),
    strength: fc.constantFrom("proof", "proof", "hint"),
    about: fc.constantFrom("subscription", "subscription", "call"),
    known: fc.boolean(),
    page: fc.boolean(),
  })
  .map(({ evidence, reading, known, page, ...rest }) =>
    tells(evidence, reading, {
      ...rest,
      provider_reference: known ? "uuid-1" : null,
      ...(page && { payer_answer: "token-1" }),
    }),
  );

const plainMessages: fc.Arbitrary<Untimed> = fc
  .tuple(fc.constantFrom(...evidences), fc.constantFrom(...subscriptionStatuses))
  .map(([evidence, standing]) => stands(evidence, standing));

const acts: fc.Arbitrary<Untimed> = fc.constantFrom<Untimed>(
  began,
  began,
  beganAsking,
  silent,
  unsent,
  { type: "page_named", payer_url: "https://kilima.invalid/page" },
  { type: "payer_answer_gone" },
  { type: "held", until: born + HOUR },
  { type: "inquiry_silent", cause: "timed out" },
  { type: "cannot_ask" },
  deadline,
  { type: "sync_asked" },
  ...subscriptionChanges.map(asks),
  { ...person, decision: "active" },
  { ...person, decision: "paused" },
  { ...person, decision: "ended" },
  { ...person, decision: "keep_asking" },
);

const anyTerms = fc.constantFrom(
  ...everyCombination<Pick<SubscriptionTerms, "challenge" | "activation" | "check_every" | "retry_after">>({
    challenge: ["none", "pin", "redirect"],
    activation: ["automatic", "manual"],
    check_every: [null, 24 * HOUR],
    retry_after: [[], [10 * SECOND]],
  }),
);
const anyStart = fc.oneof(
  fc
    .tuple(anyTerms, fc.constantFrom<Subscription["origin"]>("merchant", "provider"))
    .map((made) => ({ made, history: [] as readonly Untimed[] })),
  fc.constantFrom(...subscriptionSituations).map(([, made, history]) => ({ made, history })),
);
const anyHistory = fc
  .record({
    start: anyStart,
    and_then: fc.array(
      fc.tuple(
        fc.oneof({ weight: 3, arbitrary: acts }, messages, { weight: 2, arbitrary: plainMessages }),
        fc.constantFrom(0, SECOND, 7 * SECOND, HOUR),
      ),
      { maxLength: HAPPENINGS_MAX, size: "max" },
    ),
  })
  .map(({ start, and_then }) => {
    const past = start.history.map((event): [Untimed, number] => [event, SECOND]);
    return { made: start.made, happenings: [...past, ...and_then] };
  });

function play({
  made,
  happenings,
}: {
  readonly made: (typeof subscriptionSituations)[number][1];
  readonly happenings: readonly (readonly [Untimed, number])[];
}) {
  const steps: Step[] = [];
  let subscription = newSubscription(...made);
  let now = born;
  for (const [untimed, later] of happenings) {
    now += later;
    const event = timed(subscription, untimed, now);
    const decided = decideSubscription(subscription, event);
    steps.push({ before: subscription, event, decided });
    subscription = decided.subscription;
  }
  return steps;
}

const isProof = ({ event }: Step) =>
  event.type === "found" && event.finding.strength === "proof" && event.finding.reading.finality === "final";

/** Only a PIN could have begun it, and no confirm that may have taken one is open. */
function isExpiredPrompt({ before, event }: Step): boolean {
  const { only_confirm_charges, attempts } = before.memory;
  const open = attempts.some(({ kind, state }) => kind !== "create" && mayHaveBegunSomething(state));
  return event.type === "deadline_passed" && only_confirm_charges === true && !open;
}

function onlySendsPin({ memory }: Subscription, kind: SubscriptionAttemptKind): boolean {
  return kind === "create" && memory.only_confirm_charges === true;
}

function mayHaveBegunSomething(state: SubscriptionAttempt["state"]): boolean {
  return state !== "planned" && state !== "not_started" && state !== "ended";
}

/** Asked again, the provider hands over what a page gave, or that call is the one which now begins. */
function isHandedOver(event: SubscriptionEvent, kind: string): boolean {
  if (kind !== "confirm") return false;
  if (event.type === "attempt_began") return true;
  return (
    event.type === "found" && event.finding.evidence === "inquiry" && event.finding.payer_answer !== undefined
  );
}

/** The one right before it started nothing, and whether that one might be made was judged when it was. */
function isMadeAgain({ memory }: Subscription, kind: string): boolean {
  const before = memory.attempts.at(-2);
  return kind === "confirm" && before?.kind === kind && before.state === "not_started";
}

const promises: Readonly<Record<string, Promised>> = {
  "silence never ends it, nor does a hint, a deadline or a word that is not final": (step) => {
    const { before, event, decided } = step;
    if (before.status === "ended" || decided.subscription.status !== "ended") return false;
    if (event.type === "person_decided" || isProof(step)) return false;
    if (event.type === "change_asked" && event.change === "cancel")
      return before.memory.attempts.some(
        ({ kind, state }) => mayHaveBegunSomething(state) && !onlySendsPin(before, kind),
      )
        ? "withdrawn, though something was sent"
        : false;
    if (event.type === "attempt_not_sent") return false;
    return isExpiredPrompt(step) ? false : `ended by ${event.type}`;
  },

  "a call that can charge is never planned or begun while one of its kind may have charged": ({
    before,
    event,
    decided,
  }) => {
    const newest = decided.subscription.memory.attempts.at(-1);
    const was = before.memory.attempts.find(({ number }) => number === newest?.number);
    if (newest === undefined || !chargingCalls.includes(newest.kind) || was?.state === newest.state)
      return false;
    if (newest.state !== "planned" && newest.state !== "sending") return false;
    const judged = isHandedOver(event, newest.kind) || isMadeAgain(decided.subscription, newest.kind);
    const counting = judged ? ["sending", "open"] : ["sending", "open", "silent"];
    const doubtful = decided.subscription.memory.attempts.some(
      ({ number, kind, state }) =>
        number !== newest.number && kind === newest.kind && counting.includes(state),
    );
    return doubtful && `another ${newest.kind}, while an earlier one may have charged`;
  },

  "another create is planned only by proof that the one before started nothing": (step) => {
    const creates = ({ memory }: Subscription) =>
      memory.attempts.filter(({ kind }) => kind === "create").length;
    if (creates(step.decided.subscription) === creates(step.before)) return false;
    if (step.event.type === "attempt_not_sent") return false;
    return (
      !(isProof(step) && step.event.type === "found" && step.event.finding.evidence === "answer") &&
      "another create without proof"
    );
  },

  "what has ended changes only by an inquiry's proof or a person's word, and then it is told as corrected": (
    step,
  ) => {
    const { before, event, decided } = step;
    if (before.status !== "ended" || decided.subscription.status === "ended") return false;
    const asked =
      event.type === "found" && event.finding.evidence === "inquiry" && event.finding.strength === "proof";
    if (!asked && event.type !== "person_decided") return `revived by ${event.type}`;
    const told = decided.effects.some((effect) => effect.do === "announce" && effect.what === "corrected");
    return !told && "revived without a word";
  },

  "every new status but the first is told": ({ before, decided }) => {
    const { status } = decided.subscription;
    if (status === before.status || status === "pending") return false;
    const told = decided.effects.some(
      (effect) => effect.do === "announce" && (effect.what === status || effect.what === "corrected"),
    );
    return !told && `${before.status} became ${status} without a word`;
  },

  "whatever is in doubt is asked about, waited for or looked at by a person": ({
    decided: { subscription },
  }) => {
    const { opened_at, next, review, attempts } = subscription.memory;
    const calling = attempts.at(-1)?.state === "sending";
    return (
      opened_at !== null && next === null && review === null && !calling && "nothing will ever settle it"
    );
  },

  "a planned call is always due": ({ decided: { subscription } }) => {
    const { next, attempts } = subscription.memory;
    return (
      attempts.at(-1)?.state === "planned" && next?.do !== "attempt" && "a planned call that nobody makes"
    );
  },

  "a review is opened and closed exactly as it is remembered": ({ before, decided }) => {
    const opens = decided.effects.some((effect) => effect.do === "open_review");
    const closes = decided.effects.some((effect) => effect.do === "close_review");
    const was = before.memory.review !== null;
    const is = decided.subscription.memory.review !== null;
    if (opens && closes) return "one statement opens and closes a review";
    return (
      (opens !== (!was && is) || closes !== (was && !is)) &&
      `review ${was} to ${is}, opens ${opens}, closes ${closes}`
    );
  },

  "charging again is called safe only where it never ran and nothing is in doubt": ({
    decided: { subscription },
  }) => {
    const { outcome, status, memory } = subscription;
    if (!outcome.safe_to_charge_again) return false;
    if (status !== "ended") return `safe while ${status}`;
    const lost = memory.attempts.some(
      ({ kind, state }) => (state === "silent" || state === "sending") && !onlySendsPin(subscription, kind),
    );
    return lost && "safe during a call";
  },

  "versions count every event but a refusal": ({ before, decided }) => {
    const grown = decided.subscription.version - before.version;
    return grown !== (decided.verdict === "refused" ? 0 : 1) && `the version grew by ${grown}`;
  },
};

describe("any history of a subscription keeps the promise that", () => {
  test.each(Object.entries(promises))("%s", { timeout: 600_000 }, (_, promised) => {
    const kept = fc.property(anyHistory, (history) => {
      const steps = play(history);
      for (const [index, step] of steps.entries()) {
        const broken = promised(step);
        if (broken !== false) throw new Error(`${broken}:\n${tell(steps.slice(0, index + 1))}`);
      }
    });
    fc.assert(kept, { numRuns: HISTORIES });
  });
});

function tell(steps: readonly Step[]): string {
  return steps
    .map(({ event, decided: { subscription, because } }) => {
      const { status, memory } = subscription;
      const attempts = memory.attempts.map(({ kind, state }) => `${kind} ${state}`).join(", ");
      const said =
        event.type === "found"
          ? `${event.finding.evidence} ${event.finding.strength} ${event.finding.reading.rule} ${event.finding.standing}`
          : event.type === "change_asked"
            ? event.change
            : "";
      return `  ${event.type} ${said} -> ${status}; ${attempts}; ${memory.next?.do ?? "-"}; ${because ?? ""}`;
    })
    .join("\n");
}
