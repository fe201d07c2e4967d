import { once } from "node:events";
import { request as call, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { openToySandbox } from "../testing/toy-sandbox.ts";
import type { FaultWish } from "./fault.ts";

type Toy = Awaited<ReturnType<typeof openToySandbox>>;

const NOWHERE = "http://127.0.0.1:1/";

async function withFaults(...faults: readonly FaultWish[]): Promise<Toy> {
  const toy = await openToySandbox();
  toy.sandbox.world("toy").faults.replace(faults);
  return toy;
}

const pay = (toy: Toy): Promise<Response> => toy.call("/toy/pay", { method: "POST", body: NOWHERE });

/** How many payments the toy has taken. */
async function paid(toy: Toy): Promise<number> {
  await toy.sandbox.clock.advance(10_000);
  return toy.sandbox.world("toy").books().length;
}

/** As soon as the head is there, without waiting for the body. */
async function openCall(toy: Toy, path: string): Promise<IncomingMessage> {
  const [answer] = await once(call(`${toy.sandbox.url}${path}`, { method: "POST" }).end(NOWHERE), "response");
  return answer;
}

async function untilJournal(toy: Toy, ended: number): Promise<void> {
  const world = toy.sandbox.world("toy");
  while (world.journal(100).filter(({ end }) => end !== "under_way").length < ended)
    await toy.call("/_sandbox/health");
}

test.each([
  { effect: "before", payments: 0 },
  { effect: "after", payments: 1 },
] as const)(
  "a call that is dropped $effect the effect is never answered: $payments payments",
  async ({ effect, payments }) => {
    await using toy = await withFaults({ kind: "drop", effect });
    const unanswered = pay(toy).then(
      () => "answered",
      () => "never answered",
    );
    await untilJournal(toy, 1);
    expect(await paid(toy)).toBe(payments);
    await toy.sandbox.close();
    expect(await unanswered).toBe("never answered");
  },
);

test.each([
  { kind: "reset", effect: "before", payments: 0 },
  { kind: "reset", effect: "after", payments: 1 },
] as const)("a connection can be reset $effect the effect", async ({ kind, effect, payments }) => {
  await using toy = await withFaults({ kind, effect });
  await expect(pay(toy)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  expect(await paid(toy)).toBe(payments);
});

test.each([
  { kind: "html", effect: "before", payments: 0, status: 502, type: "text/html; charset=utf-8" },
  { kind: "html", effect: "after", payments: 1, status: 502, type: "text/html; charset=utf-8" },
  { kind: "server_error", effect: "before", payments: 0, status: 503, type: "text/plain" },
  { kind: "server_error", effect: "after", payments: 1, status: 503, type: "text/plain" },
] as const)(
  "$kind $effect the effect: $status, and $payments payments",
  async ({ kind, effect, ...expected }) => {
    await using toy = await withFaults({ kind, effect });
    const answer = await pay(toy);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([expected.status, expected.type]);
    expect(await answer.text()).not.toContain("chance");
    expect(await paid(toy)).toBe(expected.payments);
  },
);

test("a status of one's own choice", async () => {
  await using toy = await withFaults({ kind: "server_error", status: 504 }, { kind: "html", status: 200 });
  expect((await pay(toy)).status).toBe(504);
});

test.each([
  { effect: "before", at_once: 0 },
  { effect: "after", at_once: 1 },
] as const)("an answer can be late, with the effect $effect the wait", async ({ effect, at_once }) => {
  await using toy = await withFaults({ kind: "delay", effect, ms: 60_000 });
  const late = pay(toy);
  if (at_once === 1) await untilJournal(toy, 1);
  else while (toy.sandbox.world("toy").journal(1).length === 0) await toy.call("/_sandbox/health");
  await toy.sandbox.clock.advance(59_999);
  expect(toy.sandbox.world("toy").books()).toHaveLength(at_once);
  await toy.sandbox.clock.advance(1);
  expect((await late).status).toBe(200);
});

test("a truncated answer says how long it should have been, and breaks off", async () => {
  await using toy = await withFaults({ kind: "truncate", bytes: 5 });
  const answer = await openCall(toy, "/toy/pay");
  const pieces: Buffer[] = [];
  answer.on("data", (piece) => pieces.push(piece));
  const [problem] = await once(answer, "error");
  expect(problem).toMatchObject({ code: "ECONNRESET" });
  expect(answer.headers["content-length"]).toBe("21");
  expect(Buffer.concat(pieces).toString()).toBe('{"id"');
});

test("garbage keeps the status and the headers, and is no text", async () => {
  await using toy = await withFaults({ kind: "garbage", bytes: 100 });
  const answer = await pay(toy);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes).toHaveLength(100);
  expect(bytes.toString("utf8")).toContain("�");
});

test("one byte a second, of the sandbox's time", async () => {
  await using toy = await withFaults({ kind: "trickle" });
  const answer = await openCall(toy, "/toy/pay");
  let text = "";
  answer.setEncoding("utf8").on("data", (piece) => {
    text += piece;
  });
  await once(answer, "data");
  expect(text).toBe("{");
  for (const expected of ['{"', '{"i', '{"id']) {
    const next = once(answer, "data");
    await toy.sandbox.clock.advance(1_000);
    await next;
    expect(text).toBe(expected);
  }
});

test("50 MB come, whether they are wanted or not", async () => {
  await using toy = await withFaults({ kind: "flood" });
  const answer = await pay(toy);
  let length = 0;
  for await (const piece of answer.body ?? []) length += piece.length;
  expect(length).toBe(50 * 1024 * 1024);
});

test("a caller that leaves a flood ends it", async () => {
  await using toy = await withFaults({ kind: "flood", bytes: 1024 ** 3, count: 1 });
  (await openCall(toy, "/toy/pay")).destroy();
  expect((await pay(toy)).status).toBe(200);
  expect(toy.problems).toEqual([]);
});

test("the next three calls and no more", async () => {
  await using toy = await withFaults({ kind: "server_error", count: 3 });
  const statuses = [];
  for (let i = 0; i < 5; i++) statuses.push((await pay(toy)).status);
  expect(statuses).toEqual([503, 503, 503, 200, 200]);
  expect(toy.sandbox.world("toy").faults.list()).toMatchObject([{ count: 0, fired: 3 }]);
});

test("the first rule that is meant strikes, and the next once that is used up", async () => {
  await using toy = await withFaults(
    { kind: "server_error", status: 500, operation: "GET /*" },
    { kind: "server_error", status: 501, count: 1 },
    { kind: "server_error", status: 502 },
  );
  expect([(await pay(toy)).status, (await pay(toy)).status]).toEqual([501, 502]);
});

test.each([
  ["pay", true],
  ["POST /pay", true],
  ["/pay", true],
  ["/PAY", true],
  ["/p*", true],
  ["GET /pay", false],
  ["/pa", false],
  ["/echo", false],
])("a fault of %s strikes the call to pay: %s", async (operation, struck) => {
  await using toy = await withFaults({ kind: "server_error", operation });
  expect((await pay(toy)).status).toBe(struck ? 503 : 200);
});

async function sequence(toy: Toy, seed: number): Promise<string> {
  toy.sandbox.world("toy").faults.replace([{ kind: "server_error", probability: 0.5 }], seed);
  let seen = "";
  for (let i = 0; i < 40; i++) seen += (await pay(toy)).status === 200 ? "." : "x";
  return seen;
}

test("chance is the same for the same seed, another for another, and about as often as was asked for", async () => {
  await using toy = await openToySandbox();
  const [first, again, other] = [await sequence(toy, 1), await sequence(toy, 1), await sequence(toy, 2)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  const struck = [...(first + other)].filter((mark) => mark === "x").length;
  expect(struck).toBeGreaterThan(25);
  expect(struck).toBeLessThan(55);
});

test("the journal says which fault a call met, and what the provider would have answered", async () => {
  await using toy = await withFaults({ kind: "html" });
  await pay(toy);
  expect(toy.sandbox.world("toy").journal(1)).toMatchObject([
    { faults: [{ id: 1, kind: "html" }], end: { status: 200, body: '{"id":"1","chance":7}' } },
  ]);
});
