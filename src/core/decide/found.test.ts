import { describe, expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import { AMOUNT_MINOR, afterwards, newOperation, type Untimed } from "../../../test/support/operations.ts";

const began: Untimed = { type: "attempt_began" };
const silent: Untimed = { type: "attempt_silent", cause: "timed out" };
const deadline: Untimed = { type: "deadline_passed" };
const sync: Untimed = { type: "sync_asked" };
const hint = { strength: "hint" } as const;

describe("a message about the submit counts, whatever was asked since", () => {
  test.each([
    ["a PIN", { challenge: "pin" }, says.prompt, "confirm_asked"],
    ["a capture", { capture: "manual" }, says.reserved, "capture_asked"],
    ["a cancel", { can_cancel: true }, says.prompt, "cancel_asked"],
  ] as const)("while %s is under way", (_, terms, answered, asked) => {
    const calling = afterwards(newOperation(terms), began, found("answer", answered), { type: asked }, began);
    expect(afterwards(calling, found("callback", says.completed)).status).toBe("succeeded");
    expect(afterwards(calling, found("callback", says.declined)).status).toBe("failed");
  });
});

describe("an answer always ends its call", () => {
  test.each([
    ["is about the call alone", { about: "call" } as const],
    ["contradicts itself", hint],
  ])("one that %s says no more than silence", (_, weakness) => {
    const answered = afterwards(newOperation(), began, found("answer", says.declined, weakness));
    expect(answered.memory).toMatchObject({
      silence: true,
      attempts: [{ state: "silent" }],
      next: { do: "inquire" },
    });
  });

  test("even where a person has to decide first", () => {
    const differs = found("callback", says.completed, { amount_minor: AMOUNT_MINOR + 1n });
    const answered = afterwards(newOperation(), began, differs, found("answer", says.completed));
    expect(answered.memory.attempts).toMatchObject([{ state: "open" }]);
  });
});

describe("an inquiry is made once for each time that it is due", () => {
  const reconciling = afterwards(newOperation({ inquiry_at: [] }), began, silent, deadline);

  test("one that contradicts itself waits for the next rung", () => {
    const asked = afterwards(newOperation(), began, silent, sync, found("inquiry", says.completed, hint));
    expect(asked.memory.next).toMatchObject({ do: "inquire" });
    expect(asked.memory.next?.at).toBeGreaterThan(asked.memory.opened_at ?? 0);
  });

  test.each([
    ["is lost", { type: "inquiry_silent", cause: "timed out" } as const],
    ["finds nothing", found("inquiry", says.not_found)],
    ["speaks of itself", found("inquiry", says.down, { about: "call" })],
    ["is still undecided", found("inquiry", says.working)],
  ])("in reconciliation too, when it %s", (_, end) => {
    expect(afterwards(reconciling, sync, end).memory.next).toBeNull();
  });

  test("a hint brings one forward even after the deadline", () => {
    const hinted = afterwards(reconciling, found("callback", says.completed, hint));
    expect(hinted).toMatchObject({ status: "in_reconciliation", memory: { next: { do: "inquire" } } });
    expect(afterwards(hinted, found("inquiry", says.completed))).toMatchObject({
      status: "succeeded",
      memory: { review: null },
    });
  });
});

describe("words that sound like an end, and are none", () => {
  test.each([
    ["final, and nobody knows what became of the money", says.over_but_unclear],
    ["a duplicate, which speaks of an earlier request", says.duplicate],
    ["completed, by a call that moves no money", { ...says.completed, money: "none" } as const],
    ["completed, but the row is known to flip", { ...says.completed, confirm_by_inquiry: true }],
    ["declined, but the row is known to flip", says.no_response],
  ])("%s", (_, reading) => {
    const told = afterwards(newOperation(), began, found("callback", reading));
    expect(told).toMatchObject({
      status: "processing",
      outcome: { finality: "unresolved", money: "unknown", advice: { action: "verify" } },
      memory: { next: { do: "inquire" } },
    });
    expect(told.outcome.category).not.toBe("completed");
  });

  test("not found, where what was lost may still arrive", () => {
    const asked = afterwards(newOperation(), began, silent, found("inquiry", says.not_found));
    expect(asked).toMatchObject({ status: "processing", memory: { next: { do: "inquire" } } });
  });

  test("reserved, by a provider that captures by itself", () => {
    const told = afterwards(newOperation({ capture: "automatic" }), began, found("callback", says.reserved));
    expect(told).toMatchObject({ status: "processing", memory: { next: { do: "inquire" } } });
  });
});

describe("another submit is planned", () => {
  const refused = afterwards(newOperation(), began, found("answer", says.down));

  test("when the answer to the call proves that nothing started", () => {
    expect(refused.memory.attempts).toMatchObject([{ state: "not_started" }, { state: "planned" }]);
  });

  test("but not when that row counts only after an inquiry", () => {
    const flips = { ...says.down, confirm_by_inquiry: true };
    expect(afterwards(newOperation(), began, found("answer", flips)).memory.attempts).toHaveLength(1);
  });

  test("but not when a callback said before that it had started", () => {
    const heard = afterwards(
      newOperation(),
      began,
      found("callback", says.prompt),
      found("answer", says.down),
    );
    expect(heard.memory.attempts).toMatchObject([{ state: "open" }]);
  });

  test("but not when somebody said before that it may have been done unseen", () => {
    const heard = afterwards(
      newOperation(),
      began,
      found("callback", says.unheard, hint),
      found("answer", says.down),
    );
    expect(heard.memory).toMatchObject({ doubt: true, attempts: [{ state: "open" }] });
  });

  test.each([
    ["a proof", says.working, {}],
    ["a hint of success", says.completed, hint],
  ])("and stopped by %s that the first had started after all", (_, reading, strength) => {
    const stopped = afterwards(refused, found("callback", reading, strength));
    expect(stopped).toMatchObject({ status: "processing", memory: { next: { do: "inquire" } } });
    expect(afterwards(stopped, began)).toMatchObject({
      status: "processing",
      memory: { next: { do: "inquire" } },
    });
    expect(afterwards(stopped, found("inquiry", says.completed)).status).toBe("succeeded");
  });

  test("and a person looks, when the first moved the money while the second was under way", () => {
    const twice = afterwards(refused, began, found("callback", says.completed));
    expect(twice).toMatchObject({ status: "succeeded", memory: { review: { cause: "second_charge" } } });
  });
});

describe("after the end", () => {
  const captured = [began, found("callback", says.reserved), { type: "capture_asked" }, began] as const;
  const capturing = afterwards(newOperation({ capture: "manual" }), ...captured);
  const succeeded = afterwards(capturing, found("answer", says.completed, { attempt: 2 }));

  test("the submit's own callback is no second charge where a capture ended it", () => {
    expect(afterwards(succeeded, found("callback", says.completed)).memory.review).toBeNull();
  });

  test("a doubled callback of a row that flips contradicts nothing", () => {
    const confirmed = afterwards(
      newOperation(),
      began,
      found("callback", says.no_response),
      found("inquiry", says.completed),
    );
    expect(afterwards(confirmed, found("callback", says.no_response)).memory.review).toBeNull();
  });

  test("an inquiry that was overtaken and found nothing contradicts nothing", () => {
    expect(afterwards(succeeded, found("inquiry", says.not_found)).memory.review).toBeNull();
  });

  test("a cancel that took effect after all contradicts the success", () => {
    const cancelling = afterwards(
      newOperation({ can_cancel: true }),
      began,
      found("answer", says.prompt),
      { type: "cancel_asked" },
      began,
    );
    const both = afterwards(
      cancelling,
      found("callback", says.completed),
      found("answer", says.withdrawn, { attempt: 2 }),
    );
    expect(both).toMatchObject({ status: "succeeded", memory: { review: { cause: "contradiction" } } });
  });

  test("charging again is not called safe while a contradiction is looked at", () => {
    const failed = afterwards(newOperation(), began, found("answer", says.declined));
    expect(failed.outcome.safe_to_charge_again).toBe(true);
    expect(afterwards(failed, found("callback", says.completed))).toMatchObject({
      status: "failed",
      outcome: { safe_to_charge_again: false },
      memory: { review: { cause: "contradiction" } },
    });
  });

  test("a receipt that comes late is kept", () => {
    expect(afterwards(succeeded, found("callback", says.completed, { receipt: "R-1" })).memory.receipt).toBe(
      "R-1",
    );
  });
});
