import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openToySandbox } from "./testing/toy-sandbox.ts";

type Toy = Awaited<ReturnType<typeof openToySandbox>>;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const pay = (toy: Toy): Promise<Response> =>
  toy.call("/toy/pay", { method: "POST", body: "http://127.0.0.1:1/" });

async function snapshots(toy: Toy, method: string, path = "") {
  const answer = await toy.call(`/_sandbox/toy/snapshots${path}`, { method });
  return { status: answer.status, body: await answer.json() };
}

test("a state comes back under its name, as often as it is wanted", async () => {
  await using toy = await openToySandbox();
  const world = toy.sandbox.world("toy");
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  world.replaceSettings({ mood: "sad" });
  world.faults.replace([{ kind: "server_error", operation: "/nothing" }]);
  await snapshots(toy, "PUT", "/before");
  for (const time of ["once", "twice"]) {
    await pay(toy);
    await toy.sandbox.clock.advance(10_000);
    world.replaceSettings({});
    world.faults.replace([]);
    expect(world.books(), time).toHaveLength(2);
    expect((await snapshots(toy, "POST", "/before/restore")).status).toBe(200);
    expect(world.books(), time).toHaveLength(1);
    expect(world.settings(), time).toEqual({ mood: "sad" });
    expect(world.faults.list(), time).toHaveLength(1);
  }
});

test("what was still to be done then is done after the restore, once, and what came later is not", async () => {
  await using toy = await openToySandbox();
  const world = toy.sandbox.world("toy");
  await pay(toy);
  await snapshots(toy, "PUT", "/asked");
  await pay(toy);
  await toy.sandbox.clock.advance(5_000);
  await snapshots(toy, "POST", "/asked/restore");
  await toy.sandbox.clock.advance(4_999);
  expect(world.books()).toEqual([]);
  await toy.sandbox.clock.advance(100_000);
  expect(world.books()).toHaveLength(1);
  expect(world.journal(100).filter(({ cause }) => "task" in cause)).toHaveLength(1);
});

test("snapshots outlive a reset and a restart, and a restored world outlives one too", async () => {
  {
    await using toy = await openToySandbox({ directory });
    await pay(toy);
    await toy.sandbox.clock.advance(10_000);
    await snapshots(toy, "PUT", "/paid");
    toy.sandbox.world("toy").reset();
    expect(toy.sandbox.world("toy").books()).toEqual([]);
  }
  {
    await using toy = await openToySandbox({ directory });
    expect(toy.sandbox.world("toy").books()).toEqual([]);
    expect((await snapshots(toy, "POST", "/paid/restore")).body).toMatchObject({
      snapshots: [{ name: "paid" }],
    });
  }
  await using toy = await openToySandbox({ directory });
  expect(toy.sandbox.world("toy").books()).toHaveLength(1);
});

test("a snapshot holds no other snapshot", async () => {
  await using toy = await openToySandbox();
  await snapshots(toy, "PUT", "/one");
  await snapshots(toy, "PUT", "/two");
  await snapshots(toy, "DELETE", "/one");
  await snapshots(toy, "POST", "/two/restore");
  expect((await snapshots(toy, "GET")).body).toMatchObject({ snapshots: [{ name: "two" }] });
});

test("twenty snapshots and no more, but an old name may be used anew", async () => {
  await using toy = await openToySandbox();
  for (let i = 1; i <= 20; i++) toy.sandbox.world("toy").snapshots.take(`s${i}`);
  expect((await snapshots(toy, "PUT", "/s21")).status).toBe(409);
  expect((await snapshots(toy, "PUT", "/s20")).status).toBe(200);
});

test.each([
  ["POST", "/nothing/restore"],
  ["DELETE", "/nothing"],
])("%s of a name that nobody gave is refused", async (method, path) => {
  await using toy = await openToySandbox();
  expect(await snapshots(toy, method, path)).toMatchObject({
    status: 404,
    body: { error: { code: "unknown_snapshot" } },
  });
});
