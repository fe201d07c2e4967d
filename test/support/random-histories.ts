import fc from "fast-check";
import { decide } from "../../src/core/decide/decide.ts";
import type { Decision } from "../../src/core/decide/decision.ts";
import type { Event } from "../../src/core/event.ts";
import { type Operation, operationKinds, type Terms } from "../../src/core/operation.ts";
import { everyCombination } from "./every-combination.ts";
import { born, HOUR, newOperation, SECOND, timed, type Untimed } from "./operations.ts";
import { anyMessage } from "./random-messages.ts";
import { situations } from "./situations.ts";

export interface History {
  readonly terms: Partial<Terms>;
  readonly kind: Operation["kind"];
  readonly happenings: readonly Happening[];
}

export interface Happening {
  readonly name: string;
  readonly in_ms: number;
  /** May depend on what stands by then, such as the attempt that a message is about. */
  readonly event: (operation: Operation) => Untimed;
}

/** One event and what was decided upon it. */
export interface Step {
  readonly name: string;
  readonly before: Operation;
  readonly event: Event;
  readonly decision: Decision;
}

export function play({ terms, kind, happenings }: History): readonly Step[] {
  const steps: Step[] = [];
  let operation = newOperation(terms, kind);
  let now = born;
  for (const { name, in_ms, event: of } of happenings) {
    now += in_ms;
    const event = timed(operation, of(operation), now);
    const decision = decide(operation, event);
    steps.push({ name, before: operation, event, decision });
    operation = decision.operation;
  }
  return steps;
}

/** The steps as a person reads them, for the counterexample that fast-check has made as short as it can. */
export function tell(steps: readonly Step[]): string {
  return steps.map(({ name, decision }) => `  ${name}\n    -> ${standing(decision.operation)}`).join("\n");
}

function standing({ status, outcome, memory }: Operation): string {
  const attempts = memory.attempts.map(({ kind, state }) => `${kind} ${state}`).join(", ");
  const next = memory.next === null ? "nothing next" : `next: ${memory.next.do}`;
  const review = memory.review === null ? "" : `; review: ${memory.review.cause}`;
  const safe = outcome.safe_to_charge_again ? ", safe to charge again" : "";
  const doubt = memory.doubt ? "; in doubt" : "";
  const dispute = memory.resolving === null ? "" : `; disputed: ${memory.resolving}`;
  return `${status}, money ${outcome.money}${safe}; ${attempts}; ${next}${review}${doubt}${dispute}`;
}

/** Any order at all: hostile, senseless, late, doubled, from wherever an operation can stand. */
export function anyHistory(): fc.Arbitrary<History> {
  const HAPPENINGS_MAX = 12;
  return fc
    .record({
      start: fc.oneof(anyStart, someSituation),
      kind: fc.constantFrom(...operationKinds),
      and_then: fc.array(fc.oneof(anyAct, anyMessageSometime), { maxLength: HAPPENINGS_MAX, size: "max" }),
    })
    .map(({ start, kind, and_then }) => ({ ...start, kind, happenings: [...start.happenings, ...and_then] }))
    .map((history) => Object.assign(history, { [fc.toStringMethod]: () => "the history below" }));
}

const anyStart = fc
  .constantFrom(
    ...everyCombination<
      Pick<Terms, "capture" | "challenge" | "inquiry" | "can_cancel" | "resubmit_after" | "repeatable">
    >({
      capture: ["automatic", "manual"],
      challenge: ["prompt", "none", "pin", "redirect"],
      inquiry: ["by_reference", "after_answer", "never"],
      can_cancel: [false, true],
      resubmit_after: [[10 * SECOND, 30 * SECOND], []],
      repeatable: [[], ["capture", "cancel"]],
    }),
  )
  .map((terms) => ({ terms, happenings: [] as readonly Happening[] }));

const someSituation = fc.constantFrom(...situations).map(([name, terms, history]) => ({
  terms,
  happenings: history.map((event, index) => ({
    name: `${event.type} (on the way to "${name}", ${index + 1} of ${history.length})`,
    in_ms: SECOND,
    event: () => event,
  })),
}));

const anyPause = fc.constantFrom(SECOND, 0, 7 * SECOND, HOUR);

const who = { by: "asha", why: "the statement" };

const anyAct: fc.Arbitrary<Happening> = fc
  .record({
    in_ms: anyPause,
    // What lets an operation go on comes more often, or most histories would not leave the beginning.
    act: fc.constantFrom<Untimed>(
      { type: "attempt_began" },
      { type: "attempt_began" },
      { type: "attempt_began" },
      { type: "attempt_not_sent", cause: "connection refused" },
      { type: "attempt_silent", cause: "timed out" },
      { type: "inquiry_silent", cause: "timed out" },
      { type: "held", because: "phone_locked", until: born + 90 * SECOND },
      { type: "deadline_passed" },
      { type: "cancel_asked" },
      { type: "capture_asked" },
      { type: "confirm_asked" },
      { type: "sync_asked" },
      { type: "resolve_asked" },
      { type: "person_decided", decision: "moved", ...who },
      { type: "person_decided", decision: "not_moved", ...who },
      { type: "person_decided", decision: "keep_asking", ...who },
    ),
  })
  .map(({ act, in_ms }) => {
    const name = act.type === "person_decided" ? `${act.type}: ${act.decision}` : act.type;
    return { name, in_ms, event: () => act };
  });

const anyMessageSometime: fc.Arbitrary<Happening> = fc
  .tuple(anyMessage, anyPause)
  .map(([message, in_ms]) => ({ ...message, in_ms }));
