import { expect, test } from "vitest";
import { providers } from "../providers/index.ts";
import { timingWords } from "./timing-words.ts";

const [real] = providers;

test("a provider's waits are told in hours, minutes and seconds", () => {
  if (real === undefined) throw new Error("There is no provider to take as a model.");
  const timing = {
    ...real.timing,
    inquiry_at: [90, 180],
    deadline: 7_501,
    deadline_unaskable: 240,
    prompt_lives: 60,
    resubmit_after: [30, 60],
  };
  expect(timingWords(timing, { ...real.capabilities, inquiry: "after_answer" })).toEqual([
    "A payer can answer the prompt for 1 minute.",
    "Hakika asks 1 minute 30 seconds after the provider's answer, and again and again until the deadline.",
    "After 2 hours 5 minutes 1 second without an end a person decides.",
    "Where a lost answer left nothing to ask with, after 4 minutes.",
    "A call that never left is made again up to 2 times, first after 30 seconds.",
  ]);
  expect(
    timingWords(
      { ...timing, prompt_lives: null, resubmit_after: [] },
      { ...real.capabilities, inquiry: "never" },
    ),
  ).toEqual(["After 2 hours 5 minutes 1 second without an end a person decides."]);
});
