import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { intercept } from "../support/callbacks.ts";
import { judge } from "../support/judge.ts";
import { often } from "../support/often.ts";
import { impatientTransport, submitFaults } from "../support/submit-faults.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

/** For each fault: a payer who pays or refuses, and a callback that comes or is lost. */
const PAYMENTS_OF_EACH = 4 * often(2);

interface Ambiguous extends Payment {
  readonly pays: boolean;
  readonly callback_comes: boolean;
}

const transport = impatientTransport((path) => path.endsWith("/initiate"));
const payments = new Map<string, readonly Ambiguous[]>();
let world: World;

beforeAll(async () => {
  world = await openWorld({ node: { transport: transport.send } });
  const provider = world.sandbox.world("mpesa-ke");
  for (const { name, fault } of submitFaults) {
    provider.faults.replace([{ ...fault, operation: "initiate" }]);
    const indexes = Array.from({ length: PAYMENTS_OF_EACH }, (_, index) => index);
    const made = await Promise.all(indexes.map(pay));
    payments.set(name, made);
    await submitsAreOver(made);
    expect(provider.faults.list()).toMatchObject([{ fired: PAYMENTS_OF_EACH }]);
  }
  provider.faults.replace([]);
  await world.settle(...world.payments);
}, 240_000);

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await transport.close();
});

describe.each(submitFaults)("a payment whose submit $name", ({ name, carried_out }) => {
  test("is submitted once, and the payer is charged once at most", () => {
    for (const { phone_number, pays, ...payment } of of(name)) {
      expect(world.wire.made("submit", phone_number)).toBe(carried_out ? 1 : 0);
      expect(world.charges({ ...payment, phone_number })).toHaveLength(carried_out && pays ? 1 : 0);
    }
  });

  test("ends as its callback says, and without one a person is asked", async () => {
    for (const payment of of(name)) {
      const told = carried_out && payment.callback_comes;
      const status = !told ? "in_reconciliation" : payment.pays ? "succeeded" : "failed";
      expect(await world.statusOf(payment)).toBe(status);
      const reviews = (await world.reviews(payment)).map((review) => `${review.cause} ${review.status}`);
      expect(reviews).toEqual(told ? [] : ["cannot_ask open"]);
    }
  });

  test("was called failed, if at all, only on the provider's own word", async () => {
    for (const payment of of(name)) {
      const failures = (await world.timeline(payment)).filter(({ detail }) => detail["status"] === "failed");
      expect(failures.length > 0).toBe((await world.statusOf(payment)) === "failed");
      for (const { detail } of failures) expect(["callback", "inquiry"]).toContain(detail["evidence"]);
    }
  });
});

test("the provider's books, the merchant and the payments fit together", async () => {
  expect(await judge(world)).toEqual([]);
});

async function pay(index: number): Promise<Ambiguous> {
  const phone_number = `+254746${String(100_000 + world.payments.length + index)}`;
  const pays = index % 2 === 0;
  const callback_comes = index % 4 < 2;
  if (!pays) await world.sandbox.world("mpesa-ke").play("cancels", phone_number);
  if (!callback_comes) intercept(world.wire, phone_number);
  return { ...(await world.pay({ phone_number })), pays, callback_comes };
}

/** Whatever became of the calls is written down. */
async function submitsAreOver(made: readonly Payment[]): Promise<void> {
  const attempts = async () =>
    (await world.operations(made)).map(({ memory }) => memory.attempts.at(-1)?.state);
  await vi.waitUntil(
    async () => (await attempts()).every((state) => state !== "planned" && state !== "sending"),
    { timeout: 30_000, interval: 20 },
  );
}

function of(name: string): readonly Ambiguous[] {
  return payments.get(name) ?? [];
}
