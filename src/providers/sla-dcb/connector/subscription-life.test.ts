import { expect, test } from "vitest";
import { markVerified } from "../../../connector/connector.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import { connector } from "../connector.ts";
import { campaign, MERCHANT, type RawClient } from "../simulator/testing/raw-client.ts";
import { openSubscriptionClient } from "../testing/subscription-client.ts";
import { named, START_MS, shop } from "../testing/subscription-orders.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const NUMBER = "+2348090001234";
const patience = { timeout: 20_000 };

test("a PIN on the phone makes a subscription, which an inquiry confirms", async () => {
  await using client = await openSubscriptionClient();
  expect(await client.create()).toMatchObject({ reading: { actor: "payer", money: "not_moved" } });
  const made = await client.confirm({ payer_answer: client.raw.lastSms(NUMBER.slice(1)).slice(0, 5) });
  expect(made).toMatchObject({ strength: "proof", standing: "active", charges: [charge(10_000n)] });
  const { provider_reference, renews_at } = made;
  expect(renews_at).toBe(START_MS + DAY_MS);
  const found = await client.inquire({ provider_reference });
  expect(found).toMatchObject({ standing: "active", provider_reference, renews_at });
  expect(found.charges).toMatchObject(made.charges.map(({ provider_reference: id }) => listed(id)));
  expect(await client.inquire()).toEqual(found);
});

test("a token of the checkout subscribes whoever comes with it", async () => {
  await using client = await openSubscriptionClient();
  const fields = { msisdn: NUMBER.slice(1), merchant: MERCHANT, campaign: campaign("daily") };
  const { body } = await client.raw.call("/v2.2/sandbox/provision_token", fields);
  const provider_options = { flow: "checkout" };
  const made = await client.confirm({
    phone_number: null,
    provider_options,
    payer_answer: String(body["token"]),
  });
  expect(made).toMatchObject({ standing: "active", charges: [charge(10_000n)] });
});

test.each([false, true])("a trial charges nobody before it is over; its answer is flat: %s", async (flat) => {
  await using client = await openSubscriptionClient();
  client.raw.set({ flat_trial_answer: flat });
  const order = { trial_days: 7 };
  const made = await client.subscribe(order);
  expect(made).toMatchObject({ standing: "trial", charges: [], reading: { money: "none" } });
  const { provider_reference } = made;
  expect(await client.inquire({ provider_reference })).toMatchObject({ standing: "trial", charges: [] });
  await client.raw.advance(7 * DAY_MS);
  await heard(client.raw, 1);
  expect(notices(client.raw)).toMatchObject([{ provider_reference, charges: [charge(10_000n)] }]);
  expect(await client.inquire({ provider_reference })).toMatchObject({
    standing: "active",
    charges: [listed()],
  });
  expect(client.raw.world.books()).toHaveLength(1);
});

test("what was set up without a charge is activated, and that charges", async () => {
  await using client = await openSubscriptionClient();
  const { provider_reference, ...made } = await client.subscribe({ activation: "manual" });
  expect(made).toMatchObject({ standing: "pending", reading: { finality: "final" }, charges: [] });
  expect(await client.inquire({ provider_reference })).toMatchObject({ standing: "pending" });
  expect(await client.change("activate", { provider_reference })).toMatchObject({
    standing: "active",
    charges: [charge(10_000n)],
  });
});

test("an activation that is declined ends it", async () => {
  await using client = await openSubscriptionClient();
  const { provider_reference } = await client.subscribe({ activation: "manual" });
  await client.raw.world.play("limit_exceeded", NUMBER);
  expect(await client.change("activate", { provider_reference })).toMatchObject({ standing: "ended" });
  expect(await client.inquire({ provider_reference })).toMatchObject({ standing: "ended" });
});

test("thirty days unpaid are grace, then it is paused, and a resume wakes it up", async () => {
  await using client = await openSubscriptionClient();
  const { provider_reference } = await client.subscribe();
  const known = { provider_reference };
  await client.raw.world.setBalance(NUMBER, "0");
  await client.raw.advance(DAY_MS);
  expect((await client.inquire(known)).standing).toBe("grace");
  await client.raw.advance(30 * DAY_MS - 1);
  expect((await client.inquire(known)).standing).toBe("grace");
  await client.raw.advance(1);
  await heard(client.raw, 91);
  const removed = await client.inquire(known);
  expect(removed).toMatchObject({ standing: "paused", reading: { finality: "final", money: "none" } });
  expect(removed.charges.filter(({ reading }) => reading.money === "not_moved")).toHaveLength(90);
  expect(notices(client.raw).at(-1)).toMatchObject({ standing: "paused", charges: [] });
  expect(await client.change("resume", known)).toMatchObject({ standing: "paused", strength: "proof" });
  await client.raw.world.setBalance(NUMBER, "100000");
  expect(await client.change("resume", known)).toMatchObject({
    standing: "active",
    charges: [charge(10_000n)],
  });
  expect(client.raw.world.books()).toHaveLength(2);
});

test("a free period moves the next charge, and takes nothing from the subscription", async () => {
  await using client = await openSubscriptionClient();
  const { provider_reference } = await client.subscribe();
  const known = { provider_reference, free_periods: 2 };
  const renews_at = START_MS + 3 * DAY_MS;
  expect(await client.change("free_period", known)).toMatchObject({ standing: "active", renews_at });
  expect(await client.inquire(known)).toMatchObject({ standing: "active", renews_at });
});

test("a cancel is only received, and the status shows what came of it", async () => {
  await using client = await openSubscriptionClient();
  const { provider_reference } = await client.subscribe();
  const known = { provider_reference };
  expect(await client.change("cancel", known)).toMatchObject({
    standing: null,
    reading: { finality: "interim" },
  });
  expect(await client.inquire(known)).toMatchObject({ standing: "ended", reading: { finality: "final" } });
  await heard(client.raw, 1);
  expect(notices(client.raw)).toMatchObject([{ standing: "ended", provider_reference }]);
});

test.each([
  ["+2348090009114", "active", "interim"],
  ["+2348090009115", "ended", "unresolved"],
])("%s is decided later: %s", async (phone_number, standing, finality) => {
  await using client = await openSubscriptionClient();
  const made = await client.subscribe({ phone_number, call_reference: "HKCREATE000000000001" });
  expect(made).toMatchObject({ standing: null, reading: { finality: "interim", actor: "provider" } });
  const { provider_reference } = made;
  expect(await client.inquire({ provider_reference })).toMatchObject({ standing: null });
  await client.raw.advance(30_000);
  await heard(client.raw, 1);
  expect(messages(client.raw)).toMatchObject([
    { about: "subscription", provider_reference, call_reference: "HKCREATE000000000001", may_be_new: false },
  ]);
  expect(await client.inquire({ provider_reference })).toMatchObject({
    standing,
    charges: [{ reading: { finality, money: "unknown" } }],
  });
});

test.each([
  ["+2348090009116", "active", 1],
  ["+2348090009117", null, 0],
])("the answer about %s is lost, and the newest one tells: %s", async (phone_number, standing, booked) => {
  await using client = await openSubscriptionClient();
  expect(await client.subscribe({ phone_number })).toMatchObject({ reading: { finality: "unresolved" } });
  expect(await client.inquire({ phone_number })).toMatchObject({ standing });
  expect(client.raw.world.books()).toHaveLength(booked);
});

test("a first charge that is declined makes none, also where it is asked for afterwards", async () => {
  await using client = await openSubscriptionClient();
  await client.raw.world.setBalance(NUMBER, "0");
  expect(await client.subscribe()).toMatchObject({ standing: "ended", provider_reference: null });
  expect(await client.inquire()).toMatchObject({ standing: "ended", strength: "proof" });
  expect(await client.inquire({ created_at: START_MS + DAY_MS })).toMatchObject({
    standing: null,
    strength: "hint",
  });
});

test("where the operator allows grace, a first charge that is declined makes one", async () => {
  await using client = await openSubscriptionClient();
  const movitel = { phone_number: "+258860001234", ...to("subscription-viettel-mz") };
  await client.raw.world.setBalance("+258860001234", "0");
  const { provider_reference, standing } = await client.subscribe(movitel);
  expect(standing).toBe("grace");
  expect(await client.inquire({ ...movitel, provider_reference })).toMatchObject({ standing: "grace" });
});

test("an operator that bills by itself names its charge only in the list", async () => {
  await using client = await openSubscriptionClient();
  const zain = { phone_number: "+96590001234", ...to("subscription-zain-kw") };
  const made = await client.subscribe(zain);
  expect(made).toMatchObject({ standing: "active", charges: [], reading: { money: "unknown" } });
  const { provider_reference } = made;
  expect(await client.inquire({ ...zain, provider_reference })).toMatchObject({
    standing: "active",
    charges: [listed()],
  });
});

test("whom an operator suspends for want of money is in grace, and active once it is paid", async () => {
  await using client = await openSubscriptionClient();
  const zain = { phone_number: "+96590001234", ...to("subscription-zain-kw") };
  const { provider_reference } = await client.subscribe(zain);
  const known = { ...zain, provider_reference };
  await client.raw.world.setBalance("+96590001234", "0");
  await client.raw.advance(7 * DAY_MS);
  expect((await client.inquire(known)).standing).toBe("grace");
  await client.raw.world.setBalance("+96590001234", "100000");
  await client.raw.advance(8 * HOUR_MS);
  expect((await client.inquire(known)).standing).toBe("active");
});

test("of a part that was charged nobody claims to know the amount", async () => {
  await using client = await openSubscriptionClient();
  const monthly = to("monthly");
  const { provider_reference } = await client.subscribe(monthly);
  await client.raw.world.setBalance(NUMBER, "60000");
  await client.raw.advance(31 * DAY_MS);
  await heard(client.raw, 2);
  const part = client.raw.world.books().at(-1);
  expect(part?.amount_minor).toBe("50000");
  const price = { minor: 50_000n, currency: "NGN" };
  const told = { provider_reference: part?.receipt, amount: null, price };
  const finding = notices(client.raw).at(-1);
  expect(finding).toMatchObject({ standing: "active", charges: [{ ...told, reading: { money: "moved" } }] });
  const { charges, standing } = await client.inquire({ ...monthly, provider_reference });
  expect(standing).toBe("active");
  expect(charges.at(-1)).toMatchObject({ ...told, reading: { money: "unknown" } });
});

test("a customer subscribes and stops by SMS", async () => {
  await using client = await openSubscriptionClient();
  const sms = { msisdn: "97330001234", receiver: "94005" };
  await client.raw.call("/v2.2/mo", { ...sms, text: "SUB NEWS" });
  await heard(client.raw, 1);
  const [started] = messages(client.raw);
  expect(started).toMatchObject({
    about: "subscription",
    phone_number: "+97330001234",
    provider_options: { campaign: campaign("subscription-zain-bh") },
    may_be_new: true,
  });
  expect(notices(client.raw)).toMatchObject([{ standing: "active", charges: [charge(10_000n)] }]);
  await client.raw.call("/v2.2/mo", { ...sms, text: "STOP NEWS" });
  await heard(client.raw, 2);
  expect(messages(client.raw)[1]).toMatchObject({ about: "subscription", may_be_new: false });
  expect(notices(client.raw)[1]).toMatchObject({ standing: "ended", charges: [] });
});

function to(name: string) {
  return { provider_options: { campaign: campaign(name) } };
}

function charge(minor: bigint, provider_reference: unknown = expect.stringMatching(/^7\d{8}$/)) {
  const amount = { minor, currency: expect.stringMatching(/^[A-Z]{3}$/) };
  return { provider_reference, amount, reading: { category: "completed", money: "moved" } };
}

/** In a list, which says that it was charged and not how much. */
function listed(provider_reference: unknown = expect.stringMatching(/^7\d{8}$/)) {
  const price = { minor: 10_000n, currency: expect.stringMatching(/^[A-Z]{3}$/) };
  return { provider_reference, amount: null, price, reading: { finality: "interim", money: "unknown" } };
}

async function heard({ receiver }: RawClient, count: number): Promise<void> {
  await expect.poll(() => receiver.received.length, patience).toBe(count);
}

/** What the connector makes of each notification. */
function messages({ receiver }: RawClient) {
  return receiver.received.map((notification) => {
    const body = new TextEncoder().encode(JSON.stringify(notification));
    const callback = { method: "POST", headers: {}, query: {}, body };
    expect(connector.verifyCallback(callback, shop, START_MS).verdict).toBe("verified");
    return connector.notices?.read(markVerified(callback, "unsigned"), START_MS);
  });
}

function notices(client: RawClient): readonly SubscriptionFinding[] {
  return messages(client).map((notice) => {
    if (notice?.about !== "subscription") throw new Error("It is about no subscription.");
    return notice.read(named);
  });
}
