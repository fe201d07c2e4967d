import { expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import {
  AMOUNT_MINOR,
  born,
  HOUR,
  SECOND,
  submitNumber,
  timed,
  type Untimed,
} from "../../../test/support/operations.ts";
import { reach, situations } from "../../../test/support/situations.ts";
import type { Effect, Event } from "../event.ts";
import { lastAttempt, type Next, type Operation } from "../operation.ts";
import { statuses } from "../outcome.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";

/** When the event comes: a minute after the operation was made, which is later than every situation's history. */
const NOW = born + 60 * SECOND;

/** The table is the state diagram: a change to `decide` shows as changed lines of it. Read every one of them. */
test("every status meets every event", async () => {
  const blocks = situations.map((situation) => {
    const operation = reach(situation);
    const lines = everyEvent(operation).map(([name, event]) =>
      line(operation, name, decide(operation, event)),
    );
    return [`\n# ${situation[0]}: ${standing(operation)}`, ...lines].join("\n");
  });
  const heading = row([
    "status",
    "event",
    "status then, money, what is special",
    "next",
    "effects",
    "verdict",
  ]);
  await expect(`${heading}\n${blocks.join("\n")}\n`).toMatchFileSnapshot("./every-event.txt");
});

test("the situations are what their names say, and no status is forgotten", () => {
  for (const situation of situations)
    expect(situation[0].split(",")[0]?.split(" ")[0]).toBe(reach(situation).status);
  expect(new Set(situations.map((situation) => reach(situation).status))).toEqual(new Set(statuses));
});

/** Answers are about the last call; callbacks and inquiries are about the submit that counts, as the engine asks. */
function everyEvent(operation: Operation): readonly (readonly [name: string, event: Event])[] {
  const call = { attempt: lastAttempt(operation)?.number ?? 1 };
  const submit = { attempt: submitNumber(operation) };
  const earlier = { attempt: submit.attempt - 1 };
  const other = { ...submit, amount_minor: AMOUNT_MINOR + 1n };
  const person = { type: "person_decided", by: "asha", why: "the statement" } as const;
  const events: readonly (readonly [string, Untimed])[] = [
    ["attempt began", { type: "attempt_began" }],
    ["attempt not sent", { type: "attempt_not_sent", cause: "connection refused" }],
    [
      "attempt not sent, of an earlier call",
      { type: "attempt_not_sent", attempt: 0, cause: "connection refused" },
    ],
    ["attempt silent", { type: "attempt_silent", cause: "timed out" }],
    ["attempt silent, of an earlier call", { type: "attempt_silent", attempt: 0, cause: "timed out" }],
    ["answer: completed", found("answer", says.completed, call)],
    ["answer: completed, other amount", found("answer", says.completed, { ...other, ...call })],
    ["answer: withdrawn", found("answer", says.withdrawn, call)],
    ["answer: withdrawn, to be confirmed", found("answer", says.withdrawn_perhaps, call)],
    ["answer: prompt", found("answer", says.prompt, call)],
    ["answer: working", found("answer", says.working, call)],
    ["answer: declined", found("answer", says.declined, call)],
    ["answer: provider down", found("answer", says.down, call)],
    ["answer: throttled", found("answer", says.throttled, call)],
    ["answer: duplicate", found("answer", says.duplicate, call)],
    ["answer: unmapped", found("answer", says.unmapped, call)],
    ["answer: about the call alone", found("answer", says.declined, { ...call, about: "call" })],
    ["callback: completed", found("callback", says.completed, submit)],
    ["callback: completed, other amount", found("callback", says.completed, other)],
    ["callback: completed, attempt before", found("callback", says.completed, earlier)],
    ["callback: declined", found("callback", says.declined, submit)],
    ["callback: declined, attempt before", found("callback", says.declined, earlier)],
    ["callback: working, attempt before", found("callback", says.working, earlier)],
    ["callback: no response", found("callback", says.no_response, submit)],
    ["callback: reserved", found("callback", says.reserved, submit)],
    ["callback: prompt", found("callback", says.prompt, submit)],
    ["callback: broken", found("callback", says.broken, submit)],
    ["callback: completed, unsigned", found("callback", says.completed, { ...submit, strength: "hint" })],
    ["inquiry: completed", found("inquiry", says.completed, submit)],
    ["inquiry: declined", found("inquiry", says.declined, submit)],
    ["inquiry: working", found("inquiry", says.working, submit)],
    ["inquiry: can still be cancelled", found("inquiry", says.waiting, submit)],
    ["inquiry: nobody heard the end", found("inquiry", says.unheard, submit)],
    ["inquiry: reserved", found("inquiry", says.reserved, submit)],
    ["inquiry: on hold", found("inquiry", says.on_hold, submit)],
    ["inquiry: over but unclear", found("inquiry", says.over_but_unclear, submit)],
    ["inquiry: not found", found("inquiry", says.not_found, submit)],
    ["inquiry: about the call alone", found("inquiry", says.down, { ...submit, about: "call" })],
    ["inquiry silent", { type: "inquiry_silent", cause: "timed out" }],
    ["statement: completed", found("statement", says.completed, submit)],
    ["held", { type: "held", because: "provider_busy", until: NOW + 30 * SECOND }],
    ["held past the deadline", { type: "held", because: "provider_busy", until: born + 2 * HOUR }],
    ["deadline passed", { type: "deadline_passed" }],
    ["cancel asked", { type: "cancel_asked" }],
    ["capture asked", { type: "capture_asked" }],
    ["confirm asked", { type: "confirm_asked" }],
    ["sync asked", { type: "sync_asked" }],
    ["resolve asked", { type: "resolve_asked" }],
    ["person: moved", { ...person, decision: "moved" }],
    ["person: not moved", { ...person, decision: "not_moved" }],
    ["person: keep asking", { ...person, decision: "keep_asking" }],
  ];
  const at = (name: string) => (name === "held past the deadline" ? born + HOUR : NOW);
  return events.map(([name, event]) => [name, timed(operation, event, at(name))]);
}

const columns = [17, 35, 35, 16, 56];

function line(before: Operation, event: string, decision: Decision): string {
  const { operation, effects, verdict, because } = decision;
  return row([
    before.status,
    event,
    outcome(operation),
    next(operation.memory.next),
    effects.map(describe).join(", ") || "-",
    because === null ? verdict : `${verdict}: ${because}`,
  ]);
}

function standing(operation: Operation): string {
  const attempts = operation.memory.attempts.map(({ kind, state }) => `${kind} ${state}`).join(", ");
  return `${outcome(operation)}; ${attempts}; ${next(operation.memory.next)}`;
}

function outcome({ status, outcome, memory }: Operation): string {
  const special = [
    outcome.safe_to_charge_again ? "safe" : null,
    memory.doubt ? "doubt" : null,
    memory.resolving,
  ].filter((word) => word !== null);
  return [status, outcome.money, ...special].join(" ");
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(columns[index] ?? 0))
    .join(" | ")
    .trimEnd();
}

function next(step: Next | null): string {
  if (step === null) return "-";
  const seconds = (step.at - NOW) / SECOND;
  return `${step.do.replace("_", " ")} ${seconds > 0 ? `in ${seconds} s` : "now"}`;
}

function describe(effect: Effect): string {
  switch (effect.do) {
    case "announce":
      return `announce ${effect.what}`;
    case "open_review":
      return `open review (${effect.cause})`;
    case "close_review":
      return `close review (${effect.how})`;
    case "free_phone":
      return "free phone";
  }
}
