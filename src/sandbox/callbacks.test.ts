import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FaultWish } from "./faults/fault.ts";
import { listen, openToySandbox } from "./testing/toy-sandbox.ts";

type Toy = Awaited<ReturnType<typeof openToySandbox>>;

interface Received {
  readonly method: string;
  readonly body: string;
  readonly signature: string;
}

let received: Received[];
let merchant: Awaited<ReturnType<typeof listen>>;
let directory: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-"));
  received = [];
  merchant = await listen(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString("utf8");
    received.push({ method: request.method ?? "", body, signature: String(request.headers["x-signature"]) });
    response.end();
  });
});
afterEach(async () => {
  await merchant[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

async function withFaults(...faults: readonly FaultWish[]): Promise<Toy> {
  const toy = await openToySandbox({ directory });
  toy.sandbox.world("toy").faults.replace(faults);
  return toy;
}

/** Its callback leaves ten seconds later, with the number of the payment as its body. */
const pay = (toy: Toy): Promise<Response> => toy.call("/toy/pay", { method: "POST", body: merchant.url });
const bodies = (): readonly string[] => received.map(({ body }) => body);

test.each([
  { acknowledged: false, end: "no_answer" },
  { acknowledged: true, end: "answer" },
])("a dropped callback never comes; acknowledged: $acknowledged", async ({ acknowledged }) => {
  await using toy = await withFaults({ kind: "drop_callback", acknowledged, count: 1 });
  await pay(toy);
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  expect(bodies()).toEqual(["2"]);
  const said = toy.sandbox.world("toy").journal(2)[0];
  expect(said).toMatchObject({
    faults: [{ kind: "drop_callback" }],
    thoughts: ["Paid.", acknowledged ? "Received." : "Not received."],
    sent: [],
  });
});

test("a delayed callback comes so much later, also after a restart", async () => {
  {
    await using toy = await withFaults({ kind: "delay_callback", ms: 60_000 });
    await pay(toy);
    await toy.sandbox.clock.advance(69_999);
    expect(received).toEqual([]);
  }
  {
    await using toy = await openToySandbox({ directory });
    expect(received).toEqual([]);
    await toy.sandbox.clock.advance(1);
    expect(bodies()).toEqual(["1"]);
  }
  await using toy = await openToySandbox({ directory });
  await toy.sandbox.clock.advance(1_000_000);
  expect(bodies()).toEqual(["1"]);
});

test("a doubled callback comes twice, byte for byte", async () => {
  await using toy = await withFaults({ kind: "double_callback", ms: 500 });
  await pay(toy);
  await toy.sandbox.clock.advance(10_499);
  expect(bodies()).toEqual(["1"]);
  await toy.sandbox.clock.advance(1);
  expect(received).toHaveLength(2);
  expect(received[1]).toEqual(received[0]);
  expect(toy.sandbox.world("toy").books()).toHaveLength(1);
});

test("of two reordered callbacks the second comes first", async () => {
  await using toy = await withFaults({ kind: "reorder_callbacks" });
  await pay(toy);
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  expect(bodies()).toEqual(["2", "1"]);
});

test("a test of a URL lets no callback pass before it, and meets no fault", async () => {
  await using toy = await withFaults({ kind: "reorder_callbacks", ms: 30_000 });
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  expect(await (await toy.call("/toy/probe", { method: "POST", body: merchant.url })).json()).toBe("answer");
  await toy.sandbox.clock.advance(29_999);
  expect(received.map(({ method }) => method)).toEqual(["GET"]);
  await toy.sandbox.clock.advance(1);
  expect(received.map(({ method }) => method)).toEqual(["GET", "POST"]);
});

test("an altered callback keeps its signature", async () => {
  await using toy = await withFaults({ kind: "alter_callback" });
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  expect(received).toEqual([{ method: "POST", body: "2", signature: "signed-4567" }]);
});

test("it can be said what is altered", async () => {
  await using toy = await withFaults({ kind: "alter_callback", find: "1", replace: "one" });
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  expect(bodies()).toEqual(["one"]);
});

test("before a true callback comes a forged one, which says the opposite and is not signed", async () => {
  await using toy = await withFaults({ kind: "forge_callback" });
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  expect(received).toEqual([
    { method: "POST", body: "not 1", signature: expect.stringMatching(/^(?!signed-4567).{11}$/) },
    { method: "POST", body: "1", signature: "signed-4567" },
  ]);
});

test("after a true callback comes one that says the opposite, rightly signed", async () => {
  await using toy = await withFaults({ kind: "contradict_callback" });
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  expect(received).toEqual([
    { method: "POST", body: "1", signature: "signed-4567" },
    { method: "POST", body: "not 1", signature: "signed-4567" },
  ]);
  expect(toy.sandbox.world("toy").books()).toHaveLength(1);
});

test.each([
  ["paid", 1],
  ["POST /*", 1],
  ["/elsewhere", 0],
  ["pay", 0],
])("a callback fault of %s strikes %i callbacks", async (operation, fired) => {
  await using toy = await withFaults({ kind: "double_callback", operation });
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  expect(toy.sandbox.world("toy").faults.list()).toMatchObject([{ fired }]);
});

test("a reset forgets a callback that was held back", async () => {
  await using toy = await withFaults({ kind: "delay_callback" });
  await pay(toy);
  await toy.sandbox.clock.advance(10_000);
  toy.sandbox.world("toy").reset();
  await toy.sandbox.clock.advance(1_000_000);
  expect(received).toEqual([]);
});
