import { setImmediate as yieldToOthers } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runningClock, standingClock } from "./clock.ts";
import type { Follower } from "./clock-followers.ts";

describe("a standing clock", () => {
  test("moves only when it is advanced, and rings in order, each alarm at its own time", async () => {
    const clock = standingClock(1_000);
    const rung: [string, number][] = [];
    const note = (name: string) => () => void rung.push([name, clock.now()]);
    clock.at(1_030, note("third"));
    clock.at(1_010, note("first"));
    clock.at(1_010, note("second"));
    clock.at(1_031, note("not yet"));
    await clock.advance(30);
    expect(rung).toEqual([
      ["first", 1_010],
      ["second", 1_010],
      ["third", 1_030],
    ]);
    expect(clock.now()).toBe(1_030);
  });

  test("what an alarm sets in its turn rings on the same way", async () => {
    const clock = standingClock(0);
    const rung: number[] = [];
    const every = (ms: number) =>
      clock.at(clock.now() + ms, () => {
        rung.push(clock.now());
        every(ms);
      });
    every(10);
    await clock.advance(35);
    expect(rung).toEqual([10, 20, 30]);
  });

  test("an alarm that takes its time holds back the next one", async () => {
    const clock = standingClock(0);
    const steps: string[] = [];
    clock.at(1, async () => {
      for (let turn = 0; turn < 5; turn++) await yieldToOthers();
      steps.push("first is done");
    });
    clock.at(2, () => void steps.push("second"));
    await clock.advance(2);
    expect(steps).toEqual(["first is done", "second"]);
  });

  test("an advance waits for what had begun before it", async () => {
    const clock = standingClock(0);
    const began = Promise.withResolvers<void>();
    const steps: string[] = [];
    clock.at(0, async () => {
      began.resolve();
      for (let turn = 0; turn < 5; turn++) await yieldToOthers();
      steps.push("done");
    });
    await began.promise;
    await clock.advance(0);
    expect(steps).toEqual(["done"]);
  });

  test("whoever waited for an alarm can set the next one before time goes on", async () => {
    const clock = standingClock(0);
    const rung: number[] = [];
    const waited = new Promise<void>((resolve) => clock.at(10, resolve)).then(async () => {
      for (let step = 0; step < 5; step++) await Promise.resolve();
      clock.at(15, () => void rung.push(clock.now()));
    });
    clock.at(20, () => void rung.push(clock.now()));
    await clock.advance(20);
    await waited;
    expect(rung).toEqual([15, 20]);
  });

  test("two advances do not run into each other", async () => {
    const clock = standingClock(0);
    const rung: number[] = [];
    for (const due_at of [5, 15]) {
      clock.at(due_at, async () => {
        await yieldToOthers();
        rung.push(clock.now());
      });
    }
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect(rung).toEqual([5, 15]);
    expect(clock.now()).toBe(20);
  });

  test("what is due already happens without an advance", async () => {
    const clock = standingClock(100);
    await new Promise<void>((resolve) => clock.at(100, resolve));
    expect(clock.now()).toBe(100);
  });

  test("an alarm that was withdrawn does not ring, nor does any after the stop", async () => {
    const clock = standingClock(0);
    const rung: string[] = [];
    const withdraw = clock.at(1, () => void rung.push("withdrawn"));
    clock.at(2, () => clock.stop());
    clock.at(3, () => void rung.push("after the stop"));
    withdraw();
    await clock.advance(10);
    expect(rung).toEqual([]);
  });

  test("never goes back", () => {
    const clock = standingClock(1_000);
    clock.notBefore(900);
    expect(clock.now()).toBe(1_000);
    clock.notBefore(1_100);
    expect(clock.now()).toBe(1_100);
  });
});

describe("a running clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("runs as many times faster than real time as it is told", () => {
    const clock = runningClock(60);
    const start = clock.now();
    const rung: number[] = [];
    clock.at(start + 60_000, () => void rung.push(clock.now() - start));
    vi.advanceTimersByTime(999);
    expect(rung).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual([60_000]);
  });

  test("an earlier alarm that is set later rings first", () => {
    const clock = runningClock();
    const rung: string[] = [];
    clock.at(clock.now() + 2_000, () => void rung.push("later"));
    clock.at(clock.now() + 1_000, () => void rung.push("earlier"));
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual(["earlier"]);
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual(["earlier", "later"]);
  });

  test("an alarm that does not end holds up no other", () => {
    const clock = runningClock();
    const rung: string[] = [];
    clock.at(clock.now() + 1, () => new Promise(() => {}));
    clock.at(clock.now() + 2, () => void rung.push("second"));
    vi.advanceTimersByTime(2);
    expect(rung).toEqual(["second"]);
  });

  test("can be advanced, and runs on from there", async () => {
    const clock = runningClock();
    const start = clock.now();
    const rung: number[] = [];
    for (const due_at of [5_000, 11_000]) clock.at(start + due_at, () => void rung.push(due_at));
    await clock.advance(10_000);
    expect(rung).toEqual([5_000]);
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual([5_000, 11_000]);
    expect(clock.now() - start).toBe(11_000);
  });

  test("an alarm further away than a timer of Node.js can wait does not ring early", () => {
    const clock = runningClock();
    let rung = false;
    clock.at(clock.now() + 3_000_000_000, () => {
      rung = true;
    });
    vi.advanceTimersByTime(2_999_999_999);
    expect(rung).toBe(false);
    vi.advanceTimersByTime(1);
    expect(rung).toBe(true);
  });

  test.each([0, -1, Number.NaN])("cannot run %d times as fast as real time", (scale) => {
    expect(() => runningClock(scale)).toThrow("above 0");
  });
});

describe("a clock whose scale is changed", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date", "setTimeout", "setInterval"] }));
  afterEach(() => void vi.useRealTimers());

  test("goes on from where it was, so many times as fast", async () => {
    const clock = runningClock();
    const start = clock.now();
    await vi.advanceTimersByTimeAsync(1_000);
    clock.setScale(3_600);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(clock.now() - start).toBe(1_000 + 3_600_000);
    clock.setScale(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(clock.now() - start).toBe(1_000 + 3_600_000);
    clock.stop();
  });

  test("rings earlier what was set before", async () => {
    const clock = runningClock();
    let rung = false;
    clock.at(clock.now() + 60_000, () => {
      rung = true;
    });
    clock.setScale(60);
    await vi.advanceTimersByTimeAsync(999);
    expect(rung).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(rung).toBe(true);
    clock.stop();
  });

  test("takes a follower along while it runs fast, and no further", async () => {
    const clock = runningClock();
    const theirs = new Gateway();
    clock.takeAlong(theirs);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(theirs.time).toBe(0);
    clock.setScale(61);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(theirs.time).toBe(600_000);
    clock.setScale(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(theirs.time).toBe(600_000);
    clock.stop();
  });
});

describe("a follower", () => {
  test("hears of each step before what falls due in it rings", async () => {
    const clock = standingClock(0);
    const theirs = new Gateway();
    const order: string[] = [];
    clock.takeAlong(theirs);
    for (const due of [900, 1_500, 3_599_999])
      clock.at(due, () => void order.push(`${due} at ${theirs.time}`));
    await clock.advance(3_600_000);
    expect(order).toEqual(["900 at 900", "1500 at 1500", "3599999 at 3599999"]);
    expect(theirs.time).toBe(3_600_000);
  });

  test("does what falls due on its side at its very time, before time goes on", async () => {
    const clock = standingClock(0);
    const order: string[] = [];
    const theirs = new Gateway(2_000, () => {
      order.push(`theirs at ${theirs.time}, ours ${clock.now()}`);
      return theirs.time < 7_000 ? theirs.time + 2_500 : null;
    });
    clock.takeAlong(theirs);
    clock.at(5_000, () => void order.push("ours at 5000"));
    await clock.advance(60_000);
    expect(order).toEqual([
      "theirs at 2000, ours 2000",
      "theirs at 4500, ours 4500",
      "ours at 5000",
      "theirs at 7000, ours 7000",
    ]);
  });

  test("has dealt with what an alarm of ours brought it before time goes on", async () => {
    const clock = standingClock(0);
    const order: string[] = [];
    const theirs = new Gateway(null, () => {
      order.push(`theirs at ${theirs.time}`);
      return null;
    });
    clock.takeAlong(theirs);
    clock.at(1_000, () => {
      theirs.due_at = 1_000;
    });
    clock.at(1_001, () => void order.push("ours at 1001"));
    await clock.advance(60_000);
    expect(order).toEqual(["theirs at 1000", "ours at 1001"]);
  });

  test("who comes later is told at once how far ahead the clock is", async () => {
    const clock = standingClock(0);
    await clock.advance(90_000);
    const theirs = new Gateway();
    clock.takeAlong(theirs);
    await clock.advance(0);
    expect(theirs.time).toBe(90_000);
  });
});

describe("a clock that was split off", () => {
  test("goes along with the first one, and moves by itself alone", async () => {
    const clock = standingClock(1_000);
    const own = clock.split();
    const rung: string[] = [];
    own.at(5_000, () => void rung.push("own"));
    clock.at(5_000, () => void rung.push("first"));
    await own.advance(4_000);
    expect([clock.now(), own.now(), rung]).toEqual([1_000, 5_000, ["own"]]);
    await clock.advance(4_000);
    expect([clock.now(), own.now(), rung]).toEqual([5_000, 9_000, ["own", "first"]]);
  });

  test("rings nothing once it is stopped, and is not taken along any more", async () => {
    const clock = standingClock(0);
    const own = clock.split();
    let rung = false;
    own.at(10, () => {
      rung = true;
    });
    own.stop();
    await clock.advance(10);
    expect([rung, own.now()]).toEqual([false, 0]);
  });
});

/** Somebody with a clock and work of their own, whose work takes a few turns of the event loop. */
class Gateway implements Follower {
  time = 0;
  due_at: number | null;
  readonly #work: () => number | null;

  constructor(due_at: number | null = null, work: () => number | null = () => null) {
    this.due_at = due_at;
    this.#work = work;
  }

  async advance(by_ms: number): Promise<void> {
    this.time += by_ms;
    await this.settle();
  }

  async settle(): Promise<void> {
    if (this.due_at === null || this.time < this.due_at) return;
    for (let turn = 0; turn < 5; turn++) await yieldToOthers();
    this.due_at = this.#work();
  }

  dueIn(): number | null {
    return this.due_at === null ? null : this.due_at - this.time;
  }
}
