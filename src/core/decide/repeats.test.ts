import { describe, expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import { afterwards, born, newOperation, SECOND, type Untimed } from "../../../test/support/operations.ts";
import type { Event } from "../event.ts";
import { lastAttempt } from "../operation.ts";
import { decide } from "./decide.ts";

const began: Untimed = { type: "attempt_began" };
const silent: Untimed = { type: "attempt_silent", cause: "timed out" };
const notSent: Untimed = { type: "attempt_not_sent", cause: "connection refused" };
const heldStill = found("inquiry", says.reserved);

/** A refusal in a provider's own words, with the word that the money is held as before. */
const refused = { ...says.declined, finality: "interim", money: "reserved" } as const;
const closed = { ...refused, category: "provider_down", reason: "provider_maintenance" } as const;

const terms = { capture: "manual", can_cancel: true } as const;

function calling(what: "capture" | "cancel", repeatable: readonly ("capture" | "cancel")[] = []) {
  const asked: Untimed = { type: `${what}_asked` };
  const held = newOperation({ ...terms, repeatable });
  return afterwards(held, began, found("callback", says.reserved), asked, began);
}

const kinds = ["capture", "cancel"] as const;

describe.each(kinds)("a %s that is refused while the money stays held", (kind) => {
  const after = afterwards(calling(kind), found("answer", refused, { attempt: 2 }));

  test("leaves it held, tells why, and may be asked for again", () => {
    expect(after).toMatchObject({
      status: "reserved",
      outcome: { category: refused.category, money: "reserved" },
      memory: { cancel_asked: false, next: { do: "inquire" } },
    });
    expect(afterwards(after, heldStill).outcome).toEqual(after.outcome);
    for (const next of kinds)
      expect(decide(after, { type: `${next}_asked`, at: born } as Event).verdict).toBe("applied");
  });

  test("by a provider that is closed is made anew under another name, until patience is used up", () => {
    const waiting = afterwards(calling(kind), found("answer", closed, { attempt: 2 }));
    expect(waiting).toMatchObject({
      status: "reserved",
      outcome: { reason: "provider_maintenance", advice: { action: "wait" } },
      memory: {
        attempts: [{}, { kind, state: "ended" }, { number: 3, kind, state: "planned" }],
        next: { do: "attempt", at: born + 11 * SECOND },
      },
    });
    const third = afterwards(waiting, began, found("answer", closed, { attempt: 3 }), began);
    expect(afterwards(third, found("answer", closed, { attempt: 4 }))).toMatchObject({
      status: "reserved",
      memory: { attempts: { length: 4 }, next: { do: "inquire" } },
    });
  });
});

test.each(kinds)("a capture that waits for its provider to open gives way to a %s", (asked) => {
  const waiting = afterwards(calling("capture"), found("answer", closed, { attempt: 2 }));
  const instead = decide(waiting, { type: `${asked}_asked`, at: born + 2 * SECOND } as Event);
  expect(instead.operation.memory).toMatchObject({
    attempts: [{}, {}, { number: 3, state: "not_started" }, { number: 4, kind: asked, state: "planned" }],
    next: { do: "attempt", at: born + 2 * SECOND },
  });
  const due = decide(waiting, { type: `${asked}_asked`, at: born + 11 * SECOND } as Event);
  expect(due.verdict).toBe("refused");
});

test("an answer that leaves open what it means is no refusal, whatever it says of the money", () => {
  for (const finality of ["unresolved", "provisional"] as const) {
    const doubtful = afterwards(calling("capture"), found("answer", { ...closed, finality }, { attempt: 2 }));
    expect(doubtful).toMatchObject({ status: "processing", memory: { attempts: { length: 2 } } });
  }
});

test("a cancel that is refused of what is not held changes nothing but that it was made", () => {
  const prompted = afterwards(newOperation(terms), began, found("answer", says.prompt));
  const cancelling = afterwards(prompted, { type: "cancel_asked" }, began);
  for (const reading of [refused, closed])
    expect(afterwards(cancelling, found("answer", reading, { attempt: 2 }))).toMatchObject({
      status: "awaiting_payer",
      outcome: prompted.outcome,
      memory: { attempts: { length: 2 }, cancel_asked: false, next: { do: "inquire" } },
    });
});

describe.each(kinds)("a lost %s, where the provider knows a call again by its name", (kind) => {
  const lost = afterwards(calling(kind, kinds), silent);
  const again = afterwards(lost, heldStill);

  test("is sent once more under that name as soon as the money is found to be held", () => {
    expect(lost).toMatchObject({ status: "processing", memory: { next: { do: "inquire" } } });
    expect(again).toMatchObject({
      status: "processing",
      memory: { attempts: [{}, { number: 2, kind, state: "planned" }], next: { do: "attempt" } },
    });
    const done = kind === "capture" ? says.completed : says.withdrawn;
    expect(afterwards(again, began, found("answer", done, { attempt: 2 })).status).toBe(
      kind === "capture" ? "succeeded" : "cancelled",
    );
  });

  test("is not sent while nobody knows how the money stands, nor on the word of a notification", () => {
    for (const told of [
      found("inquiry", says.working),
      found("inquiry", says.declined, { about: "call" }),
      found("callback", says.reserved),
    ])
      expect(lastAttempt(afterwards(lost, told))?.state).toBe("silent");
  });

  test.each([
    ["never leaves", notSent],
    ["is lost as well", silent],
    ["is refused", found("answer", refused, { attempt: 2 })],
    ["is refused for the hour", found("answer", closed, { attempt: 2 })],
    ["is refused for good", found("answer", says.declined, { attempt: 2 })],
    ["is called a duplicate", found("answer", says.duplicate, { attempt: 2 })],
  ])("that %s may still have done its work the first time, and is asked about", (_, end) => {
    const doubtful = afterwards(again, began, end);
    expect(doubtful).toMatchObject({
      status: "processing",
      memory: { cancel_asked: kind === "cancel", next: { do: "inquire" } },
    });
    expect(lastAttempt(doubtful)).toMatchObject({ number: 2, state: "silent" });
    expect(lastAttempt(afterwards(doubtful, heldStill))).toMatchObject({ number: 2, state: "planned" });
  });

  test("that is sent again is not the merchant's to take or free, and not asked about in a circle", () => {
    const sending = afterwards(again, began);
    expect(afterwards(sending, found("callback", says.reserved)).status).toBe("processing");
    for (const reading of [says.unmapped, says.duplicate, says.withdrawn_perhaps]) {
      const { next } = afterwards(sending, found("answer", reading, { attempt: 2 })).memory;
      expect(next?.at).toBeGreaterThan(born + SECOND);
    }
  });

  test("that is planned again when the end is told is not thought never to have left", () => {
    expect(lastAttempt(afterwards(again, found("callback", says.completed)))?.state).toBe("silent");
  });
});

test("a lost capture is not sent again where the provider may take it for another one", () => {
  const asked = afterwards(calling("capture"), silent, heldStill);
  expect(asked).toMatchObject({ status: "processing", memory: { next: { do: "inquire" } } });
});
