import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openToySandbox, START_MS } from "./testing/toy-sandbox.ts";

type Toy = Awaited<ReturnType<typeof openToySandbox>>;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const NOWHERE = "http://127.0.0.1:1/";

const byHeader = (world: string): RequestInit => ({
  method: "POST",
  body: NOWHERE,
  headers: { "x-sandbox-world": world },
});
const pay = (toy: Toy, world: string): Promise<Response> => toy.call("/toy/pay", byHeader(world));

async function jsonOf(answer: Response): Promise<ReturnType<typeof JSON.parse>> {
  return await answer.json();
}

async function control(toy: Toy, method: string, path: string, body?: unknown) {
  const answer = await toy.call(`/_sandbox${path}`, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  return { status: answer.status, body: await jsonOf(answer) };
}

test("what happens in one world is unknown in every other, by header and by path", async () => {
  await using toy = await openToySandbox();
  const one = toy.sandbox.world("toy", "one");
  one.replaceSettings({ mood: "sad" });
  one.faults.replace([{ kind: "server_error", operation: "/nothing" }]);
  await pay(toy, "one");
  const two = await toy.call("/_worlds/two/toy/pay?x=1", { method: "POST", body: NOWHERE });
  expect(await two.json()).toMatchObject({ id: "1" });
  await toy.sandbox.clock.advance(10_000);
  const books = ["one", "two", "main"].map((name) => toy.sandbox.world("toy", name).books().length);
  expect(books).toEqual([1, 1, 0]);
  expect(toy.sandbox.world("toy").settings()).toEqual({});
  expect(toy.sandbox.world("toy", "two").faults.list()).toEqual([]);
  expect(toy.sandbox.world("toy").journal(10)).toEqual([]);
});

test("the simulator sees nothing of the world's name", async () => {
  await using toy = await openToySandbox();
  const seen = await jsonOf(
    await toy.call("/_worlds/one/toy/echo?a=1", { headers: { "x-sandbox-world": "two" } }),
  );
  expect(seen).toMatchObject({ path: "/echo", query: { a: "1" } });
  expect(seen.headers).not.toHaveProperty("x-sandbox-world");
});

test("the path decides where header and path disagree", async () => {
  await using toy = await openToySandbox();
  await toy.call("/_worlds/one/toy/pay", byHeader("two"));
  expect(toy.sandbox.world("toy", "one").journal(9)).toHaveLength(1);
  expect(toy.sandbox.world("toy", "two").journal(9)).toHaveLength(0);
});

test("control paths look at the world that is named", async () => {
  await using toy = await openToySandbox();
  await pay(toy, "one");
  await toy.sandbox.clock.advance(10_000);
  expect((await control(toy, "GET", "/toy/books")).body.books).toHaveLength(0);
  const byPath = await jsonOf(await toy.call("/_worlds/one/_sandbox/toy/books"));
  expect(byPath.books).toHaveLength(1);
});

test("a world's own clock moves alone; the main one takes all along", async () => {
  await using toy = await openToySandbox();
  await pay(toy, "one");
  await pay(toy, "two");
  const move = { ...byHeader("one"), body: '{"advance_ms":10000}' };
  const headers = { "content-type": "application/json", "x-sandbox-world": "one" };
  expect(await (await toy.call("/_sandbox/clock", { ...move, headers })).json()).toMatchObject({
    now_ms: START_MS + 10_000,
  });
  expect((await control(toy, "GET", "/clock")).body.now_ms).toBe(START_MS);
  const paid = (name: string) => toy.sandbox.world("toy", name).books().length;
  expect([paid("one"), paid("two")]).toEqual([1, 0]);
  await toy.sandbox.clock.advance(10_000);
  expect([paid("one"), paid("two")]).toEqual([1, 1]);
});

test("a world can be removed, and its name begins anew", async () => {
  await using toy = await openToySandbox();
  await pay(toy, "one");
  expect((await control(toy, "DELETE", "/worlds/one")).body).toEqual({
    worlds: [{ name: "main", durable: false }],
  });
  await toy.sandbox.clock.advance(10_000);
  expect(toy.sandbox.world("toy", "one").books()).toEqual([]);
});

test("only worlds that were asked to be durable outlive the process, and go on by themselves", async () => {
  {
    await using toy = await openToySandbox({ directory });
    await control(toy, "PUT", "/worlds/kept", { durable: true });
    await pay(toy, "kept");
    await pay(toy, "lost");
  }
  await using toy = await openToySandbox({ directory });
  expect((await control(toy, "GET", "/worlds")).body).toEqual({
    worlds: [
      { name: "main", durable: true },
      { name: "kept", durable: true },
    ],
  });
  await toy.sandbox.clock.advance(10_000);
  expect(toy.sandbox.world("toy", "kept").books()).toHaveLength(1);
  await control(toy, "DELETE", "/worlds/kept");
  expect(existsSync(join(directory, "worlds", "kept"))).toBe(false);
});

test("there are a thousand worlds and no more", async () => {
  await using toy = await openToySandbox();
  for (let i = 1; i < 1_000; i++) toy.sandbox.world("toy", `w${i}`);
  const refused = await pay(toy, "one-too-many");
  expect([refused.status, (await jsonOf(refused)).error.code]).toEqual([409, "too_many_worlds"]);
  toy.sandbox.worlds.remove("w7");
  expect((await pay(toy, "one-too-many")).status).toBe(200);
});

test.each(["", "Big", "../up", "-x", "a".repeat(65), "ü"])("no world is called %s", async (name) => {
  await using toy = await openToySandbox();
  const answer = await toy.call(`/_worlds/${name}/toy/pay`, { method: "POST", body: NOWHERE });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(toy.sandbox.worlds.list()).toHaveLength(1);
});

test.each([
  { method: "DELETE", path: "/worlds/main", refusal: [400, "invalid_world"] },
  { method: "DELETE", path: "/worlds/nobody", refusal: [404, "unknown_world"] },
  { method: "PUT", path: "/worlds/main", body: {}, refusal: [409, "world_exists"] },
  { method: "PUT", path: "/worlds/w", body: { durable: true }, refusal: [409, "nowhere_to_keep"] },
])("$method $path is refused with $refusal", async ({ method, path, body, refusal }) => {
  await using toy = await openToySandbox();
  const answer = await control(toy, method, path, body);
  expect([answer.status, answer.body.error.code]).toEqual(refusal);
});
