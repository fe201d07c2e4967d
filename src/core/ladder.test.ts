import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { born, HOUR, MINUTE, newOperation, SECOND } from "../../test/support/operations.ts";
import { nextStep } from "./ladder.ts";
import type { Memory, Operation, Terms } from "./operation.ts";

/** An operation that opened when it was born. */
function opened(terms: Partial<Terms>, memory: Partial<Memory> = {}): Operation {
  const operation = newOperation(terms);
  return { ...operation, memory: { ...operation.memory, opened_at: born, ...memory } };
}

const seconds = (...rungs: number[]) => rungs.map((rung) => rung * SECOND);

describe("the inquiry ladder", () => {
  const operation = opened({ inquiry_at: seconds(5, 15, 30), deadline: MINUTE });

  test.each([
    ["begins with the first rung", 0, 5],
    ["climbs one rung after the other", 5, 15],
    ["takes the rung that comes next, wherever the last inquiry was made", 7, 15],
    ["repeats the last interval past its end", 30, 45],
    ["does not make up for rungs that were missed", 41, 45],
  ])("%s", (_, now, due) => {
    const step = nextStep(operation, born + now * SECOND);
    expect(step).toEqual({ do: "inquire", at: born + due * SECOND });
  });

  test("ends at the deadline, where no rung is left before it", () => {
    expect(nextStep(operation, born + 45 * SECOND)).toEqual({ do: "give_up", at: born + MINUTE });
  });

  test("gives up at once when the deadline has passed meanwhile", () => {
    expect(nextStep(operation, born + HOUR)).toEqual({ do: "give_up", at: born + HOUR });
  });

  test("counts from now where nothing has opened yet", () => {
    const fresh = opened({ inquiry_at: seconds(5) }, { opened_at: null });
    expect(nextStep(fresh, born + HOUR)).toEqual({ do: "inquire", at: born + HOUR + 5 * SECOND });
  });

  test("without any rung leaves only the deadline", () => {
    expect(nextStep(opened({ inquiry_at: [], deadline: HOUR }), born)).toEqual({
      do: "give_up",
      at: born + HOUR,
    });
  });
});

describe("where nothing is left to ask with, only the shorter deadline counts", () => {
  const terms = { deadline: HOUR, deadline_unaskable: 10 * MINUTE };

  test.each([
    ["never asks", { inquiry: "never" } as const, null],
    ["asks only by its own reference, which nobody has told us", { inquiry: "after_answer" } as const, null],
    ["never asks, whatever it is called", { inquiry: "never" } as const, "KLM-1"],
  ])("a provider that %s", (_, inquiry, provider_reference) => {
    const operation = opened({ ...terms, ...inquiry }, { provider_reference });
    expect(nextStep(operation, born)).toEqual({ do: "give_up", at: born + 10 * MINUTE });
  });

  test("but one that has told its reference is asked", () => {
    const operation = opened({ ...terms, inquiry: "after_answer" }, { provider_reference: "KLM-1" });
    expect(nextStep(operation, born).do).toBe("inquire");
  });
});

test("any ladder at all leaves a pause after each inquiry, and comes to the deadline", () => {
  const ladders = fc.array(fc.nat(10 * SECOND), { maxLength: 5 }).map((rungs) => rungs.sort((a, b) => a - b));
  fc.assert(
    fc.property(ladders, fc.nat(3 * SECOND), (inquiry_at, slowness) => {
      const operation = opened({ inquiry_at, deadline: 10 * SECOND });
      let now = born;
      for (let step = nextStep(operation, now); step.do === "inquire"; step = nextStep(operation, now)) {
        expect(step.at).toBeGreaterThan(now);
        expect(step.at).toBeLessThan(born + 10 * SECOND);
        now = step.at + slowness;
      }
      expect(nextStep(operation, now)).toEqual({ do: "give_up", at: Math.max(now, born + 10 * SECOND) });
    }),
    { numRuns: 300 },
  );
});
