import { describe, expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import {
  afterwards,
  born,
  HOUR,
  MINUTE,
  newOperation,
  SECOND,
  timed,
  type Untimed,
} from "../../../test/support/operations.ts";
import type { Event } from "../event.ts";
import type { RowAdvice } from "../outcome.ts";
import { decide } from "./decide.ts";

const began: Untimed = { type: "attempt_began" };
const notSent = { type: "attempt_not_sent", cause: "connection refused" } as const;
const down = (attempt: number) => found("answer", says.down, { attempt });

describe("a submit that started nothing is made again", () => {
  const terms = { resubmit_after: [10 * SECOND, 30 * SECOND] };

  test("after the provider's waits, and ends as failed when they are used up", () => {
    const once = afterwards(newOperation(terms), began, notSent);
    expect(once.memory.next).toEqual({ do: "attempt", at: born + 12 * SECOND });
    const twice = afterwards(once, began, down(2));
    expect(twice.memory.next).toEqual({ do: "attempt", at: born + 32 * SECOND });
    const thrice = afterwards(twice, began, notSent);
    expect(thrice).toMatchObject({ status: "failed", outcome: { safe_to_charge_again: true } });
    expect(thrice.memory.attempts).toHaveLength(3);
  });

  test("no more often than the row allows", () => {
    const once_more = { ...says.down, advice: { ...says.down.advice, max_attempts: 1 } };
    const once = afterwards(newOperation(terms), began, found("answer", once_more));
    expect(once.status).toBe("queued");
    expect(afterwards(once, began, found("answer", once_more, { attempt: 2 })).status).toBe("failed");
  });
});

describe("a call that another node has given up", () => {
  const asked: Untimed = { type: "attempt_began", only_confirm_charges: true };
  const silent = { type: "attempt_silent", cause: "taken over" } as const;
  const confirming = afterwards(
    newOperation({ challenge: "pin" }),
    asked,
    silent,
    { type: "confirm_asked" },
    began,
  );

  test.each<readonly [string, Untimed]>([
    ["that it never left", { ...notSent, attempt: 1 }],
    ["that its answer is missing", { ...silent, attempt: 1 }],
  ])("and whose node tells late %s, says nothing of the call that was made since", (_what, late) => {
    const { verdict, operation } = decide(confirming, timed(confirming, late, born + MINUTE));
    expect([verdict, operation.memory]).toEqual(["ignored", confirming.memory]);
    const lost = afterwards(operation, { type: "attempt_silent", cause: "TIMEOUT", attempt: 2 });
    expect(lost).toMatchObject({ status: "processing", outcome: { safe_to_charge_again: false } });
  });
});

describe("a submit that came too often", () => {
  const throttled = (attempt: number, advice: Partial<RowAdvice> = {}) => {
    const reading = { ...says.throttled, advice: { ...says.throttled.advice, ...advice } };
    return found("answer", reading, { attempt });
  };
  const terms = { resubmit_after: [10 * SECOND], deadline: HOUR };

  test("goes on being made when the provider's waits are used up, ever after their last or a hundredth of its time", () => {
    const once = afterwards(newOperation(terms), began, throttled(1));
    expect(once.memory.next).toEqual({ do: "attempt", at: born + 12 * SECOND });
    const twice = afterwards(once, began, throttled(2));
    expect(twice).toMatchObject({
      status: "queued",
      memory: { next: { do: "attempt", at: born + 2 * SECOND + 36 * SECOND } },
    });
  });

  test("waits as long as the answer says", () => {
    const once = afterwards(newOperation(terms), began, throttled(1, { after_seconds: 60 }));
    expect(once.memory.next).toEqual({ do: "attempt", at: born + 62 * SECOND });
  });

  test("ends as failed only where its next turn would come after the deadline, and is safe to make again", () => {
    const sending = (at: number) =>
      afterwards({ ...newOperation(terms), created_at: born + 2 * SECOND + 10 * SECOND - HOUR + at }, began);
    expect(afterwards(sending(1), throttled(1)).status).toBe("queued");
    expect(decide(sending(0), { ...throttled(1), at: born + 2 * SECOND } as Event).operation).toMatchObject({
      status: "failed",
      outcome: { category: "throttled", safe_to_charge_again: true },
    });
  });
});

test("a confirm that came too often leaves the payer where they were", () => {
  const asked = { ...began, only_confirm_charges: true } as const;
  const waiting = afterwards(newOperation({ challenge: "pin" }), asked, found("answer", says.prompt));
  const throttled = found("answer", { ...says.down, category: "throttled" }, { attempt: 2 });
  expect(afterwards(waiting, { type: "confirm_asked" }, began, throttled).status).toBe("awaiting_payer");
});

describe("an operation whose turn does not come", () => {
  const held = (at: number): Event => ({ type: "held", because: "phone_locked", until: at + MINUTE, at });

  test("waits, and nobody is called", () => {
    const { operation } = decide(newOperation(), held(born));
    expect(operation).toMatchObject({
      status: "queued",
      memory: { next: { do: "attempt", at: born + MINUTE } },
    });
  });

  test("fails at the deadline, which is safe because nothing was ever sent", () => {
    const { operation } = decide(newOperation({ deadline: HOUR }), held(born + HOUR));
    expect(operation).toMatchObject({
      status: "failed",
      outcome: { category: "expired", safe_to_charge_again: true },
      memory: { attempts: [{ state: "not_started" }] },
    });
  });
});

describe("the phone is free for other prompts", () => {
  const lock = { phone_lock_after_silence: 3 * MINUTE };

  test.each([
    ["at once when the payer answered", says.declined, born + 2 * SECOND],
    ["later when the prompt may still stand on a slow handset", says.expired, born + SECOND + 3 * MINUTE],
  ])("%s", (_, reading, at) => {
    const sending = afterwards(newOperation(lock), began);
    const { effects } = decide(sending, { ...found("callback", reading), at: born + 2 * SECOND } as Event);
    expect(effects).toContainEqual({ do: "free_phone", at });
  });
});

test("only the one whose word was applied may make the call", () => {
  const first = decide(newOperation(), { type: "attempt_began", at: born });
  expect(first.verdict).toBe("applied");
  expect(decide(first.operation, { type: "attempt_began", at: born }).verdict).toBe("ignored");
});
