import { describe, expect, test } from "vitest";
import { found, says } from "../../test/support/messages.ts";
import { afterwards, born, newOperation, SECOND } from "../../test/support/operations.ts";
import { canAsk, outcomeOf } from "./operation.ts";
import { noWords } from "./readings.ts";

describe("whether there is anything to ask with", () => {
  const named = found("answer", says.working, { provider_reference: "KLM-1" });

  test.each([
    ["by our reference, always", "by_reference", true, true],
    ["by the provider's, once it has told us", "after_answer", false, true],
    ["never", "never", false, false],
  ] as const)("%s", (_, inquiry, before, afterAnswer) => {
    const sent = afterwards(newOperation({ inquiry }), { type: "attempt_began" });
    expect(canAsk(sent)).toBe(before);
    expect(canAsk(afterwards(sent, named))).toBe(afterAnswer);
  });

  test("not by what a hint says, for anybody may have sent it", () => {
    const sent = afterwards(newOperation({ inquiry: "after_answer" }), { type: "attempt_began" });
    const forged = found("callback", says.completed, { provider_reference: "KLM-9", strength: "hint" });
    expect(canAsk(afterwards(sent, forged))).toBe(false);
  });
});

describe("the outcome says what was read", () => {
  const from = { evidence: "answer", at: born, provider: noWords, safe: false } as const;

  test("with the advice's pause as a time on the database's clock", () => {
    const later = {
      ...says.down,
      advice: { action: "retry_later", reference: "new", after_seconds: 3600 },
    } as const;
    expect(outcomeOf(later, from).advice).toEqual({
      action: "retry_later",
      reference: "new",
      not_before: new Date(born + 3600 * SECOND).toISOString(),
      max_attempts: null,
    });
  });

  test("with the row and the evidence that it rests on", () => {
    expect(outcomeOf(says.declined, from)).toMatchObject({
      reason: "payment_not_approved",
      basis: { rule: "kilima/declined", evidence: "answer", at: new Date(born).toISOString() },
      safe_to_charge_again: false,
    });
  });
});
