import { expect, test } from "vitest";
import { Repeat } from "./repeat.ts";
import type { Timers } from "./timers.ts";

/** Time that passes when it is told to. */
function handTimers() {
  let now = 0;
  const waits = new Set<{ readonly at: number; readonly run: () => void }>();
  const timers: Timers = {
    elapsed: () => now,
    after: (ms, run) => {
      const wait = { at: now + ms, run };
      waits.add(wait);
      return () => void waits.delete(wait);
    },
  };
  const pass = async (ms: number) => {
    now += ms;
    for (const wait of [...waits].filter(({ at }) => at <= now)) {
      waits.delete(wait);
      wait.run();
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { timers, pass, waiting: () => waits.size };
}

test("a task runs after each pause, whatever came of the run before", async () => {
  const { timers, pass } = handTimers();
  const errors: unknown[] = [];
  let runs = 0;
  const failing = () => {
    runs += 1;
    return Promise.reject(new Error("not today"));
  };
  new Repeat(failing, { every_ms: 100, onError: (error) => errors.push(error), timers }).start();
  await pass(99);
  expect(runs).toBe(0);
  await pass(1);
  await pass(100);
  expect(runs).toBe(2);
  expect(errors).toHaveLength(2);
});

test("who cannot wait has it run at once, and once more where a run is under way", async () => {
  const { timers, pass } = handTimers();
  const ends: (() => void)[] = [];
  const task = () => new Promise<void>((resolve) => ends.push(resolve));
  const repeat = new Repeat(task, { every_ms: 100, onError: () => undefined, timers });
  repeat.start();
  repeat.now();
  await pass(0);
  expect(ends).toHaveLength(1);
  repeat.now();
  await pass(0);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await pass(0);
  await pass(0);
  expect(ends).toHaveLength(2);
});

test("stopped, it lets its run end and begins no other", async () => {
  const { timers, pass, waiting } = handTimers();
  const ends: (() => void)[] = [];
  const task = () => new Promise<void>((resolve) => ends.push(resolve));
  const repeat = new Repeat(task, { every_ms: 100, onError: () => undefined, timers });
  repeat.start();
  await pass(100);
  let stopped = false;
  const stop = repeat.stop().then(() => {
    stopped = true;
  });
  repeat.now();
  await pass(0);
  expect(stopped).toBe(false);
  ends[0]?.();
  await stop;
  expect(waiting()).toBe(0);
});
