import { expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import { afterwards, born, newOperation, SECOND } from "../../../test/support/operations.ts";
import type { Event } from "../event.ts";
import { decide } from "./decide.ts";

const expired = { ...says.expired, may_reopen: true } as const;
const terms = { late_after: 60 * SECOND };
const open = afterwards(newOperation(terms), { type: "attempt_began" }, found("answer", says.prompt));
const OPENED = born + 2 * SECOND;

test.each(["inquiry", "callback"] as const)(
  "an end that may reopen is not believed early, by an %s",
  (evidence) => {
    const early = heard(found(evidence, expired), OPENED + 59 * SECOND);
    expect(early).toMatchObject({ status: "processing", outcome: { money: "unknown" } });
    expect(early.memory.next?.do).toBe("inquire");
  },
);

test("the same end is believed when the operation is late, once an inquiry says it", () => {
  const late = heard(found("inquiry", expired), OPENED + 60 * SECOND);
  expect(late).toMatchObject({ status: "failed", outcome: { money: "not_moved" } });
});

test("what did reopen meanwhile is paid", () => {
  const early = heard(found("inquiry", expired), OPENED + 30 * SECOND);
  const paid = decide(early, { ...found("inquiry", says.completed), at: OPENED + 61 * SECOND } as Event);
  expect(paid.operation).toMatchObject({ status: "succeeded", memory: { review: null } });
});

test("a person's statement is believed at once", () => {
  expect(heard(found("statement", expired), OPENED + SECOND).status).toBe("failed");
});

test("where nobody said how long, it is never believed, and a person looks at the deadline", () => {
  const endless = afterwards(newOperation(), { type: "attempt_began" }, found("answer", says.prompt));
  const { operation } = decide(endless, { ...found("inquiry", expired), at: OPENED + 600 * SECOND } as Event);
  expect(operation.status).toBe("processing");
});

function heard(event: ReturnType<typeof found>, at: number) {
  return decide(open, { ...event, at } as Event).operation;
}
