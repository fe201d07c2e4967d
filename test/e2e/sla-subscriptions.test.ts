import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulator } from "../../src/providers/sla-dcb/simulator/index.ts";
import { campaign } from "../../src/providers/sla-dcb/simulator/testing/raw-client.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR } from "../support/operations.ts";
import { SlaSubscriber } from "../support/sla-subscriber.ts";

const DAY = 24 * HOUR;
const LONG = 120_000;

type Body = ReturnType<typeof JSON.parse>;

let world: DevelopmentWorld;
let merchant: SlaSubscriber;

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaSubscriber(world);
});

afterAll(() => world[Symbol.asyncDispose]());

const paid = (value: string) => ({ status: "succeeded", amount: { value } });

test("a PIN makes a subscription, whose first charge is a payment of it", async () => {
  const phone_number = "+2348090000001";
  const id = await merchant.subscribe({ phone_number, reference: "reader-1" });
  await merchant.waitsForPin(id);
  await merchant.confirm(id, (await merchant.lastSms(phone_number)).slice(0, 5));
  expect(await merchant.reaches(id, "active")).toMatchObject({
    origin: "merchant",
    renews_at: expect.any(String),
    needs_review: false,
    next_action: null,
  });
  await merchant.payments(id, [paid("100.00")]);
  expect(await merchant.booked(phone_number)).toEqual(["charge 10000"]);
});

test("whether a customer may be charged is told beforehand, where their operator tells", async () => {
  const lookUp = (phone_number: string) =>
    world.api("/v1/customers/lookup", { provider: "sla-dcb", phone_number });
  expect(await lookUp("+97330009104")).toMatchObject({
    complete: true,
    parts: {
      eligibility: {
        state: "present",
        value: { eligible: false, customer_type: "prepaid", operator: null },
      },
    },
  });
  expect(await lookUp("+2348090000001")).toMatchObject({
    complete: false,
    parts: { eligibility: { state: "failed", code: "0000" } },
  });
});

test("a wrong PIN leaves it waiting for the right one", async () => {
  const phone_number = "+2348090000002";
  const id = await merchant.subscribe({ phone_number });
  await merchant.confirm(id, "11111");
  await merchant.shows(id, { status: "pending", outcome: { reason: "pin_not_found" } });
  await merchant.confirm(id);
  await merchant.reaches(id, "active");
});

test("where the first charge is declined there is none, and a charge that failed", async () => {
  const id = await merchant.subscribed({ phone_number: "+2348090009103" }, "ended");
  expect(await merchant.read(id)).toMatchObject({
    outcome: { reason: "payer_limit_reached", safe_to_charge_again: true },
  });
  await merchant.payments(id, [{ status: "failed", outcome: { reason: "payer_limit_reached" } }]);
});

test("what was set up without a charge is activated later", async () => {
  const phone_number = "+2348090000006";
  const id = await merchant.subscribe({ phone_number, activation: "manual" });
  await merchant.confirm(id);
  await merchant.shows(id, { status: "pending", next_action: null, provider_reference: expect.any(String) });
  expect(await merchant.booked(phone_number)).toEqual([]);
  await merchant.ask(id, "activate");
  await merchant.reaches(id, "active");
  await merchant.payments(id, [paid("100.00")]);
});

test(
  "a cancel is over once the provider's status says so, and nothing is charged any more",
  async () => {
    const phone_number = "+2348090000007";
    const id = await merchant.subscribed({ phone_number });
    await merchant.ask(id, "cancel");
    await merchant.reaches(id, "ended");
    await world.advance(3 * DAY);
    expect(await merchant.booked(phone_number)).toEqual(["charge 10000"]);
  },
  LONG,
);

test("a customer starts and stops a subscription by SMS", async () => {
  const phone_number = "+97330000001";
  await sms({ msisdn: "97330000001", receiver: "94005", text: "SUB NEWS" });
  const [known] = await expect
    .poll(() => merchant.ofPhone(phone_number), { timeout: 15_000 })
    .toMatchObject([{ origin: "provider", status: "active" }])
    .then(() => merchant.ofPhone(phone_number));
  expect(known.provider_options).toEqual({ campaign: campaign("subscription-zain-bh") });
  await merchant.payments(known.id, [{ status: "succeeded", amount: { value: "10.000", currency: "BHD" } }]);
  await sms({ msisdn: "97330000001", receiver: "94005", text: "STOP NEWS" });
  await merchant.reaches(known.id, "ended");
  expect(await merchant.booked(phone_number)).toEqual(["charge 10000"]);
  const { data } = await world.api("/v1/events?type=message.received");
  const messages = data.map((event: { data: { id: string } }) => event.data);
  expect(messages).toMatchObject(
    ["unsubscribe", "subscribe"].map((command) => ({ object: "received_message", command })),
  );
  expect(JSON.stringify(messages)).not.toContain(phone_number.slice(-8));
  const [latest] = messages;
  expect(await world.api(`/v1/received_messages/${latest.id}`)).toMatchObject({ from: phone_number });
});

test("what is decided later is known by its notification", async () => {
  const id = await merchant.subscribe({ phone_number: "+2348090009114" });
  await merchant.confirm(id);
  await merchant.shows(id, { status: "pending", next_action: null });
  await world.advance(30_000);
  await merchant.reaches(id, "active");
  await merchant.payments(id, [paid("100.00")]);
});

test("an answer that was lost is found by the customer's name, and is charged once", async () => {
  const phone_number = "+2348090009116";
  const id = await merchant.subscribe({ phone_number });
  await merchant.confirm(id);
  await merchant.reaches(id, "active");
  await world.advance(15_000);
  await merchant.payments(id, [paid("100.00")]);
  expect(await merchant.booked(phone_number)).toEqual(["charge 10000"]);
});

test("a renewal that is told while nobody knows its name yet is that of the one which began", async () => {
  const phone_number = "+2348090000017";
  const faults = `${world.sandbox}/_sandbox/sla-dcb/faults`;
  for (const operation of ["subscription_create", "subscription_latest", "subscription_status"])
    await world.ask(faults, { operation, kind: "reset", effect: "after" });
  const id = await merchant.subscribe({ phone_number });
  await merchant.confirm(id);
  await merchant.shows(id, { next_action: null });
  await world.advance(25 * HOUR);
  expect((await fetch(faults, { method: "DELETE" })).ok).toBe(true);
  await world.advance(25 * HOUR);
  await merchant.payments(id, [paid("100.00"), paid("100.00"), paid("100.00")]);
  expect(await merchant.ofPhone(phone_number)).toMatchObject([{ id }]);
  expect(await merchant.booked(phone_number)).toEqual(Array(3).fill("charge 10000"));
});

test("whoever has it already is not subscribed twice, and pays once", async () => {
  const phone_number = "+2348090000008";
  const first = await merchant.subscribed({ phone_number });
  await world.advance(HOUR);
  const second = await merchant.subscribe({ phone_number });
  await merchant.confirm(second).catch(() => undefined);
  expect(await merchant.reaches(second, "ended")).toMatchObject({
    outcome: { reason: "already_subscribed", safe_to_charge_again: false },
  });
  await merchant.payments(first, [paid("100.00")]);
  await merchant.payments(second, []);
});

test("what a subscription charged is given back under its own campaign", async () => {
  const phone_number = "+2348090000010";
  const id = await merchant.subscribed({ phone_number });
  const [payment] = await merchant.payments(id, [paid("100.00")]);
  const refund = await world.api(`/v1/payments/${payment.id}/refunds`, {});
  await expect
    .poll(async () => (await world.api(`/v1/refunds/${refund.id}`)).status, { timeout: 15_000 })
    .toBe("succeeded");
  expect(await merchant.booked(phone_number)).toEqual(["charge 10000", "reversal 10000"]);
});

describe("notifications that anybody could have sent", () => {
  let id: string;
  let genuine: Notification;

  beforeAll(async () => {
    id = await merchant.subscribed({ phone_number: "+2348090000011" });
    await world.advance(DAY);
    await merchant.payments(id, [paid("100.00"), paid("100.00")]);
    genuine = await lastNotification(id);
  }, 60_000);

  test("change nothing when they come again", async () => {
    for (const _again of [1, 2, 3]) expect(await notify(genuine)).toBe(200);
    await merchant.payments(id, [paid("100.00"), paid("100.00")]);
    expect((await merchant.read(id)).status).toBe("active");
  });

  test("are refused where they are meant for another merchant", async () => {
    expect(await notify(genuine, { merchant: "partner:another" })).toBe(403);
  });

  test("end nothing that the provider says is running", async () => {
    const { version } = await merchant.read(id);
    expect(await notify(genuine, { mode: "STATUS", transaction: { status: "REMOVED" } })).toBe(200);
    await expect
      .poll(async () => (await merchant.read(id)).version, { timeout: 15_000 })
      .toBeGreaterThan(version);
    expect((await merchant.read(id)).status).toBe("active");
  });

  test("make no charge succeed that the provider does not know", async () => {
    const transaction = { status: "CHARGED", transaction_id: "799999999" };
    expect(await notify(genuine, { transaction })).toBe(200);
    const [, , forged] = await merchant.payments(id, [paid("100.00"), paid("100.00"), {}]);
    await world.advance(25 * HOUR);
    await expect
      .poll(async () => (await world.api(`/v1/payments/${forged.id}`)).status, { timeout: 15_000 })
      .toBe("in_reconciliation");
  }, 60_000);

  test("start no subscription that the provider does not know", async () => {
    const stranger = { mode: "MOSMS", uuid: "00000000-0000-4000-8000-000000000000", msisdn: "2348090000012" };
    expect(await notify(genuine, stranger)).toBe(200);
    const unknown = { origin: "provider", status: "pending", renews_at: null };
    await expect.poll(() => merchant.ofPhone("+2348090000012"), { timeout: 15_000 }).toMatchObject([unknown]);
    await world.advance(HOUR);
    expect(await merchant.ofPhone("+2348090000012")).toMatchObject([unknown]);
  }, 60_000);

  test("make no charge a second payment in the name of a subscription that the provider does not know", async () => {
    const uuid = "00000000-0000-4000-8000-000000000001";
    expect(await notify(genuine, { uuid, msisdn: "2348090000013" })).toBe(200);
    const found = () => merchant.ofPhone("+2348090000013");
    await expect.poll(async () => (await found())[0]?.version, { timeout: 15_000 }).toBeGreaterThan(2);
    const [unknown] = await found();
    await merchant.payments(unknown.id, []);
  });
});

interface Notification {
  /** Our own address, which the provider has. */
  readonly url: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What told of the second charge of a subscription, as the provider wrote it. */
async function lastNotification(id: string): Promise<Notification> {
  const { journal } = await world.control("/sla-dcb/journal");
  const { url } = journal.flatMap((line: Body) => line.sent).at(-1).request;
  const { provider_reference: uuid } = await merchant.read(id);
  const [, { provider_reference: transaction_id }] = await merchant.payments(id, [{}, {}]);
  const fields = {
    type: "subscription",
    uuid,
    operator: "mobile-ng",
    merchant: simulator.credentials["merchant"],
    campaign: campaign("daily"),
    environment: "sandbox",
    msisdn: "2348090000011",
    currency: "NGN",
    amount: "100.0",
    mode: "RENEWAL",
    frequency: "daily",
    transaction: { status: "CHARGED", transaction_id },
  };
  return { url, fields };
}

async function notify({ url, fields }: Notification, differs: object = {}): Promise<number> {
  const body = JSON.stringify({ success: { ...fields, ...differs } });
  const headers = { "content-type": "application/json" };
  return (await fetch(url, { method: "POST", headers, body })).status;
}

async function sms(fields: Readonly<Record<string, string>>): Promise<void> {
  const url = `${world.sandbox}/sla-dcb/v2.2/mo?${new URLSearchParams(fields)}`;
  const answer = await fetch(url, { method: "POST" });
  expect(await answer.json()).toEqual({ success: true });
}
