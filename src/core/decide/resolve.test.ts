import { describe, expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import {
  afterwards,
  born,
  newOperation,
  SECOND,
  timed,
  type Untimed,
} from "../../../test/support/operations.ts";
import type { Event } from "../event.ts";
import type { Operation } from "../operation.ts";
import { decide } from "./decide.ts";

const began: Untimed = { type: "attempt_began" };
const resolve: Untimed = { type: "resolve_asked" };
const silent: Untimed = { type: "attempt_silent", cause: "timed out" };
const asked = { next: { do: "inquire", at: born + 3 * SECOND } };

const sent = afterwards(newOperation({ can_cancel: true }), began, found("answer", says.working));
const disputed = afterwards(sent, resolve);
const cancelling = afterwards(disputed, found("inquiry", says.waiting), began);

function refusal(operation: Operation): string | null {
  const { verdict, because } = decide(operation, { ...resolve, at: born } as Event);
  return verdict === "refused" ? because : null;
}

describe("a dispute begins with a question", () => {
  test("which is asked at once, and nothing is cancelled before its answer", () => {
    expect(decide(sent, { ...resolve, at: born + 3 * SECOND } as Event).operation.memory).toMatchObject(
      asked,
    );
    expect(disputed.memory.attempts).toHaveLength(1);
  });

  test.each([
    ["nothing was sent", newOperation({ can_cancel: true }), "Nothing was sent yet"],
    ["it has ended", afterwards(sent, found("inquiry", says.completed)), "It has ended"],
    ["the provider cannot cancel", afterwards(newOperation(), began), "no way to withdraw"],
    ["a call is under way", afterwards(newOperation({ can_cancel: true }), began), "under way"],
    [
      "there is nothing to ask with",
      afterwards(newOperation({ can_cancel: true, inquiry: "never" }), began, silent),
      "nothing to ask",
    ],
    [
      "a person has to decide",
      afterwards(sent, found("callback", says.completed, { amount_minor: 1n })),
      "person",
    ],
    [
      "the money is held",
      afterwards(
        newOperation({ can_cancel: true, capture: "manual" }),
        began,
        found("callback", says.reserved),
      ),
      "held",
    ],
  ])("and is refused where %s", (_, operation, because) => {
    expect(refusal(operation)).toContain(because);
  });

  test("and asked for twice it is one dispute", () => {
    expect(afterwards(cancelling, silent, resolve).memory.resolving).toBe("cancelling");
  });
});

describe("what the answer says decides", () => {
  test("from where it can be cancelled, that is done at once", () => {
    const told = afterwards(disputed, found("inquiry", says.waiting));
    expect(told.memory.attempts.at(-1)).toMatchObject({ kind: "cancel", state: "planned" });
    expect(told.memory).toMatchObject({ resolving: "cancelling", next: { do: "attempt" } });
  });

  test.each([
    ["it is being worked on", says.working],
    ["nobody heard how it ended", says.unheard],
    ["the code is unknown", says.unmapped],
  ])("where %s, nothing is cancelled and the dispute is over", (_, reading) => {
    const told = afterwards(disputed, found("inquiry", reading));
    expect(told.memory.attempts).toHaveLength(1);
    expect(told).toMatchObject({ status: "processing", memory: { resolving: null } });
  });

  test.each([
    ["a callback", found("callback", says.waiting)],
    ["an answer about the question alone", found("inquiry", says.waiting, { about: "call" })],
    ["an answer that contradicts itself", found("inquiry", says.waiting, { strength: "hint" })],
    ["no answer", { type: "inquiry_silent", cause: "timed out" } as const],
  ])("%s is not enough, so the dispute goes on", (_, heard) => {
    const told = afterwards(disputed, heard);
    expect(told.memory.attempts).toHaveLength(1);
    expect(told.memory).toMatchObject({ resolving: "asking", next: { do: "inquire" } });
  });

  test("an end is believed, and that is all", () => {
    expect(afterwards(disputed, found("inquiry", says.completed))).toMatchObject({
      status: "succeeded",
      memory: { resolving: null, next: null },
    });
  });
});

describe("after the cancel the provider is asked again, at once", () => {
  const answer = (reading: Parameters<typeof found>[1]) => found("answer", reading, { attempt: 2 });
  test.each([
    ["was lost", silent],
    ["never left", { type: "attempt_not_sent", cause: "connection refused" } as const],
    ["says that it came too late", answer(says.duplicate)],
    ["says that it took effect, in a row that an inquiry has to confirm", answer(says.withdrawn_perhaps)],
    ["is refused", answer(says.declined)],
  ])("where its answer %s", (_, end) => {
    const again = decide(cancelling, timed(cancelling, end, born + 9 * SECOND)).operation;
    expect(again).toMatchObject({ status: "processing" });
    expect(again.memory.next).toEqual({ do: "inquire", at: born + 9 * SECOND });
  });

  const again = afterwards(cancelling, answer(says.withdrawn_perhaps));
  test.each([
    ["cancelled", says.withdrawn_perhaps, "cancelled"],
    ["delivered, for the cancel lost the race", says.completed, "succeeded"],
    ["still waiting", says.waiting, "processing"],
  ])("and only that answer is believed: %s", (_, reading, status) => {
    const told = afterwards(again, found("inquiry", reading));
    expect(told).toMatchObject({ status, memory: { resolving: null } });
    expect(told.memory.attempts).toHaveLength(2);
  });

  test("an inquiry that was on its way before the cancel had ended is not that answer", () => {
    expect(afterwards(cancelling, found("inquiry", says.working)).memory.resolving).toBe("cancelling");
  });
});
