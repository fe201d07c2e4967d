import { describe, expect, test } from "vitest";
import { retryLadder, waitAfter } from "./retry-ladder.ts";

describe("the retry ladder", () => {
  test("lasts three days at least, and not four", () => {
    const hours = retryLadder.reduce((sum, seconds) => sum + seconds, 0) / 3600;
    expect(hours).toBeGreaterThanOrEqual(72);
    expect(hours).toBeLessThan(96);
  });

  test("begins at once, never gets faster and waits half a day at most", () => {
    expect(retryLadder[0]).toBe(0);
    expect(retryLadder).toEqual([...retryLadder].sort((one, other) => one - other));
    expect(Math.max(...retryLadder)).toBe(12 * 3600);
  });

  test("a wait is never shorter than its rung, and by chance a tenth longer", () => {
    const rung = (tries: number, chance: number) => waitAfter(tries, { chance, time_scale: 1 });
    expect([rung(1, 0), rung(1, 1), rung(2, 0.5)]).toEqual([5_000, 5_500, 31_500]);
  });

  test("ends after its last rung", () => {
    expect(waitAfter(retryLadder.length - 1, { chance: 0, time_scale: 1 })).toBeDefined();
    expect(waitAfter(retryLadder.length, { chance: 0, time_scale: 1 })).toBeUndefined();
  });

  test("shrinks with the scale of time", () => {
    expect(waitAfter(3, { chance: 0, time_scale: 1 / 600 })).toBe(200);
  });
});
