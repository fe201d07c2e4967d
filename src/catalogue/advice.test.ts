import { expect, test } from "vitest";
import { adviceSentence } from "./advice.ts";

test.each([
  [{ action: "none" }, "Nothing is left to do."],
  [{ action: "verify", reference: "same" }, "Ask the provider what happened before anything else."],
  [{ action: "retry_new", reference: "new" }, "Try again as a new attempt. Use a new reference."],
  [
    { action: "retry_later", reference: "new", after_seconds: 3600, max_attempts: 1 },
    "Try again later. Use a new reference. Let 1 hour pass first. At most 1 time.",
  ],
  [{ action: "wait", after_seconds: 300 }, "Wait; it changes by itself. Look again after 5 minutes."],
  [{ action: "wait", after_seconds: 90 }, "Wait; it changes by itself. Look again after 90 seconds."],
] as const)("%o reads as a person would say it", (advice, sentence) => {
  expect(adviceSentence(advice)).toBe(sentence);
});
