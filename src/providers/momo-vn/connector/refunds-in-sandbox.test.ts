import { expect, test } from "vitest";
import type { Known } from "../../../connector/connector.ts";
import { type DrivenSandbox, openDrivenSandbox } from "./testing/driven-sandbox.ts";
import { known, refund, refunded } from "./testing/orders.ts";

const MINUTE_MS = 60_000;

/** A payment that its payer has confirmed, with what its messages taught. */
async function paid(sandbox: DrivenSandbox, wish: Partial<Known> = {}): Promise<Known> {
  const order = sandbox.fresh({ ...known, phone_number: "+84912345678", ...wish });
  await sandbox.submit(order);
  await sandbox.advance(10_000);
  const { provider_reference } = await sandbox.ask(order);
  return { ...order, provider_reference };
}

function refundOf(sandbox: DrivenSandbox, payment: Known, dong: bigint): Known {
  const { attempt_reference, provider_reference, provider_options } = payment;
  const given = { ...refunded, attempt_reference, provider_reference, provider_options };
  return sandbox.fresh({ ...refund, amount: { minor: dong, currency: "VND" }, refunded: given });
}

function reversed({ world }: DrivenSandbox): readonly (string | null)[] {
  return world.books().flatMap(({ kind, amount_minor }) => (kind === "reversal" ? [amount_minor] : []));
}

test("a payment is given back in parts, each found by its own name, and never more than was paid", async () => {
  await using sandbox = await openDrivenSandbox();
  const payment = await paid(sandbox);
  const first = refundOf(sandbox, payment, 100_000n);
  const second = refundOf(sandbox, payment, 50_000n);
  const third = refundOf(sandbox, payment, 1_000n);
  expect((await sandbox.submit(first)).reading).toMatchObject({ category: "completed", money: "moved" });
  expect(await sandbox.submit(second)).toMatchObject({ amount_minor: 50_000n, reading: { money: "moved" } });
  const tooMuch = { money: "not_moved", finality: "final", reason: "already_refunded" };
  expect((await sandbox.submit(third)).reading).toMatchObject(tooMuch);
  expect((await sandbox.ask(first)).amount_minor).toBe(100_000n);
  expect((await sandbox.ask(second)).reading.money).toBe("moved");
  expect((await sandbox.ask(third)).reading).toMatchObject(tooMuch);
  expect(reversed(sandbox)).toEqual(["100000", "50000"]);
});

test("a payment in two steps is given back once it is captured, and not before", async () => {
  await using sandbox = await openDrivenSandbox();
  const held = await paid(sandbox, { capture: "manual" });
  const early = await sandbox.submit(refundOf(sandbox, held, 20_000n));
  expect(early.reading).toMatchObject({ reason: "refund_not_allowed", money: "not_moved" });
  expect((await sandbox.change("capture", held)).reading).toMatchObject({ money: "moved" });
  expect((await sandbox.submit(refundOf(sandbox, held, 150_000n))).reading.money).toBe("moved");
  expect(reversed(sandbox)).toEqual(["150000"]);
});

test("a refund that fails for a while is not moved by itself; a new one works once the cause is gone", async () => {
  await using sandbox = await openDrivenSandbox();
  const phone_number = "+84900001080";
  const payment = await paid(sandbox, { phone_number });
  const failed = refundOf(sandbox, payment, 20_000n);
  expect((await sandbox.submit(failed)).reading).toMatchObject({
    money: "not_moved",
    advice: { action: "retry_later", reference: "new", after_seconds: 3_600 },
  });
  await sandbox.world.play("pays", phone_number);
  expect((await sandbox.submit(failed)).reading.money).toBe("not_moved");
  expect((await sandbox.submit(refundOf(sandbox, payment, 20_000n))).reading.money).toBe("moved");
  expect(reversed(sandbox)).toEqual(["20000"]);
});

test("a slow refund is asked about, and blocks another meanwhile", async () => {
  await using sandbox = await openDrivenSandbox();
  const payment = await paid(sandbox, { phone_number: "+84900008080" });
  const slow = refundOf(sandbox, payment, 20_000n);
  expect((await sandbox.submit(slow)).reading).toMatchObject({ finality: "interim", money: "unknown" });
  const blocked = await sandbox.submit(refundOf(sandbox, payment, 20_000n));
  expect(blocked.reading).toMatchObject({ reason: "already_in_progress", money: "not_moved" });
  expect((await sandbox.ask(slow)).reading.finality).toBe("interim");
  await sandbox.advance(10 * MINUTE_MS);
  expect((await sandbox.ask(slow)).reading).toMatchObject({ finality: "final", money: "moved" });
  expect(reversed(sandbox)).toEqual(["20000"]);
});

test("a refund is made once, however often it is sent, and found when its answers were lost", async () => {
  await using sandbox = await openDrivenSandbox();
  const order = refundOf(sandbox, await paid(sandbox), 20_000n);
  await sandbox.submit(order);
  expect((await sandbox.submit(order)).reading.money).toBe("moved");
  const renamed = { ...order, call_reference: "another-request" };
  expect((await sandbox.submit(renamed)).reading).toMatchObject({ category: "duplicate", money: "unknown" });
  expect((await sandbox.ask(order)).reading.money).toBe("moved");
  expect(reversed(sandbox)).toEqual(["20000"]);
});

test("what cannot be refunded, and who may not refund, is told apart", async () => {
  await using sandbox = await openDrivenSandbox();
  const barred = await paid(sandbox, { phone_number: "+84900001088" });
  const refused = await sandbox.submit(refundOf(sandbox, barred, 20_000n));
  expect(refused.reading).toMatchObject({ advice: { action: "escalate" }, money: "not_moved" });
  const payment = await paid(sandbox);
  const elsewhere = { ...sandbox.settings, partner_code: "HAKIKAVN0002" };
  const forbidden = await sandbox.submit(refundOf(sandbox, payment, 20_000n), elsewhere);
  expect(forbidden.reading).toMatchObject({ category: "merchant_setup", money: "not_moved" });
  expect(reversed(sandbox)).toEqual([]);
});
