import { Validator } from "typebox/schema";
import { expect, test } from "vitest";
import { openToySandbox } from "../testing/toy-sandbox.ts";

type Toy = Awaited<ReturnType<typeof openToySandbox>>;

async function ask(toy: Toy, method: string, path: string, body?: unknown) {
  const answer = await toy.call(`/_sandbox${path}`, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const json: ReturnType<typeof JSON.parse> = await answer.json();
  return { status: answer.status, body: json };
}

test("faults are replaced, added, shown with their defaults, and taken away", async () => {
  await using toy = await openToySandbox();
  const first = {
    id: 1,
    fired: 0,
    kind: "drop",
    effect: "after",
    operation: "pay",
    probability: 1,
    count: 2,
  };
  const put = { faults: [{ kind: "drop", operation: "pay", count: 2 }], seed: 5 };
  expect(await ask(toy, "PUT", "/toy/faults", put)).toEqual({ status: 200, body: { faults: [first] } });
  const second = {
    id: 2,
    fired: 0,
    kind: "flood",
    bytes: 52_428_800,
    operation: null,
    probability: 0.5,
    count: null,
  };
  const added = await ask(toy, "POST", "/toy/faults", { kind: "flood", probability: 0.5 });
  expect(added.body).toEqual({ faults: [first, second] });
  expect((await ask(toy, "DELETE", "/toy/faults/1")).body).toEqual({ faults: [second] });
  expect((await ask(toy, "DELETE", "/toy/faults")).body).toEqual({ faults: [] });
  expect((await ask(toy, "GET", "/toy/faults")).body).toEqual({ faults: [] });
});

test("a fault strikes over HTTP", async () => {
  await using toy = await openToySandbox();
  await ask(toy, "PUT", "/toy/faults", { faults: [{ kind: "server_error", status: 500 }] });
  expect((await toy.call("/toy/echo")).status).toBe(500);
});

test("every scenario is listed, the simulator's own and those of the network", async () => {
  await using toy = await openToySandbox();
  const { scenarios } = (await ask(toy, "GET", "/scenarios")).body;
  expect(scenarios).toContainEqual({
    provider: "toy",
    name: "sulks",
    field: "body",
    value: "7",
    effect: "It sulks.",
    code: null,
  });
  expect(scenarios).toContainEqual(
    expect.objectContaining({ provider: null, name: "answer_lost", value: null }),
  );
});

test("a scenario of the network is played on the next call alone", async () => {
  await using toy = await openToySandbox();
  expect((await ask(toy, "POST", "/toy/scenarios/play", { name: "error_before_effect" })).status).toBe(200);
  expect([(await toy.call("/toy/echo")).status, (await toy.call("/toy/echo")).status]).toEqual([503, 200]);
});

test("a scenario of a phone is played by the simulator", async () => {
  await using toy = await openToySandbox();
  const play = { name: "sulks", phone_number: "+254700000000" };
  expect((await ask(toy, "POST", "/toy/scenarios/play", play)).body).toEqual({ played: "sulks" });
  expect(toy.sandbox.world("toy").journal(1)).toMatchObject([
    { cause: { act: "sulks" }, changes: [{ kind: "greeting", before: "a new world", after: "sulking" }] },
  ]);
});

test("wallets are read, topped up and emptied, and the journal says so", async () => {
  await using toy = await openToySandbox();
  const wallet = "+254700000000";
  const of = (balance_minor: string) => ({ wallet, owner: "payer", balance_minor, currency: "KES" });
  expect((await ask(toy, "GET", "/toy/wallets")).body).toEqual({ wallets: [of("100")] });
  const topUp = { wallet, amount_minor: "90071992547409930" };
  expect((await ask(toy, "POST", "/toy/wallets/top-up", topUp)).body).toEqual({
    wallet: of("90071992547410030"),
  });
  expect((await ask(toy, "POST", "/toy/wallets/empty", { wallet })).body).toEqual({ wallet: of("0") });
  expect(toy.sandbox.world("toy").journal(1)).toMatchObject([
    { cause: { act: "balance 0", wallet: "+254******000" } },
  ]);
});

test("the clock's scale can be set, but a follower cannot be held back", async () => {
  await using toy = await openToySandbox();
  expect((await ask(toy, "POST", "/clock", { scale: 60 })).body).toMatchObject({ scale: 60 });
  expect((await ask(toy, "POST", "/clock", { scale: 0, advance_ms: 5 })).body).toMatchObject({ scale: 0 });
  toy.sandbox.clock.takeAlong({ advance: () => undefined, settle: () => undefined, dueIn: () => null });
  expect((await ask(toy, "POST", "/clock", { scale: 0.5 })).body).toMatchObject({
    error: { code: "clock_is_followed" },
  });
});

test("all providers begin anew at once", async () => {
  await using toy = await openToySandbox();
  toy.sandbox.world("toy").replaceSettings({ mood: "sad" });
  await ask(toy, "POST", "/reset");
  expect(toy.sandbox.world("toy").settings()).toEqual({});
});

test.each([
  { method: "POST", path: "/toy/faults", body: {}, refusal: [400, "invalid_request"] },
  { method: "POST", path: "/toy/faults", body: { kind: "earthquake" }, refusal: [400, "invalid_request"] },
  {
    method: "POST",
    path: "/toy/faults",
    body: { kind: "drop", bytes: 1 },
    refusal: [400, "invalid_request"],
  },
  {
    method: "POST",
    path: "/toy/faults",
    body: { kind: "drop", probability: 0 },
    refusal: [400, "invalid_request"],
  },
  {
    method: "POST",
    path: "/toy/faults",
    body: { kind: "drop", count: 0 },
    refusal: [400, "invalid_request"],
  },
  { method: "PUT", path: "/toy/faults", body: [{ kind: "drop" }], refusal: [400, "invalid_request"] },
  {
    method: "POST",
    path: "/toy/faults",
    body: { kind: "drop", operation: "pya" },
    refusal: [422, "unknown_operation"],
  },
  {
    method: "POST",
    path: "/toy/faults",
    body: { kind: "drop", operation: "paid" },
    refusal: [422, "unknown_operation"],
  },
  { method: "DELETE", path: "/toy/faults/9", refusal: [404, "unknown_fault"] },
  {
    method: "POST",
    path: "/toy/scenarios/play",
    body: { name: "nothing" },
    refusal: [404, "unknown_scenario"],
  },
  {
    method: "POST",
    path: "/toy/scenarios/play",
    body: { name: "sulks" },
    refusal: [422, "scenario_needs_phone"],
  },
  { method: "POST", path: "/toy/wallets/empty", body: { wallet: "mine" }, refusal: [404, "unknown_wallet"] },
  {
    method: "POST",
    path: "/toy/wallets/top-up",
    body: { wallet: "x", amount_minor: 5 },
    refusal: [400, "invalid_request"],
  },
  { method: "POST", path: "/clock", body: {}, refusal: [400, "invalid_request"] },
  { method: "POST", path: "/clock", body: { scale: -1 }, refusal: [400, "invalid_request"] },
])("$method $path with $body is refused with $refusal", async ({ method, path, body, refusal }) => {
  await using toy = await openToySandbox();
  const answer = await ask(toy, method, path, body);
  expect([answer.status, answer.body.error.code, typeof answer.body.error.fix]).toEqual([
    ...refusal,
    "string",
  ]);
});

test("the OpenAPI document has every control path, and says what each fault takes", async () => {
  await using toy = await openToySandbox();
  const { body } = await ask(toy, "GET", "/openapi.json");
  expect(body.openapi).toBe("3.1.0");
  const routes = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replace("/_sandbox", "")}`),
  );
  expect(routes.sort()).toMatchSnapshot();
  for (const methods of Object.values<Record<string, Record<string, unknown>>>(body.paths))
    for (const operation of Object.values(methods)) expect(operation).toHaveProperty("summary");
});

test("what the control paths answer is what the OpenAPI document says", async () => {
  await using toy = await openToySandbox();
  await toy.call("/toy/pay", { method: "POST", body: "http://127.0.0.1:1/" });
  await ask(toy, "PUT", "/toy/faults", { faults: [{ kind: "trickle", operation: "/nothing" }] });
  await ask(toy, "PUT", "/toy/snapshots/one");
  await toy.sandbox.clock.advance(10_000);
  const { paths } = (await ask(toy, "GET", "/openapi.json")).body;
  for (const [path, methods] of Object.entries<Record<string, ReturnType<typeof JSON.parse>>>(paths)) {
    if (methods["get"] === undefined || path.endsWith("tail")) continue;
    const answer = await ask(toy, "GET", path.replace("/_sandbox", "").replace("{provider}", "toy"));
    const schema = methods["get"].responses["200"].content["application/json"].schema;
    const [fits, problems] = new Validator({}, schema).Errors(answer.body);
    expect({ path, fits, problems }).toEqual({ path, fits: true, problems: [] });
  }
});
