import { describe, expect, test } from "vitest";
import { says } from "../../test/support/messages.ts";
import { finalStatuses, isFinalStatus, provesNotCharged, statuses } from "./outcome.ts";

describe("what proves that nobody was charged", () => {
  test.each([says.declined, says.down, says.withdrawn, says.expired])("$rule", (reading) => {
    expect(provesNotCharged(reading)).toBe(true);
  });
});

describe("what does not", () => {
  test.each([
    ["money that moved", says.completed],
    ["an end that leaves the money unknown", says.over_but_unclear],
    ["what may still change", { ...says.declined, finality: "interim" }],
    ["what is known to be reopened", { ...says.declined, finality: "provisional" }],
    ["a duplicate, which speaks of an earlier request", { ...says.duplicate, advice: { action: "none" } }],
    ["advice to verify", { ...says.declined, advice: { action: "verify" } }],
    ["advice to wait", { ...says.declined, advice: { action: "wait" } }],
    ["advice to call a person", { ...says.declined, advice: { action: "escalate" } }],
  ] as const)("%s", (_, reading) => {
    expect(provesNotCharged(reading)).toBe(false);
  });
});

test("three statuses are final", () => {
  expect(statuses.filter(isFinalStatus)).toEqual(finalStatuses);
});
