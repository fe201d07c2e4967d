import { expect, test } from "vitest";
import { StandingTime } from "../../test/support/standing-time.ts";
import { Waits } from "./waits.ts";

const BORN = 1_000_000;

/** Who went on when. */
function waiting(...moments: readonly number[]) {
  const time = new StandingTime(BORN);
  const waits = new Waits({ clock: { now: () => time.now }, timers: time.timers });
  const went: number[] = [];
  const all = moments.map(async (ms) => {
    await waits.until(BORN + ms);
    went.push(time.now - BORN);
  });
  return { time, waits, went, all: Promise.all(all) };
}

test("whoever waits goes on at their moment, and at once where it is over", async () => {
  const { time, went, all } = waiting(0, 2_000, 500, -1);
  await time.passUntil(() => went.length === 4);
  await all;
  expect(went).toEqual([0, 0, 500, 2_000]);
});

test("where the clock is moved on, those whose moment has come go on, and the others wait as long as is left", async () => {
  const { time, waits, went, all } = waiting(1_000, 3_000, 60_000);
  time.now += 3_000;
  waits.poke();
  await new Promise((resolve) => setImmediate(resolve));
  expect(went).toEqual([3_000, 3_000]);
  await time.passUntil(() => went.length === 3);
  await all;
  expect(went).toEqual([3_000, 3_000, 60_000]);
});

test("being told of it needlessly wakes nobody", async () => {
  const { time, waits, went, all } = waiting(1_000);
  waits.poke();
  await time.passUntil(() => went.length === 1);
  await all;
  expect(went).toEqual([1_000]);
});
