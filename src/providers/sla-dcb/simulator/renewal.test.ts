import { expect, test } from "vitest";
import { campaign, MERCHANT, NUMBER, openRawClient, type RawClient, resultOf } from "./testing/raw-client.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (client: RawClient): readonly Fields[] =>
  client.receiver.received.map((notification) => Object.values(notification)[0] ?? {});

const transactionIn = (fields: Fields): Fields => fields["transaction"] as Fields;

const told = (client: RawClient): readonly string[] =>
  fieldsOf(client).map((fields) => `${fields["mode"]} ${transactionIn(fields)["status"]}`);

const stateOf = async (client: RawClient, msisdn = NUMBER, name = "daily"): Promise<unknown> => {
  const named = { msisdn, campaign: campaign(name), merchant: MERCHANT };
  return (await client.call("/v2.2/subscription/latest", named)).body["status"];
};

const lasts = { timeout: 10_000 };

test("every day is charged under a bill of its own, and told", async () => {
  await using client = await openRawClient();
  const { uuid } = resultOf(await client.create());
  await client.advance(3 * DAY_MS);
  await expect.poll(() => told(client), lasts).toEqual(Array(3).fill("RENEWAL CHARGED"));
  expect(fieldsOf(client)[2]).toMatchObject({
    type: "subscription",
    uuid,
    amount: "100.0",
    "auto-renewal": true,
    next_payment_timestamp: "2026-03-05T08:30:00Z",
    transaction: { timestamp: "2026-03-04T08:30:00Z" },
  });
  expect(new Set(fieldsOf(client).map(({ bill_id }) => bill_id)).size).toBe(3);
  expect(client.world.books()).toHaveLength(4);
});

test("a month ends on its last day where it has no such day", async () => {
  await using client = await openRawClient();
  await client.advance(30 * DAY_MS);
  const { next_payment_timestamp } = resultOf(await client.create({ campaign: campaign("monthly") }));
  expect(next_payment_timestamp).toBe("2026-04-30T08:30:00Z");
});

test("the third attempt of a day pays, under the same bill", async () => {
  await using client = await openRawClient();
  await client.create({ msisdn: "2348090009128" });
  await client.advance(DAY_MS + 16 * HOUR_MS);
  await expect
    .poll(() => told(client), lasts)
    .toEqual(["RENEWAL INSUFFICIENT_FUNDS", "RENEWAL INSUFFICIENT_FUNDS", "RENEWAL CHARGED"]);
  expect(new Set(fieldsOf(client).map(({ bill_id }) => bill_id)).size).toBe(1);
  expect(fieldsOf(client)[2]?.["next_payment_timestamp"]).toBe("2026-03-04T00:30:00Z");
  expect(client.world.books()).toHaveLength(2);
});

test("a grace period of thirty days holds ninety attempts, then the subscription is removed", async () => {
  await using client = await openRawClient();
  await client.create({ msisdn: "2348090009129" });
  await client.advance(31 * DAY_MS - 1);
  expect(await stateOf(client, "2348090009129")).toBe("ACTIVE");
  await client.advance(1);
  await expect.poll(() => client.receiver.received.length, lasts).toBe(91);
  expect(told(client).slice(89)).toEqual(["RENEWAL INSUFFICIENT_FUNDS", "STATUS REMOVED"]);
  expect(await stateOf(client, "2348090009129")).toBe("REMOVED");
  await client.advance(10 * DAY_MS);
  expect(client.world.books()).toHaveLength(1);
});

test.each([
  [0, 2, 1],
  [1, 2, 2],
  [2, 2, 4],
  [3, 0, 1],
])(
  "%d retries a day and %d days of grace make %d attempts",
  async (retries_per_day, grace_period_days, attempts) => {
    await using client = await openRawClient();
    client.set({ services: { [campaign("daily")]: { retries_per_day, grace_period_days } } });
    await client.create({ msisdn: "2348090009129" });
    await client.advance(5 * DAY_MS);
    const expected = [...Array(attempts).fill("RENEWAL INSUFFICIENT_FUNDS"), "STATUS REMOVED"];
    await expect.poll(() => told(client), lasts).toEqual(expected);
  },
);

test.each([
  ["2348090009124", "CUSTOMER_CHANGED", "STATUS CANCELLED"],
  ["2348090009125", "CUSTOMER_UNSUBSCRIBED", "DELETE DELETED"],
])("%s ends with its first renewal", async (msisdn, status, end) => {
  await using client = await openRawClient();
  await client.create({ msisdn });
  await client.advance(5 * DAY_MS);
  await expect.poll(() => told(client), lasts).toEqual([`RENEWAL ${status}`, end]);
  expect(await stateOf(client, msisdn)).toBe(end.split(" ")[1]);
});

test.each([
  ["account_not_found", "REMOVED"],
  ["corporate_account", "REMOVED"],
  ["inactive_account", "INACTIVE_ACCOUNT"],
  ["account_suspended", "INACTIVE_ACCOUNT"],
])("a customer whose account is %s ends as %s", async (name, state) => {
  await using client = await openRawClient();
  await client.create();
  await client.world.play(name, `+${NUMBER}`);
  await client.advance(DAY_MS);
  expect(await stateOf(client)).toBe(state);
});

test("a renewal that fails without a reason is tried again like any other", async () => {
  await using client = await openRawClient();
  client.set({ services: { [campaign("daily")]: { grace_period_days: 1 } } });
  await client.create({ msisdn: "2348090009132" });
  await client.advance(2 * DAY_MS);
  const tries = Array(3).fill("RENEWAL RETRY_FAILED");
  await expect.poll(() => told(client), lasts).toEqual([...tries, "STATUS REMOVED"]);
  expect(Object.keys(client.receiver.received[0] ?? {})).toEqual(["error"]);
  expect(client.world.books()).toHaveLength(1);
});

test("a part is charged where the whole cannot be, and the notification shows the whole", async () => {
  await using client = await openRawClient();
  await client.create({ campaign: campaign("monthly") });
  await client.world.setBalance(`+${NUMBER}`, "60000");
  await client.advance(31 * DAY_MS);
  await expect.poll(() => told(client), lasts).toEqual(["RENEWAL INSUFFICIENT_FUNDS", "PARTIAL CHARGED"]);
  expect(fieldsOf(client)[1]).toMatchObject({
    amount: "2000.0",
    duration: 7,
    next_payment_timestamp: "2026-04-08T08:30:00Z",
  });
  expect(client.world.books().at(-1)?.amount_minor).toBe("50000");
  expect(client.balanceOf(NUMBER)).toBe("10000");
  await client.world.setBalance(`+${NUMBER}`, "200000");
  await client.advance(7 * DAY_MS);
  expect(client.balanceOf(NUMBER)).toBe("0");
  expect(await stateOf(client, NUMBER, "monthly")).toBe("ACTIVE");
});

test("without partial charging, or without enough for a part, there is none", async () => {
  await using client = await openRawClient();
  client.set({ services: { [campaign("monthly")]: { partial_charging: false } } });
  await client.create({ campaign: campaign("monthly"), msisdn: "2348090009130" });
  await client.advance(31 * DAY_MS);
  await expect.poll(() => told(client), lasts).toEqual(["RENEWAL INSUFFICIENT_FUNDS"]);
  client.set({});
  await client.advance(8 * HOUR_MS);
  await expect.poll(() => told(client).at(-1), lasts).toBe("PARTIAL CHARGED");
});

test("an operator of the SDP kind suspends, and lifts it once it is paid", async () => {
  await using client = await openRawClient();
  const zain = { msisdn: "96590001234", campaign: campaign("subscription-zain-kw") };
  await client.create(zain);
  await client.world.setBalance("+96590001234", "0");
  await client.advance(7 * DAY_MS);
  expect(await stateOf(client, zain.msisdn, "subscription-zain-kw")).toBe("SUSPENDED");
  await client.world.setBalance("+96590001234", "100000");
  await client.advance(8 * HOUR_MS);
  await expect
    .poll(() => [...told(client)].sort(), lasts)
    .toEqual(["RENEWAL CHARGED", "RENEWAL INSUFFICIENT_FUNDS", "STATUS ACTIVE", "STATUS SUSPENDED"]);
});

test("Zain KSA tells of no renewals, and tries at fixed hours", async () => {
  await using client = await openRawClient();
  const zain = { msisdn: "966500001234", campaign: campaign("subscription-zain-sa") };
  await client.create(zain);
  await client.world.setBalance("+966500001234", "0");
  await client.advance(7 * DAY_MS);
  await client.world.setBalance("+966500001234", "100000");
  await client.advance(4 * HOUR_MS);
  expect(client.world.books()).toHaveLength(1);
  await client.advance(HOUR_MS / 2);
  expect(client.world.books().map(({ at_ms }) => new Date(at_ms).toISOString())).toEqual([
    "2026-03-01T08:30:00.000Z",
    "2026-03-08T13:00:00.000Z",
  ]);
  await expect.poll(() => told(client), lasts).toEqual(["STATUS SUSPENDED", "STATUS ACTIVE"]);
});

test("where the operator allows grace, a first charge that fails is tried again", async () => {
  await using client = await openRawClient();
  const movitel = { msisdn: "258860001234", campaign: campaign("subscription-viettel-mz") };
  await client.world.setBalance("+258860001234", "0");
  const { body } = await client.create(movitel);
  expect(body).toMatchObject({
    error: { uuid: expect.any(String), transaction: { status: "INSUFFICIENT_FUNDS" } },
  });
  expect(await stateOf(client, movitel.msisdn, "subscription-viettel-mz")).toBe("GRACE");
  await client.world.setBalance("+258860001234", "100000");
  await client.advance(8 * HOUR_MS);
  expect(await stateOf(client, movitel.msisdn, "subscription-viettel-mz")).toBe("ACTIVE");
});
