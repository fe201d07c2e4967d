import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { callbacksOfOperation } from "../../src/store/callbacks.ts";
import { bring, firstCallback, intercept, rewritten } from "../support/callbacks.ts";
import { judge } from "../support/judge.ts";
import type { Answer } from "../support/mpesa-wire.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

/** What may stand in a provider's message and cannot stand in a database, or not so, or is more than anybody wants. */
const oddities: Readonly<Record<string, (message: string) => string>> = {
  "a NUL in its words": inField("result_desc", "\\u0000 paid"),
  "half a pair in its words": inField("result_desc", "paid \\ud800"),
  "the other half": inField("result_desc", "\\udc00\\ud83d"),
  "200 kB of words": inField("result_desc", "x".repeat(200_000)),
  "words that turn the line around": inField("result_desc", "\\u202e\\ufeff\\uffff"),
  "a number in its words": inField("result_desc", "DS timeout for +254747100000 0747100000"),
  "a NUL in its code": inField("result_code", "0\\u0000"),
  "an endless code": inField("result_code", "9".repeat(10_000)),
  "a NUL in its receipt": inField("mpesa_receipt_number", "UK\\u0000M"),
  "half a pair in its receipt": inField("mpesa_receipt_number", "UK\\ud800"),
  "an endless receipt": inField("mpesa_receipt_number", "U".repeat(100_000)),
  "a NUL in its reference": inField("checkout_request_id", "ws_CO_\\u0000"),
  "an amount that no number holds": (message) => message.replace(/"amount":\d+/, '"amount":1e400'),
  "an amount below zero": (message) => message.replace(/"amount":\d+/, '"amount":-0'),
  "an amount with a fraction": (message) => message.replace(/"amount":\d+/, '"amount":0.1'),
  "an amount beyond what is exact": (message) => message.replace(/"amount":\d+/, '"amount":9007199254740993'),
  "its code twice": (message) => message.replace("{", '{"result_code":"1032",'),
  "a prototype": (message) => message.replace("{", '{"__proto__":{"result_code":"0"},'),
  "lists 10,000 deep": (message) => message.replace("{", `{"a":${"[".repeat(10_000)}${"]".repeat(10_000)},`),
  "a list around it": (message) => `[${message}]`,
  "no end": (message) => message.slice(0, -20),
  "nothing in it": () => "",
  "bytes that are no text": () => "\u0000\ufffd\u0001",
};

function inField(name: string, value: string): (message: string) => string {
  return (message) => message.replace(new RegExp(`"${name}":(?:"[^"]*"|null)`), `"${name}":"${value}"`);
}

const names = Object.keys(oddities);
let world: World;
const odd = new Map<string, Payment>();
let neighbours: readonly Payment[];

beforeAll(async () => {
  world = await openWorld({ nodes: 2 });
  world.sandbox.world("mpesa-ke").replaceSettings({ auto_approve_after_ms: null });
  const made = await Promise.all([...names, ...names].map(approvedUnheard));
  for (const [index, name] of names.entries()) odd.set(name, made[index] as Payment);
  neighbours = made.slice(names.length);
  // All at once to one node, so that they are stored and read in the same batches.
  const callbacks = [
    ...neighbours.map((payment) => genuine(payment)),
    ...names.map((name) => rewritten(genuine(of(name)), oddities[name] ?? String)),
  ];
  const answers = await Promise.all(callbacks.map((callback) => bring(callback, world.node)));
  expect(new Set(answers)).toEqual(new Set([200]));
  await world.settle(...world.payments);
}, 120_000);

afterAll(() => world[Symbol.asyncDispose]());

test("whoever came in the same batch is settled by the callback, as if nothing odd had come", async () => {
  for (const payment of neighbours)
    expect(await world.operation(payment)).toMatchObject({
      status: "succeeded",
      outcome: { basis: { evidence: "callback" } },
    });
});

test.each(names)(
  "a callback with %s is kept and judged, and the payment is settled all the same",
  async (name) => {
    const payment = of(name);
    const kept = await callbacksOfOperation(payment.slot, payment.id, world.node.database);
    expect(kept.map(({ verdict }) => verdict)).toEqual(["applied"]);
    expect(["succeeded", "in_reconciliation"]).toContain(await world.statusOf(payment));
    expect(world.charges(payment)).toHaveLength(1);
    if ((await world.statusOf(payment)) === "in_reconciliation")
      expect(await world.reviews(payment)).toMatchObject([{ cause: "amount_differs", status: "open" }]);
  },
);

describe("an answer to the submit", () => {
  test.each<readonly [string, string]>([
    ["a NUL in its reference", '{"ResponseCode":"0","CheckoutRequestId":"ws_\\u0000"}'],
    ["half a pair in its reference", '{"ResponseCode":"0","CheckoutRequestId":"ws_\\ud800"}'],
    ["an endless reference", `{"ResponseCode":"0","CheckoutRequestId":"${"w".repeat(100_000)}"}`],
    ["a NUL in its code", '{"error_code":"A\\u0000B","message":"\\u0000"}'],
    ["half a pair in its words", '{"error_code":"INTERNAL_ERROR","message":"\\ud800"}'],
    ["a prototype", '{"__proto__":{"ResponseCode":"0"},"constructor":"x"}'],
  ])("with %s is written down, and harms nobody", async (_what, body) => {
    const phone_number = newPhone();
    world.wire.tamperWith("submit", phone_number, async (arrive): Promise<Answer> => {
      await arrive();
      return { status: 200, headers: { "content-type": "application/json" }, body };
    });
    const payment = await world.pay({ phone_number });
    const state = async () => (await world.operation(payment)).memory.attempts.at(-1)?.state;
    await vi.waitUntil(async () => !["planned", "sending"].includes((await state()) ?? ""), {
      timeout: 20_000,
      interval: 20,
    });
    await world.sandbox.world("mpesa-ke").act(phone_number, "approve");
    await world.settle(payment);
    expect(["succeeded", "in_reconciliation"]).toContain(await world.statusOf(payment));
    expect(world.wire.made("submit", phone_number)).toBe(1);
  });
});

test("nothing of it was a fault of ours, and the books, the merchant and the payments fit together", async () => {
  expect(await judge(world)).toEqual([]);
});

async function approvedUnheard(): Promise<Payment> {
  const phone_number = newPhone();
  intercept(world.wire, phone_number);
  const payment = await world.pay({ phone_number });
  await world.reaches(payment, "awaiting_payer");
  await world.sandbox.world("mpesa-ke").act(phone_number, "approve");
  const sent = () => world.wire.callbacksAbout(phone_number).length > 0;
  await vi.waitUntil(sent, { timeout: 20_000, interval: 10 });
  return payment;
}

let phones = 0;
function newPhone(): string {
  phones += 1;
  return `+254747${String(200_000 + phones)}`;
}

function genuine({ phone_number }: Payment) {
  return firstCallback(world.wire, phone_number);
}

function of(name: string): Payment {
  const payment = odd.get(name);
  if (payment === undefined) throw new Error("Nobody paid.");
  return payment;
}
