import { expect, test } from "vitest";
import {
  type Answer,
  campaign,
  type Fields,
  MERCHANT,
  NUMBER,
  openRawClient,
  type RawClient,
  resultOf,
  transactionOf,
} from "./testing/raw-client.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const call = (client: RawClient, what: string, fields: Fields): Promise<Answer> =>
  client.call(`/v2.2/subscription/${what}`, fields);

const latest = (client: RawClient, msisdn = NUMBER, name = "daily"): Promise<Answer> =>
  call(client, "latest", { msisdn, campaign: campaign(name), merchant: MERCHANT });

const stateOf = async (client: RawClient, uuid: unknown): Promise<unknown> =>
  (await call(client, "status", { uuid: String(uuid) })).body["status"];

/** What the merchant has been told, as status and mode. */
const told = (client: RawClient): readonly unknown[] =>
  client.receiver.received.map((notification) => {
    const fields = Object.values(notification)[0] ?? {};
    const { status } = fields["transaction"] as { readonly status: string };
    return `${fields["mode"]} ${status}`;
  });

test("a create answers as documented, and status and latest know it", async () => {
  await using client = await openRawClient();
  const answer = await client.create({ correlator: "hk-000017" });
  const { uuid, bill_id } = resultOf(answer);
  expect(resultOf(answer)).toEqual({
    type: "subscription",
    uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    bill_id: expect.stringMatching(/^[0-9a-f]{12}$/),
    operator: "mobile-ng",
    merchant: MERCHANT,
    campaign: campaign("daily"),
    environment: "sandbox",
    msisdn: NUMBER,
    currency: "NGN",
    amount: "100.0",
    mode: "API",
    frequency: "daily",
    "auto-renewal": true,
    next_payment_timestamp: "2026-03-02T08:30:00Z",
    correlator: "hk-000017",
    transaction: {
      status: "CHARGED",
      bill_id,
      timestamp: "2026-03-01T08:30:00Z",
      transaction_id: "700000001",
    },
  });
  const described = (await latest(client)).body;
  expect(described).toMatchObject({
    uuid,
    status: "ACTIVE",
    service: campaign("daily"),
    transactions: [{ status: "CHARGED", bill_id, transaction_id: "700000001" }],
  });
  expect((await call(client, "status", { uuid: String(uuid) })).body).toEqual(described);
  expect(client.receiver.received).toEqual([]);
  expect(client.lastSms(NUMBER)).toContain("Daily news");
});

test("a declined first charge makes no subscription, and does not stand in the way of another", async () => {
  await using client = await openRawClient();
  await client.world.setBalance(`+${NUMBER}`, "50");
  const { body } = await client.create();
  expect(body).toMatchObject({ error: { transaction: { status: "INSUFFICIENT_FUNDS" } } });
  expect(body["error"]).not.toHaveProperty("uuid");
  expect((await latest(client)).body["status"]).toBe("CREATED");
  await client.advance(3 * DAY_MS);
  expect(client.receiver.received).toEqual([]);
  await client.world.setBalance(`+${NUMBER}`, "100000");
  expect(transactionOf(await client.create())["status"]).toBe("CHARGED");
});

test.each([
  ["2348090009116", "ACTIVE", 1],
  ["2348090009117", undefined, 0],
])("after a lost answer latest tells whether %s is subscribed", async (msisdn, status, booked) => {
  await using client = await openRawClient();
  expect((await client.create({ msisdn })).body).toMatchObject({ error: { code: "No resources" } });
  const { body } = await latest(client, msisdn);
  expect(body["status"]).toBe(status);
  if (status === undefined) expect(body).toMatchObject({ error: { code: "2011" } });
  expect(client.world.books()).toHaveLength(booked);
});

test("an operator that bills by itself says SUCCESS, and nothing of money", async () => {
  await using client = await openRawClient();
  const answer = await client.create({
    msisdn: "96590001234",
    campaign: campaign("subscription-zain-kw"),
  });
  expect(transactionOf(answer)["status"]).toBe("SUCCESS");
  expect(transactionOf(answer)).not.toHaveProperty("transaction_id");
  expect(resultOf(answer)).not.toHaveProperty("amount");
  expect(client.world.books()).toHaveLength(1);
});

test.each([
  ["2348090009114", "API CHARGED", "ACTIVE"],
  ["2348090009115", "API FAILED", "FAILED"],
])("%s is asked again later: %s", async (msisdn, notification, state) => {
  await using client = await openRawClient();
  const answer = await client.create({ msisdn });
  expect(transactionOf(answer)["status"]).toBe("WAITING");
  expect(await stateOf(client, resultOf(answer)["uuid"])).toBe("PROCESSING");
  await client.advance(30_000);
  await expect.poll(() => told(client), { timeout: 10_000 }).toEqual([notification]);
  expect(await stateOf(client, resultOf(answer)["uuid"])).toBe(state);
});

test.each([
  ["an expired reference", "959700009126", "subscription-telenor-mm", "EXPIRED_ACR"],
  ["a PIN that the operator itself refuses", "2348090009133", "daily", "INVALID_PIN"],
])("%s is told at the create", async (_what, msisdn, name, status) => {
  await using client = await openRawClient();
  const { body } = await client.create({ msisdn, campaign: campaign(name) });
  expect(body).toMatchObject({ error: { transaction: { status } } });
  expect(client.world.books()).toEqual([]);
});

test("a trial costs nothing until it is over", async () => {
  await using client = await openRawClient();
  const answer = await client.create({ trial: "7" });
  expect(resultOf(answer)).toMatchObject({
    status: "TRIAL",
    next_payment_timestamp: "2026-03-08T08:30:00Z",
  });
  expect(resultOf(answer)).not.toHaveProperty("transaction");
  expect(client.world.books()).toEqual([]);
  await client.advance(7 * DAY_MS);
  await expect.poll(() => told(client), { timeout: 10_000 }).toEqual(["RENEWAL CHARGED"]);
  expect(await stateOf(client, resultOf(answer)["uuid"])).toBe("ACTIVE");
});

test("trial_once gives one trial; the switches for trials do what they say", async () => {
  await using client = await openRawClient();
  const { uuid } = resultOf(await client.create({ trial: "7", trial_once: "true" }));
  await call(client, "delete", { uuid: String(uuid) });
  const second = await client.create({ trial: "7", trial_once: "true" });
  expect(transactionOf(second)["status"]).toBe("CHARGED");
  await call(client, "delete", { uuid: String(resultOf(second)["uuid"]) });
  client.set({ flat_trial_answer: true, lenient_trial_zero: true });
  expect((await client.create({ trial: "3" })).body).toMatchObject({ success: true, msisdn: NUMBER });
  const other = { msisdn: "2348090005678" };
  expect(transactionOf(await client.create({ ...other, trial: "0" }))["status"]).toBe("CHARGED");
});

test("made without a charge, activated later", async () => {
  await using client = await openRawClient();
  const { uuid, status } = resultOf(await client.create({ charge: "false" }));
  expect(status).toBe("INACTIVE");
  const activated = await call(client, "activate", { uuid: String(uuid) });
  expect(resultOf(activated)).toMatchObject({ uuid, mode: "API", transaction: { status: "CHARGED" } });
  expect(await stateOf(client, uuid)).toBe("ACTIVE");
});

test("an activate that fails is the end", async () => {
  await using client = await openRawClient();
  const { uuid } = resultOf(await client.create({ charge: "false" }));
  await client.world.play("limit_exceeded", `+${NUMBER}`);
  const { body } = await call(client, "activate", { uuid: String(uuid) });
  expect(body).toMatchObject({ error: { transaction: { status: "LIMIT_EXCEEDED" } } });
  expect(await stateOf(client, uuid)).toBe("PURGED");
});

test("a free period skips renewals", async () => {
  await using client = await openRawClient();
  const { uuid } = resultOf(await client.create());
  const free = await call(client, "free", { uuid: String(uuid), period: "2" });
  expect(resultOf(free)).toEqual({
    type: "subscription",
    uuid,
    status: "FREE",
    next_payment_timestamp: "2026-03-04T08:30:00Z",
  });
  await client.advance(3 * DAY_MS - 1);
  expect(client.world.books()).toHaveLength(1);
  await client.advance(1);
  expect(client.world.books()).toHaveLength(2);
  expect(await stateOf(client, uuid)).toBe("ACTIVE");
});

test("a delete says nothing but yes, and a notification confirms it", async () => {
  await using client = await openRawClient();
  const { uuid } = resultOf(await client.create());
  const byCustomer = { msisdn: NUMBER, campaign: campaign("daily"), merchant: MERCHANT };
  for (const fields of [byCustomer, { uuid: String(uuid) }, { uuid: "unknown" }])
    expect((await call(client, "delete", fields)).body).toEqual({ success: true });
  await expect.poll(() => told(client), { timeout: 10_000 }).toEqual(["DELETE DELETED"]);
  await client.advance(3 * DAY_MS);
  expect(client.world.books()).toHaveLength(1);
});

test("a subscription that was removed can be resumed for thirty days", async () => {
  await using client = await openRawClient();
  client.set({ services: { [campaign("daily")]: { grace_period_days: 1 } } });
  const { uuid } = resultOf(await client.create());
  await client.world.setBalance(`+${NUMBER}`, "0");
  await client.advance(2 * DAY_MS);
  expect(await stateOf(client, uuid)).toBe("REMOVED");
  const failed = await call(client, "resume", { uuid: String(uuid) });
  expect(failed.body).toMatchObject({ error: { transaction: { status: "INSUFFICIENT_FUNDS" } } });
  await client.advance(29 * DAY_MS);
  await client.world.setBalance(`+${NUMBER}`, "100000");
  const resumed = await call(client, "resume", { uuid: String(uuid) });
  expect(transactionOf(resumed)["status"]).toBe("CHARGED");
  expect(await stateOf(client, uuid)).toBe("ACTIVE");
  expect((await call(client, "resume", { uuid: String(uuid) })).body).toMatchObject({
    error: { code: "2021" },
  });
});

test("what is deleted before the operator has decided is not charged", async () => {
  await using client = await openRawClient();
  const msisdn = "2348090009114";
  const { uuid } = resultOf(await client.create({ msisdn }));
  await call(client, "delete", { uuid: String(uuid) });
  await client.advance(DAY_MS);
  expect(await stateOf(client, uuid)).toBe("DELETED");
  expect(client.world.books()).toEqual([]);
});

test("a resume that the operator refuses later leaves the subscription removed", async () => {
  await using client = await openRawClient();
  client.set({ services: { [campaign("daily")]: { grace_period_days: 0 } } });
  const { uuid } = resultOf(await client.create());
  await client.world.setBalance(`+${NUMBER}`, "0");
  await client.advance(DAY_MS);
  await client.world.play("waiting_then_declined", `+${NUMBER}`);
  await call(client, "resume", { uuid: String(uuid) });
  expect(await stateOf(client, uuid)).toBe("PROCESSING");
  await client.advance(30_000);
  expect(await stateOf(client, uuid)).toBe("REMOVED");
});
