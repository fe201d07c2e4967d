import { expect, test } from "vitest";
import type { Known } from "../../../connector/connector.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import { connector } from "../connector.ts";
import { binding } from "./binding.ts";
import { type DrivenSandbox, openDrivenSandbox } from "./testing/driven-sandbox.ts";
import { known, link, notificationOf, refund, refunded } from "./testing/orders.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PHONE = "+84912345678";

async function opened(
  sandbox: DrivenSandbox,
  wish: Partial<SubscriptionOrder> = {},
): Promise<SubscriptionOrder> {
  const order = sandbox.fresh({ ...link, phone_number: PHONE, ...wish });
  const payer_url = expect.stringContaining("/v2/gateway/binding?");
  expect(await sandbox.create(order)).toMatchObject({ standing: "pending", payer_url });
  return order;
}

/** Exchanges what a message has handed over. */
function bound(
  sandbox: DrivenSandbox,
  order: SubscriptionOrder,
  { payer_answer = null }: { readonly payer_answer?: string | null },
): Promise<SubscriptionFinding> {
  return sandbox.changeLink("confirm", { ...order, payer_answer });
}

async function linked(
  sandbox: DrivenSandbox,
  wish: Partial<SubscriptionOrder> = {},
): Promise<SubscriptionOrder> {
  const order = await opened(sandbox, wish);
  await sandbox.advance(10_000);
  const { secret = null } = await bound(sandbox, order, await sandbox.askLink(order));
  expect(secret).not.toBeNull();
  return { ...order, secret };
}

function chargeOf(sandbox: DrivenSandbox, { secret }: SubscriptionOrder, wish: Partial<Known> = {}): Known {
  return sandbox.fresh({ ...known, subscription: { provider_reference: null, secret }, ...wish });
}

function heard(sandbox: DrivenSandbox, order: SubscriptionOrder): SubscriptionFinding {
  const callback = notificationOf(sandbox.receiver.notified[0]?.body ?? {});
  const verification = connector.verifyCallback(callback, sandbox.settings, 0);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return binding.readCallback?.(verification.callback, order, 0) ?? expect.fail("It is read.");
}

test("a wallet is linked by its notification, charged again and again, and given up", async () => {
  await using sandbox = await openDrivenSandbox();
  const order = await opened(sandbox);
  await sandbox.advance(10_000);
  const told = heard(sandbox, order);
  expect(told).toMatchObject({ standing: "pending", strength: "proof", payer_answer: expect.any(String) });
  const confirmed = await bound(sandbox, order, told);
  expect(confirmed).toMatchObject({ standing: "active", reading: { category: "completed" } });
  const standing = { ...order, secret: confirmed.secret ?? null };
  for (const minor of [30_000n, 45_000n]) {
    const payment = chargeOf(sandbox, standing, { amount: { minor, currency: "VND" } });
    expect(await sandbox.submit(payment)).toMatchObject({ reading: { money: "moved" }, amount_minor: minor });
    expect((await sandbox.ask(payment)).reading).toMatchObject({ category: "completed", finality: "final" });
  }
  expect(await sandbox.changeLink("cancel", standing)).toMatchObject({ standing: "ended" });
  expect(await sandbox.changeLink("cancel", standing)).toMatchObject({ standing: "ended" });
  const refused = await sandbox.submit(chargeOf(sandbox, standing));
  expect(refused.reading).toMatchObject({ reason: "token_invalid", finality: "final", money: "not_moved" });
  expect(sandbox.world.books().map(({ amount_minor }) => amount_minor)).toEqual(["30000", "45000"]);
});

test("a wallet is linked as well by an inquiry, and after the confirm's answer was lost", async () => {
  await using sandbox = await openDrivenSandbox();
  const order = await opened(sandbox, { provider_options: {} });
  expect((await sandbox.askLink(order)).reading.reason).toBe("awaiting_payer");
  await sandbox.advance(10_000);
  const first = await bound(sandbox, order, await sandbox.askLink(order));
  const second = await bound(sandbox, order, await sandbox.askLink(order));
  expect(second).toMatchObject({ standing: "active", secret: first.secret });
});

test("a link that ends with 9000 is as good", async () => {
  await using sandbox = await openDrivenSandbox();
  sandbox.world.replaceSettings({ link_ends_with: "9000" });
  expect((await linked(sandbox)).secret).toContain("value");
});

test("a wallet whose owner declines, or lets the link run out, is not linked", async () => {
  await using sandbox = await openDrivenSandbox();
  const declined = await opened(sandbox, { phone_number: "+84900001006" });
  const ignored = await opened(sandbox, { phone_number: "+84900001005" });
  await sandbox.advance(15 * MINUTE_MS);
  const ended = { standing: "ended", reading: { finality: "final", money: "none" } };
  expect(await sandbox.askLink(declined)).toMatchObject(ended);
  expect(await sandbox.askLink(ignored)).toMatchObject(ended);
});

test("a callback token that is not the order's links nothing", async () => {
  await using sandbox = await openDrivenSandbox();
  const order = await opened(sandbox);
  await sandbox.advance(10_000);
  expect(await bound(sandbox, order, { payer_answer: "another" })).toMatchObject({ standing: null });
});

test("a charge without money fails, and one that takes its time is asked about", async () => {
  await using sandbox = await openDrivenSandbox();
  const order = await linked(sandbox);
  await sandbox.world.setBalance(PHONE, "0");
  const poor = await sandbox.submit(chargeOf(sandbox, order));
  expect(poor.reading).toMatchObject({ reason: "insufficient_funds", money: "not_moved" });
  await sandbox.world.setBalance(PHONE, "1000000");
  await sandbox.world.play("slow_processing", PHONE);
  const slow = chargeOf(sandbox, order);
  expect((await sandbox.submit(slow)).reading).toMatchObject({ finality: "interim", money: "unknown" });
  await sandbox.advance(10 * MINUTE_MS);
  expect((await sandbox.ask(slow)).reading.money).toBe("moved");
});

test("a charge in two steps is held, captured and given back", async () => {
  await using sandbox = await openDrivenSandbox();
  const payment = chargeOf(sandbox, await linked(sandbox), { capture: "manual" });
  expect((await sandbox.submit(payment)).reading).toMatchObject({ money: "reserved" });
  expect((await sandbox.change("capture", payment)).reading.money).toBe("moved");
  const { provider_reference } = await sandbox.ask(payment);
  const { attempt_reference } = payment;
  const given = { ...refunded, attempt_reference, provider_reference };
  expect((await sandbox.submit(sandbox.fresh({ ...refund, refunded: given }))).reading.money).toBe("moved");
});

test("a charge whose payer has to type a code waits for it, and takes no wrong one", async () => {
  await using sandbox = await openDrivenSandbox();
  const payment = chargeOf(sandbox, await linked(sandbox), { provider_options: { ask_for_code: true } });
  expect((await sandbox.submit(payment)).reading).toMatchObject({ actor: "payer", money: "not_moved" });
  const typed = async (payer_answer: string) =>
    (await sandbox.change("confirm", { ...payment, payer_answer })).reading;
  expect(await typed("123456")).toMatchObject({ reason: "wrong_pin", money: "not_moved" });
  expect((await sandbox.ask(payment)).reading).toMatchObject({ finality: "interim", actor: "payer" });
  expect(await typed("000000")).toMatchObject({ category: "completed", money: "moved" });
  expect(sandbox.world.books()).toHaveLength(1);
});

test("a plan is charged once in each period, by its own amount, until it is given up", async () => {
  await using sandbox = await openDrivenSandbox();
  const plan = {
    name: "Weekly tickets",
    every: "week",
    amount: "30000",
    first_charge_on: "2026-11-23",
    ends_on: "2026-12-20",
  };
  const order = await linked(sandbox, { provider_options: { plan } });
  const charged = async (minor = 30_000n) =>
    (await sandbox.submit(chargeOf(sandbox, order, { amount: { minor, currency: "VND" } }))).reading;
  expect(await charged()).toMatchObject({ reason: "subscription_state", money: "not_moved" });
  await sandbox.advance(2 * DAY_MS);
  expect(await charged(20_000n)).toMatchObject({ reason: "amount_out_of_bounds", money: "not_moved" });
  expect(await charged()).toMatchObject({ category: "completed", money: "moved" });
  expect(await charged()).toMatchObject({ reason: "already_paid", money: "not_moved" });
  await sandbox.advance(7 * DAY_MS);
  expect(await charged()).toMatchObject({ money: "moved" });
  expect(await sandbox.changeLink("cancel", order)).toMatchObject({ standing: "ended" });
  expect(await charged()).toMatchObject({ reason: "token_invalid" });
  expect(sandbox.world.books()).toHaveLength(2);
});

test("a key that is none charges nobody", async () => {
  await using sandbox = await openDrivenSandbox();
  const order = await linked(sandbox);
  const settings = { ...sandbox.settings, public_key: "no key" };
  const refused = await sandbox.submit(chargeOf(sandbox, order), settings);
  expect(refused.reading).toMatchObject({ money: "not_moved", finality: "final" });
});
