import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { HttpRequest } from "../../src/connector/http.ts";
import type { PhoneAct } from "../../src/connector/simulator.ts";
import { callbacksOfOperation } from "../../src/store/callbacks.ts";
import { bring, firstCallback, intercept, refusal, rewritten, success } from "../support/callbacks.ts";
import { Gate } from "../support/gate.ts";
import { holdStatement } from "../support/gated-database.ts";
import { judge } from "../support/judge.ts";
import { HOUR } from "../support/operations.ts";
import { shuffled } from "../support/shuffled.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

let world: World;

beforeAll(async () => {
  world = await openWorld({ nodes: 2 });
  provider().replaceSettings({ auto_approve_after_ms: null });
});

afterAll(() => world[Symbol.asyncDispose]());

test("a callback that comes one to five times, shuffled with others, to two nodes at once, counts once", async () => {
  const payments = await Promise.all(Array.from({ length: 30 }, () => payUnheard("approve")));
  const times = (index: number) => 1 + (index % 5);
  const copies = payments.flatMap(({ phone_number }, index) =>
    Array.from({ length: times(index) }, () => firstCallback(world.wire, phone_number)),
  );
  const storm = shuffled(copies, 1).map((callback, index) =>
    bring(callback, world.nodes[index % 2] ?? world.node),
  );
  expect(new Set(await Promise.all(storm))).toEqual(new Set([200]));
  await world.rest();
  for (const [index, payment] of payments.entries()) {
    const applied = (await world.timeline(payment)).filter(({ detail }) => detail["verdict"] === "applied");
    expect(applied.at(-1)?.detail).toMatchObject({ status: "succeeded", evidence: "callback" });
    expect(applied.filter(({ detail }) => detail["status"] === "succeeded")).toHaveLength(1);
    expect(
      (await verdictsOf(payment)).every((verdict) => verdict === "applied" || verdict === "repeated"),
    ).toBe(true);
    expect(await verdictsOf(payment)).toHaveLength(times(index));
  }
  expect(toldOf("payment.succeeded").sort()).toEqual(payments.map(({ shown }) => shown).sort());
});

describe("a callback that cannot be believed is kept, answered with 401, and changes nothing", () => {
  test.each<readonly [string, (callback: HttpRequest) => HttpRequest]>([
    [
      "without a signature",
      ({ headers: { "x-webhook-signature": _, ...headers }, ...rest }) => ({ ...rest, headers }),
    ],
    [
      "with another's signature",
      ({ headers, ...rest }) => ({ ...rest, headers: { ...headers, "x-webhook-signature": "0".repeat(64) } }),
    ],
    [
      "altered on its way",
      ({ body, ...rest }) => ({
        ...rest,
        body: (body ?? "").replace('"result_code":"1032"', '"result_code":"0"'),
      }),
    ],
    [
      "written anew with other spaces",
      ({ body, ...rest }) => ({ ...rest, body: JSON.stringify(JSON.parse(body ?? ""), null, 1) }),
    ],
    ["by another method", (callback) => ({ ...callback, method: "PUT" })],
  ])("%s", async (_what, forge) => {
    const payment = await payUnheard("refuse");
    const genuine = firstCallback(world.wire, payment.phone_number);
    const before = await world.operation(payment);
    expect(await bring(forge(genuine), world.node)).toBe(401);
    expect(await verdictsOf(payment)).toEqual(["refused"]);
    expect(await world.operation(payment)).toEqual(before);
    expect(await bring(genuine, world.node)).toBe(200);
    await world.reaches(payment, "failed");
  });
});

describe("a callback that is signed and yet proves nothing only makes us ask", () => {
  test.each<readonly [string, (message: string) => string]>([
    ["it is older than any delivery of the provider's", (message) => withTime(message, -4 * HOUR)],
    ["it comes from the future", (message) => withTime(message, HOUR)],
    [
      "its code and its words disagree",
      (message) => message.replace('"status":"completed"', '"status":"failed"'),
    ],
    [
      "it is about another push",
      (message) => message.replace(/"checkout_request_id":"[^"]+"/, '"checkout_request_id":"ws_CO_1"'),
    ],
    ["it is no JSON", () => "paid!"],
  ])("%s", async (_what, change) => {
    const payment = await payUnheard("approve");
    expect(await bring(rewritten(firstCallback(world.wire, payment.phone_number), change), world.node)).toBe(
      200,
    );
    expect(await world.reaches(payment, "succeeded")).toMatchObject({
      outcome: { basis: { evidence: "inquiry" } },
    });
    expect(world.wire.arrived("inquiry", payment.phone_number)).toBe(1);
  });
});

test("a callback that states another amount is for a person to look at", async () => {
  const payment = await payUnheard("approve");
  const other = (message: string) => message.replace('"amount":150', '"amount":15');
  await bring(rewritten(firstCallback(world.wire, payment.phone_number), other), world.node);
  await world.reaches(payment, "in_reconciliation");
  expect(await world.reviews(payment)).toMatchObject([{ cause: "amount_differs", status: "open" }]);
});

test("a callback that overtakes the answer to its own submit settles the payment, and the answer changes nothing", async () => {
  const answer = new Gate();
  const phone_number = newPhone();
  world.wire.tamperWith("submit", phone_number, async (arrive) => {
    const taken = await arrive();
    await answer.pass();
    return taken;
  });
  const payment = await world.pay({ phone_number });
  await answer.reached;
  await provider().act(phone_number, "approve");
  await world.reaches(payment, "succeeded");
  answer.open();
  await vi.waitFor(
    async () =>
      expect(await world.timeline(payment)).toMatchObject([
        { type: "created" },
        { type: "attempt_began" },
        { detail: { evidence: "callback", verdict: "applied", status: "succeeded" } },
        { detail: { evidence: "answer", verdict: "ignored", status: "succeeded" } },
      ]),
    { timeout: 10_000, interval: 20 },
  );
});

test.each<readonly [PhoneAct, string, (message: string) => string]>([
  ["approve", "succeeded", refusal],
  ["refuse", "failed", success],
])(
  "after %s, a callback that says the opposite opens a review, and the payment stays %s",
  async (act, status, opposite) => {
    const payment = await payUnheard(act);
    const genuine = firstCallback(world.wire, payment.phone_number);
    await bring(genuine, world.node);
    await world.reaches(payment, status === "succeeded" ? "succeeded" : "failed");
    expect(await bring(rewritten(genuine, opposite), world.node)).toBe(200);
    await world.rest();
    expect(await world.operation(payment)).toMatchObject({
      status,
      outcome: { safe_to_charge_again: false },
    });
    expect(await world.reviews(payment)).toMatchObject([{ cause: "contradiction", status: "open" }]);
  },
);

test("of two callbacks that contradict each other the first counts, however long it takes to be taken in", async () => {
  const [payment, other] = [await payUnheard("approve"), await payUnheard("approve")];
  using reading = new Gate();
  const node = await world.startNode({ through: holdStatement("read_operations", reading) });
  const genuine = firstCallback(world.wire, payment.phone_number);
  await bring(genuine, node);
  await reading.reached;
  await bring(rewritten(genuine, refusal), node);
  await bring(firstCallback(world.wire, other.phone_number), node);
  await world.reaches(other, "succeeded");
  expect(await world.statusOf(payment), "nothing overtakes the first").toBe("awaiting_payer");
  reading.open();
  await world.rest();
  expect(await world.statusOf(payment)).toBe("succeeded");
  expect(await world.reviews(payment)).toMatchObject([{ cause: "contradiction", status: "open" }]);
});

describe("the addresses", () => {
  test.each(["GET", "HEAD"])("answer the provider's check, a %s, and nothing happens", async (method) => {
    const payment = await payUnheard("approve");
    const before = await world.operation(payment);
    const { url } = firstCallback(world.wire, payment.phone_number);
    expect((await fetch(url, { method })).status).toBe(200);
    expect(await world.operation(payment)).toEqual(before);
    expect(await verdictsOf(payment)).toEqual([]);
  });

  test.each([
    ["empty", ""],
    ["short", "x"],
    ["of the right length", "A".repeat(66)],
    ["longer", "A".repeat(90)],
  ])("that are not ours are not found: %s", async (_what, address) => {
    expect((await fetch(`${world.node.url}/hooks/${address}`, { method: "POST", body: "{}" })).status).toBe(
      404,
    );
  });

  test("of one payment are no good for another", async () => {
    const [one, other] = [await payUnheard("approve"), await payUnheard("refuse")];
    const [first, second] = [one, other].map(({ phone_number }) => firstCallback(world.wire, phone_number));
    if (first === undefined || second === undefined) throw new Error("A callback is missing.");
    await bring({ ...first, url: second.url }, world.node);
    expect(await world.reaches(other, "failed")).toMatchObject({
      outcome: { basis: { evidence: "inquiry" } },
    });
    expect(await world.statusOf(one)).toBe("awaiting_payer");
  });
});

test("afterwards the provider's books, the merchant and the payments fit together", async () => {
  await world.settle(...world.payments);
  expect(await judge(world)).toEqual([]);
});

/** A payment whose payer has decided, of which its callback has not told. */
async function payUnheard(act: PhoneAct): Promise<Payment> {
  const phone_number = newPhone();
  intercept(world.wire, phone_number);
  const payment = await world.pay({ phone_number });
  await world.reaches(payment, "awaiting_payer");
  await provider().act(phone_number, act);
  await vi.waitUntil(() => world.wire.callbacksAbout(phone_number).length > 0, {
    timeout: 10_000,
    interval: 5,
  });
  return payment;
}

let phones = 0;
function newPhone(): string {
  phones += 1;
  return `+254744${String(100_000 + phones)}`;
}

/** Whose payers do nothing unless they are told to. */
function provider() {
  return world.sandbox.world("mpesa-ke");
}

async function verdictsOf({ slot, id }: Payment) {
  return (await callbacksOfOperation(slot, id, world.node.database)).map(({ verdict }) => verdict);
}

/** Shown ids of the payments of which the merchant was told so. */
function toldOf(type: string): string[] {
  const events = world.receiver.heard.map(({ body }) => JSON.parse(body));
  return events.filter((event) => event.type === type).map(({ data }) => data.id);
}

function withTime(message: string, later_ms: number): string {
  const { timestamp } = JSON.parse(message);
  const moved = `${new Date(Date.parse(timestamp) + later_ms).toISOString().slice(0, 19)}Z`;
  return message.replace(timestamp, moved);
}
