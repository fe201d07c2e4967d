import { expect, test } from "vitest";
import { phoneDigest } from "../../src/engine/phone.ts";
import { ask } from "../support/ask.ts";
import { judge } from "../support/judge.ts";
import { MINUTE } from "../support/operations.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

const PHONE = "+254711000001";

test("of payments for one phone at once, on two nodes, each waits until the prompt before it has ended", async () => {
  await using world = await openWorld({ nodes: 2 });
  const promptsOpenAtSubmit: boolean[] = [];
  world.wire.tamperWith("submit", PHONE, async (arrive) => {
    promptsOpenAtSubmit.push(hasPrompt(world, PHONE));
    return await arrive();
  });
  const wishes = [150, 160, 170, 180, 190, 200].map((shillings, index) => ({
    shillings,
    phone_number: PHONE,
    ...(world.nodes[index % 2] !== undefined && { node: world.nodes[index % 2] }),
  }));
  const payments = await Promise.all(wishes.map((wish) => world.pay(wish)));
  await world.settle(...payments);
  expect(await Promise.all(payments.map((payment) => world.statusOf(payment)))).toEqual(
    payments.map(() => "succeeded"),
  );
  expect(promptsOpenAtSubmit).toEqual(payments.map(() => false));
  expect(await judge(world)).toEqual([]);
});

test("a payment whose phone is busy is queued, says so, and can be withdrawn", async () => {
  await using world = await openWorld();
  const first = await world.pay({ phone_number: PHONE });
  await world.reaches(first, "awaiting_payer");
  const second = await world.pay({ phone_number: PHONE, shillings: 160 });
  await world.reaches(second, "queued");
  expect((await world.timeline(second)).at(-1)?.detail).toMatchObject({ held_because: "phone_locked" });
  const withdrawn = await world.call("POST", `/v1/payments/${second.shown}/cancel`, second);
  expect(withdrawn.body).toMatchObject({ status: "cancelled", outcome: { safe_to_charge_again: true } });
  await world.settle(first, second);
  expect(world.wire.made("submit", PHONE)).toBe(1);
  expect(await judge(world)).toEqual([]);
});

test("while they wait, payments leave no events behind", async () => {
  await using world = await openWorld();
  const first = await world.pay({ phone_number: "+254700001037" });
  await world.reaches(first, "awaiting_payer");
  const second = await world.pay({ phone_number: "+254700001037", shillings: 160 });
  await world.settle(first, second);
  const held = (await world.timeline(second)).filter(({ type }) => type === "held");
  expect(held).toHaveLength(1);
});

test.each([
  ["ended in the payer's silence", "+254700001037", 2 * MINUTE],
  ["is in doubt", "+254700005006", 4 * MINUTE],
])(
  "after a prompt that %s the phone rests, for the prompt may still stand there",
  async (_what, phone_number, rest) => {
    await using world = await openWorld();
    const first = await world.pay({ phone_number });
    await world.reaches(first, first.phone_number === "+254700001037" ? "awaiting_payer" : "processing");
    const second = await world.pay({ phone_number, shillings: 160 });
    await world.settle(first, second);
    expect((await beganAt(world, second)) - (await beganAt(world, first))).toBeGreaterThanOrEqual(rest);
    expect(await judge(world)).toEqual([]);
  },
);

test("a payment whose turn never comes fails, was never sent, and is safe to make again", async () => {
  await using world = await openWorld();
  const digest = phoneDigest(PHONE, world.node.vault);
  await ask(
    world.database.url,
    `insert into hakika.phone_locks (slot, provider, phone_digest, operation_id, locked_until, prompted_at)
     values (${(digest[0] ?? 0) & 63}, 'mpesa-ke', '\\x${digest.toString("hex")}', gen_random_uuid(), now() + interval '1 day', '{}')`,
  );
  const payment = await world.pay({ phone_number: PHONE });
  await world.settle(payment);
  expect(await world.operation(payment)).toMatchObject({
    status: "failed",
    outcome: { reason: "expired", money: "not_moved", safe_to_charge_again: true },
  });
  expect(world.wire.made("submit", PHONE)).toBe(0);
  expect(await judge(world)).toEqual([]);
});

function hasPrompt(world: World, phone_number: string): boolean {
  const phone = world.sandbox
    .world("mpesa-ke")
    .phones()
    .find((each) => each.phone_number === phone_number);
  return phone !== undefined && phone.prompt !== null;
}

async function beganAt(world: World, payment: Payment): Promise<number> {
  const began = (await world.timeline(payment)).find(({ type }) => type === "attempt_began");
  if (began === undefined) throw new Error("No attempt was begun.");
  return began.at;
}
