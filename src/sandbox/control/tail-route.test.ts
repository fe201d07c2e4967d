import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { expect, test, vi } from "vitest";
import { openToySandbox } from "../testing/toy-sandbox.ts";

type Toy = Awaited<ReturnType<typeof openToySandbox>>;

/** The lines of a tail as they come. */
async function tail(
  toy: Toy,
  query = "",
  headers: Record<string, string> = {},
): Promise<AsyncIterator<string>> {
  const answer = await toy.call(`/_sandbox/tail${query}`, { headers });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  return createInterface(body)[Symbol.asyncIterator]();
}

const next = async (lines: AsyncIterator<string>): Promise<unknown> => JSON.parse((await lines.next()).value);

test("each happening comes when it has ended, with its provider", async () => {
  await using toy = await openToySandbox();
  const lines = await tail(toy);
  await toy.call("/toy/pay", { method: "POST", body: "http://127.0.0.1:1/" });
  expect(await next(lines)).toMatchObject({ provider: "toy", number: 1, cause: { call: { path: "/pay" } } });
  await toy.sandbox.clock.advance(10_000);
  expect(await next(lines)).toMatchObject({ cause: { task: {} }, end: "done", books: [{ paid: true }] });
});

test("secrets and numbers are masked", async () => {
  await using toy = await openToySandbox();
  const lines = await tail(toy);
  await toy.call("/toy/echo?apikey=live-key-abcdef&n=254708374149");
  const text = JSON.stringify(await next(lines));
  expect(text).not.toContain("live-key-abcdef");
  expect(text).not.toContain("254708374149");
});

test("a reader can begin with what was last", async () => {
  await using toy = await openToySandbox();
  for (const path of ["/one", "/two", "/three"]) await toy.call(`/toy${path}`);
  const lines = await tail(toy, "?last=2&provider=toy");
  expect(await next(lines)).toMatchObject({ cause: { call: { path: "/two" } } });
  expect(await next(lines)).toMatchObject({ cause: { call: { path: "/three" } } });
});

test("another world's happenings do not come", async () => {
  await using toy = await openToySandbox();
  const lines = await tail(toy, "", { "x-sandbox-world": "one" });
  await toy.call("/toy/main");
  await toy.call("/_worlds/one/toy/one");
  expect(await next(lines)).toMatchObject({ cause: { call: { path: "/one" } } });
});

test("a reader who has gone is told nothing any more", async () => {
  await using toy = await openToySandbox();
  const world = toy.sandbox.world("toy");
  const gone = Promise.withResolvers<void>();
  vi.spyOn(world, "follow").mockReturnValue(gone.resolve);
  const leaving = new AbortController();
  await toy.call("/_sandbox/tail", { signal: leaving.signal });
  expect(world.follow).toHaveBeenCalledOnce();
  leaving.abort();
  await gone.promise;
});

test("the sandbox closes although somebody reads", async () => {
  await using toy = await openToySandbox();
  const lines = await tail(toy);
  const ended = lines.next().catch(() => ({ done: true }));
  await toy.sandbox.close();
  expect(await ended).toMatchObject({ done: true });
});

test("an unknown provider is refused", async () => {
  await using toy = await openToySandbox();
  expect((await toy.call("/_sandbox/tail?provider=other")).status).toBe(404);
});
