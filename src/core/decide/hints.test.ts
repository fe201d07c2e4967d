import { expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import { afterwards, newOperation, type Untimed } from "../../../test/support/operations.ts";

const began: Untimed = { type: "attempt_began" };
const silent: Untimed = { type: "attempt_silent", cause: "timed out" };
const hint = (provider_reference: string | null) =>
  found("callback", says.completed, { strength: "hint", provider_reference });

test("a hint brings the name by which alone a lost operation can be asked about", () => {
  const hinted = afterwards(newOperation({ inquiry: "after_answer" }), began, silent, hint("T-1"));
  expect(hinted).toMatchObject({
    status: "processing",
    memory: { provider_reference: "T-1", next: { do: "inquire" } },
  });
  expect(afterwards(hinted, found("inquiry", says.completed)).status).toBe("succeeded");
});

test("a later hint does not change the name that is known", () => {
  const answered = found("answer", says.prompt, { provider_reference: "T-1" });
  const hinted = afterwards(newOperation({ inquiry: "after_answer" }), began, answered, hint("T-2"));
  expect(hinted.memory.provider_reference).toBe("T-1");
});

test("without a name, or where our own is enough, a hint brings none", () => {
  const lost = (inquiry: "after_answer" | "by_reference", reference: string | null) =>
    afterwards(newOperation({ inquiry }), began, silent, hint(reference)).memory;
  expect(lost("after_answer", null)).toMatchObject({ provider_reference: null, next: { do: "give_up" } });
  expect(lost("by_reference", "T-1")).toMatchObject({ provider_reference: null, next: { do: "inquire" } });
});
