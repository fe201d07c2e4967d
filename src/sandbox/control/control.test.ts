import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { startSandbox } from "../sandbox.ts";
import { openToySandbox } from "../testing/toy-sandbox.ts";

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

type Toy = Awaited<ReturnType<typeof openToySandbox>>;

async function ask(
  toy: Toy,
  path: string,
  init?: RequestInit,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await toy.call(`/_sandbox${path}`, init);
  return { status: answer.status, body: await answer.json() };
}

test("health", async () => {
  await using toy = await openToySandbox();
  expect(await ask(toy, "/health")).toEqual({ status: 200, body: { status: "up" } });
});

test("a provider is shown with its credentials, magic values and settings", async () => {
  await using toy = await openToySandbox();
  expect((await ask(toy, "/providers")).body).toEqual({
    providers: [
      {
        id: "toy",
        path: "/toy",
        credentials: { key: "toy-key-0001" },
        operations: expect.arrayContaining([{ name: "pay", leg: "call", method: "POST", path: "/pay" }]),
        magic: expect.arrayContaining([expect.objectContaining({ value: "13", code: "E13" })]),
        settings: { mood: "How the toy feels." },
      },
    ],
  });
});

test("the clock can be read and advanced, and what falls due has happened when the answer comes", async () => {
  await using toy = await openToySandbox();
  await toy.call("/toy/pay", { method: "POST", body: toy.sandbox.sink_url });
  const now = { now: "2026-07-15T09:00:10.000Z", now_ms: Date.parse("2026-07-15T09:00:10Z"), scale: 0 };
  expect(await ask(toy, "/clock", json("POST", { advance_ms: 10_000 }))).toEqual({ status: 200, body: now });
  expect((await ask(toy, "/clock")).body).toEqual(now);
  expect((await ask(toy, "/toy/books")).body).toMatchObject({ books: [{ receipt: "1", kind: "charge" }] });
});

test("settings are replaced as a whole", async () => {
  await using toy = await openToySandbox();
  expect((await ask(toy, "/toy/settings", json("PUT", { mood: null }))).body).toEqual({
    settings: { mood: null },
  });
  expect(await (await toy.call("/toy/settings")).json()).toEqual({ mood: "unset" });
  await ask(toy, "/toy/settings", json("PUT", { mood: "glad" }));
  expect(await (await toy.call("/toy/settings")).json()).toEqual({ mood: "glad" });
  await ask(toy, "/toy/settings", json("PUT", {}));
  expect((await ask(toy, "/toy/settings")).body).toEqual({ settings: {} });
});

test("phones can be seen and acted on, with the number in the body", async () => {
  await using toy = await openToySandbox();
  expect((await ask(toy, "/toy/phones")).body).toMatchObject({ phones: [{ phone_number: "+254700000000" }] });
  const approve = json("POST", { phone_number: "+254700000000", act: "approve" });
  expect(await ask(toy, "/toy/phones/act", approve)).toMatchObject({
    status: 200,
    body: { phone: { balance_minor: "100" } },
  });
});

test("the journal gives the latest entries that were asked for", async () => {
  await using toy = await openToySandbox();
  for (const path of ["/one", "/two", "/three"]) await toy.call(`/toy${path}`);
  const { body } = await ask(toy, "/toy/journal?limit=2");
  expect(body).toMatchObject({
    journal: [{ cause: { call: { path: "/two" } } }, { cause: { call: { path: "/three" } } }],
  });
});

test("a world can be reset", async () => {
  await using toy = await openToySandbox();
  await toy.call("/toy/pay", { method: "POST", body: toy.sandbox.sink_url });
  expect((await ask(toy, "/toy/reset", { method: "POST" })).status).toBe(200);
  await toy.sandbox.clock.advance(10_000);
  expect((await ask(toy, "/toy/books")).body).toEqual({ books: [] });
});

const act = "/toy/phones/act";

test.each([
  { method: "GET", path: "/nothing", refusal: [404, "unknown_path"] },
  { method: "GET", path: "/other/books", refusal: [404, "unknown_provider"] },
  { method: "DELETE", path: "/toy/books", refusal: [404, "unknown_path"] },
  { method: "POST", path: "/clock", body: { advance_ms: "10" }, refusal: [400, "invalid_request"] },
  { method: "POST", path: "/clock", body: { advance_ms: -1 }, refusal: [400, "invalid_request"] },
  { method: "POST", path: "/clock", body: { advance_ms: 1, more: 1 }, refusal: [400, "invalid_request"] },
  {
    method: "POST",
    path: act,
    body: { phone_number: "0700", act: "approve" },
    refusal: [400, "invalid_request"],
  },
  {
    method: "POST",
    path: act,
    body: { phone_number: "+254700000000", act: "smash" },
    refusal: [400, "invalid_request"],
  },
  {
    method: "POST",
    path: act,
    body: { phone_number: "+254700000001", act: "approve" },
    refusal: [404, "unknown_phone"],
  },
  {
    method: "POST",
    path: act,
    body: { phone_number: "+254700000000", act: "ignore" },
    refusal: [409, "no_use_for_act"],
  },
  { method: "PUT", path: "/toy/settings", body: { weather: "fine" }, refusal: [422, "unknown_setting"] },
  { method: "PUT", path: "/toy/settings", body: ["mood"], refusal: [400, "invalid_request"] },
  { method: "GET", path: "/toy/journal?limit=all", refusal: [400, "invalid_request"] },
])(
  "$method $path with $body is refused with $refusal, and what to do",
  async ({ method, path, body, refusal }) => {
    await using toy = await openToySandbox();
    const answer = await ask(toy, path, body === undefined ? { method } : json(method, body));
    const [status, code] = refusal;
    expect(answer).toEqual({
      status,
      body: { error: { code, message: expect.any(String), fix: expect.any(String) } },
    });
  },
);

test.each(["GET", "POST", "PUT"])("the sink accepts whatever comes: %s", async (method) => {
  await using toy = await openToySandbox();
  const body = method === "GET" ? {} : { body: "<x>", headers: { "content-type": "text/strange" } };
  const answer = await fetch(toy.sandbox.sink_url, { method, ...body });
  expect([answer.status, await answer.text()]).toEqual([200, ""]);
});

test("a port that is taken is explained", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const start = startSandbox({ simulators: [], port, host: "127.0.0.1", directory: null });
  await expect(start).rejects.toThrow(
    `Port ${port} is taken by another program: stop that program, or choose another port.`,
  );
  server.close();
});
