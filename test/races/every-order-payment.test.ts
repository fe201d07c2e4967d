import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { callbacksOfOperation } from "../../src/store/callbacks.ts";
import { bring, firstCallback, intercept } from "../support/callbacks.ts";
import { everyOrder } from "../support/every-order.ts";
import { Gate } from "../support/gate.ts";
import { judge } from "../support/judge.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

type Coming = "callback" | "inquiry" | "cancel";

let world: World;

beforeAll(async () => {
  world = await openWorld({ nodes: 2 });
  world.sandbox.world("mpesa-ke").replaceSettings({ auto_approve_after_ms: null });
});

afterAll(() => world[Symbol.asyncDispose]());

const orders = everyOrder<Coming>(["callback", "inquiry", "cancel"]).map((order) => ({ order }));

describe.each(orders)("of a payment that the payer has approved come $order, over two nodes", ({ order }) => {
  test("the first that knows settles it, the other changes nothing, and the cancel is refused", async () => {
    const payment = await approvedUnheard();
    const answer = await holdInquiry(payment);
    for (const coming of order) await come[coming](payment, answer);
    expect(await world.operation(payment)).toMatchObject({
      status: "succeeded",
      outcome: { basis: { evidence: order.find((coming) => coming !== "cancel") } },
    });
    expect(world.charges(payment)).toHaveLength(1);
    expect(await world.reviews(payment)).toEqual([]);
    const ends = (await world.timeline(payment)).filter(
      ({ detail }) => detail["verdict"] === "applied" && detail["status"] === "succeeded",
    );
    expect(ends).toHaveLength(1);
  });
});

test("afterwards the provider's books, the merchant and the payments fit together", async () => {
  expect(await judge(world)).toEqual([]);
});

/** The callback waits on the wire. */
async function approvedUnheard(): Promise<Payment> {
  const phone_number = `+254745${String(100_000 + world.payments.length)}`;
  intercept(world.wire, phone_number);
  const payment = await world.pay({ phone_number });
  await world.reaches(payment, "awaiting_payer");
  await world.sandbox.world("mpesa-ke").act(phone_number, "approve");
  await until(() => world.wire.callbacksAbout(phone_number).length > 0);
  return payment;
}

/** The provider has been asked, and its answer waits on the wire. */
async function holdInquiry(payment: Payment): Promise<Gate> {
  const gate = new Gate();
  world.wire.tamperWith("inquiry", payment.phone_number, async (arrive) => {
    const answer = await arrive();
    await gate.pass();
    return answer;
  });
  expect((await world.call("POST", `/v1/payments/${payment.shown}/sync`, payment)).status).toBe(202);
  await gate.reached;
  return gate;
}

const come: Readonly<Record<Coming, (payment: Payment, answer: Gate) => Promise<void>>> = {
  callback: async (payment) => {
    const { slot, id } = payment;
    expect(await bring(firstCallback(world.wire, payment.phone_number), other())).toBe(200);
    await until(async () => {
      const kept = await callbacksOfOperation(slot, id, world.node.database);
      return kept.length === 1 && kept[0]?.verdict === "applied";
    });
  },
  inquiry: async (payment, answer) => {
    answer.open();
    await until(async () =>
      (await world.timeline(payment)).some(({ detail }) => detail["evidence"] === "inquiry"),
    );
  },
  cancel: async (payment) => {
    const path = `/v1/payments/${payment.shown}/cancel`;
    const asked = await world.call("POST", path, { ...payment, node: other() });
    expect([asked.status, asked.body.code]).toEqual([409, "not_possible_now"]);
  },
};

function other() {
  return world.nodes[1] ?? world.node;
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(check, { timeout: 20_000, interval: 10 });
}
