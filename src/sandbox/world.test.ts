import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { standingClock } from "./clock.ts";
import { listen, openToySandbox, START_MS } from "./testing/toy-sandbox.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Nobody listens there, and the toy does not mind. */
const NOWHERE = "http://127.0.0.1:1/";

describe("after a restart", () => {
  test("what was scheduled is still done, once, and the books go on", async () => {
    {
      await using toy = await openToySandbox({ directory });
      await toy.call("/toy/pay", { method: "POST", body: NOWHERE });
      await toy.call("/toy/pay", { method: "POST", body: NOWHERE });
      await toy.sandbox.clock.advance(9_999);
      expect(toy.sandbox.world("toy").books()).toEqual([]);
    }
    {
      await using toy = await openToySandbox({ directory });
      await toy.sandbox.clock.advance(10_000);
      expect(toy.sandbox.world("toy").books()).toHaveLength(2);
    }
    await using toy = await openToySandbox({ directory });
    await toy.call("/toy/pay", { method: "POST", body: NOWHERE });
    await toy.sandbox.clock.advance(10_000);
    const journal = toy.sandbox.world("toy").journal(10);
    expect(journal.filter(({ cause }) => "task" in cause)).toHaveLength(1);
    expect(
      toy.sandbox
        .world("toy")
        .books()
        .map(({ receipt }) => receipt),
    ).toEqual(["1", "2", "3"]);
  });

  test("a callback that was under way is sent again, and its charge is not lost", async () => {
    const callbacks: string[] = [];
    const arrived = Promise.withResolvers<void>();
    await using merchant = await listen((request) => {
      callbacks.push(request.method ?? "");
      arrived.resolve();
    });
    {
      await using toy = await openToySandbox({ directory });
      await toy.call("/toy/pay", { method: "POST", body: merchant.url });
      void toy.sandbox.clock.advance(10_000);
      await arrived.promise;
    }
    await using toy = await openToySandbox({ directory });
    expect(callbacks).toEqual(["POST"]);
    expect(toy.sandbox.world("toy").books()).toHaveLength(1);
    await toy.sandbox.clock.advance(20_000);
    expect(toy.sandbox.world("toy").journal(1)).toMatchObject([
      { cause: { task: { id: "1" } }, end: "done" },
    ]);
  });

  test("settings hold, and time does not go back", async () => {
    {
      await using toy = await openToySandbox({ directory });
      await toy.sandbox.clock.advance(3_600_000);
      toy.sandbox.world("toy").replaceSettings({ mood: "sad" });
    }
    await using toy = await openToySandbox({ directory, clock: standingClock(START_MS) });
    expect(toy.sandbox.world("toy").settings()).toEqual({ mood: "sad" });
    expect(toy.sandbox.clock.now()).toBe(START_MS + 3_600_000);
  });

  test("what is scheduled then does not take the place of what was scheduled before", async () => {
    for (const start of ["first", "second"]) {
      await using toy = await openToySandbox({ directory });
      expect((await toy.call("/toy/pay", { method: "POST", body: NOWHERE })).status, start).toBe(200);
    }
    await using toy = await openToySandbox({ directory });
    await toy.sandbox.clock.advance(10_000);
    expect(toy.sandbox.world("toy").books()).toHaveLength(2);
  });

  test("the world is not seeded again", async () => {
    for (const start of ["first", "second"]) {
      await using toy = await openToySandbox({ directory });
      await toy.call("/toy/pay", { method: "POST", body: NOWHERE });
      await toy.sandbox.clock.advance(10_000);
      expect(toy.sandbox.world("toy").books(), start).toHaveLength(start === "first" ? 1 : 2);
    }
  });
});

test("a reset forgets everything, and what was under way does not come back", async () => {
  await using toy = await openToySandbox({ directory });
  const world = toy.sandbox.world("toy");
  world.replaceSettings({ mood: "sad" });
  await toy.call("/toy/pay", { method: "POST", body: NOWHERE });
  const slow = toy.call("/toy/slow", { method: "POST" });
  while (world.journal(2).length < 2) await toy.call("/_sandbox/health");
  world.reset();
  await toy.sandbox.clock.advance(60_000);
  expect((await slow).status).toBe(200);
  await toy.sandbox.clock.advance(60_000);
  expect(world.books()).toEqual([]);
  expect(world.settings()).toEqual({});
  await toy.sandbox.close();
  await using again = await openToySandbox({ directory });
  expect(again.sandbox.world("toy").books()).toEqual([]);
});

test("a world that was closed writes nothing any more", async () => {
  await using toy = await openToySandbox({ directory });
  const world = toy.sandbox.world("toy");
  await toy.sandbox.close();
  world.replaceSettings({ mood: "too late" });
  await using again = await openToySandbox({ directory });
  expect(again.sandbox.world("toy").settings()).toEqual({});
});

test("without a directory nothing outlives the process", async () => {
  {
    await using toy = await openToySandbox();
    await toy.call("/toy/pay", { method: "POST", body: NOWHERE });
  }
  await using toy = await openToySandbox();
  await toy.sandbox.clock.advance(10_000);
  expect(toy.sandbox.world("toy").books()).toEqual([]);
});

test("a mistake of a simulator is reported, answered with 500 and stands in the journal", async () => {
  await using toy = await openToySandbox();
  const answer = await toy.call("/toy/mistake");
  expect([answer.status, await answer.text()]).toEqual([
    500,
    "The sandbox failed: a mistake in the simulator",
  ]);
  expect(toy.problems).toEqual([expect.stringContaining("a mistake in the simulator")]);
  expect(toy.sandbox.world("toy").journal(1)).toMatchObject([
    { end: { failed: "a mistake in the simulator" } },
  ]);
});

test("a simulator cannot touch the sandbox's own records", async () => {
  await using toy = await openToySandbox();
  expect((await toy.call("/toy/foreign")).status).toBe(500);
});
