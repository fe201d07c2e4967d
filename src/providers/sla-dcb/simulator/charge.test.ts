import { expect, test } from "vitest";
import { simulator } from "./index.ts";
import { campaign, MERCHANT, NUMBER, openRawClient, resultOf, transactionOf } from "./testing/raw-client.ts";

const MINUTE_MS = 60_000;

test("a charge answers as documented, is booked, and leaves the balance", async () => {
  await using client = await openRawClient();
  const answer = await client.charge({ correlator: "hk-000018" });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      success: {
        type: "charge",
        operator: "mobile-ng",
        merchant: MERCHANT,
        campaign: campaign("one-off"),
        environment: "sandbox",
        msisdn: NUMBER,
        currency: "NGN",
        amount: "100.0",
        correlator: "hk-000018",
        transaction: { status: "CHARGED", timestamp: "2026-03-01T08:30:00Z", transaction_id: "700000001" },
      },
    },
  });
  expect(client.world.books()).toEqual([
    {
      at_ms: Date.parse("2026-03-01T08:30:00Z"),
      kind: "charge",
      provider_reference: "700000001",
      receipt: "700000001",
      amount_minor: "10000",
      currency: "NGN",
      phone_number: `+${NUMBER}`,
      attempt: "hk-000018",
    },
  ]);
  expect(client.balanceOf(NUMBER)).toBe("990000");
  expect(client.receiver.received).toEqual([]);
});

test("the example succeeds in a new world", async () => {
  await using client = await openRawClient();
  const { path, method, headers } = simulator.example("");
  const url = new URL(path, "http://sandbox");
  const { authorization } = headers;
  const how = { method, ...(authorization !== undefined && { authorization }) };
  const answer = await client.call(url.pathname, Object.fromEntries(url.searchParams), how);
  expect(transactionOf(answer)["status"]).toBe("CHARGED");
});

test("amounts keep the digits of their currency, and are not padded", async () => {
  await using client = await openRawClient();
  const kuwait = { msisdn: "96560001234", currency: "KWD" };
  const charged = await client.charge({ ...kuwait, amount: "0.500" });
  expect(resultOf(charged)["amount"]).toBe("0.5");
  expect((await client.charge({ ...kuwait, amount: "0.125" })).body).toMatchObject({
    success: { amount: "0.125" },
  });
  expect((await client.charge({ ...kuwait, amount: "0.1250" })).body).toMatchObject({
    error: { code: "2000", message: "Invalid parameter amount value 0.1250" },
  });
  expect(client.balanceOf("96560001234")).toBe("999375");
});

test.each([
  ["9101", "INSUFFICIENT_FUNDS"],
  ["9102", "INSUFFICIENT_BALANCE"],
  ["9103", "LIMIT_EXCEEDED"],
  ["9104", "NOT_ELIGIBLE"],
  ["9105", "CORPORATE_ACCOUNT"],
  ["9106", "ACCOUNT_SUSPENDED"],
  ["9107", "INACTIVE_ACCOUNT"],
  ["9108", "INVALID_ACCOUNT"],
  ["9109", "ACCOUNT_NOT_FOUND"],
  ["9110", "SYSTEM_ERROR"],
  ["9111", "FAILED"],
  ["9112", "ERROR"],
  ["9113", "CREATED"],
])(
  "a number that ends in %s is declined with %s, in a shape without category and code",
  async (ends, status) => {
    await using client = await openRawClient();
    const { status: http, body } = await client.charge({ msisdn: `234809000${ends}` });
    expect(http).toBe(200);
    expect(body).toMatchObject({ error: { type: "charge", amount: "100.0", transaction: { status } } });
    expect(body["error"]).not.toHaveProperty("code");
    expect(body["error"]).not.toHaveProperty("category");
    expect(client.world.books()).toEqual([]);
  },
);

test("too little money is told from the balance itself", async () => {
  await using client = await openRawClient();
  await client.charge();
  await client.world.setBalance(`+${NUMBER}`, "9999");
  expect(transactionOf(await client.charge())["status"]).toBe("INSUFFICIENT_FUNDS");
  await client.world.setBalance(`+${NUMBER}`, "10000");
  expect(transactionOf(await client.charge())["status"]).toBe("CHARGED");
  expect(client.balanceOf(NUMBER)).toBe("0");
});

test.each([
  ["2348090009114", "CHARGED", 1],
  ["2348090009115", "FAILED", 0],
])("%s waits, and a notification tells %s", async (msisdn, status, booked) => {
  await using client = await openRawClient();
  const answer = await client.charge({ msisdn });
  expect(transactionOf(answer)["status"]).toBe("WAITING");
  const transaction_id = String(transactionOf(answer)["transaction_id"]);
  const check = () =>
    client.call("/external/v1/merchant/check_transaction", { merchant: MERCHANT, transaction_id });
  expect((await check()).body["status"]).toBe("pending");
  await client.advance(30_000);
  await expect.poll(() => client.receiver.received.length, { timeout: 10_000 }).toBe(1);
  expect(Object.values(client.receiver.received[0] ?? {})[0]).toMatchObject({
    type: "charge",
    transaction: { status, transaction_id },
  });
  expect((await check()).body["status"]).toBe(booked === 1 ? "success" : "error");
  expect(client.world.books()).toHaveLength(booked);
});

test.each([
  ["2348090009116", 1],
  ["2348090009117", 0],
])("%s: the platform cannot tell what the operator did", async (msisdn, booked) => {
  await using client = await openRawClient();
  const { body } = await client.charge({ msisdn, correlator: "lost" });
  expect(body).toEqual({
    error: {
      category: "Error",
      code: "No resources",
      message: "Error contacting the operator systems so please contact Support to confirm",
    },
  });
  expect(client.world.books()).toHaveLength(booked);
  expect((await client.charge({ msisdn, correlator: "lost" })).body).toMatchObject({
    error: { code: "2007" },
  });
});

test.each([
  ["2348090009118", 1],
  ["2348090009119", 0],
])("%s: the connection breaks, with or without a charge", async (msisdn, booked) => {
  await using client = await openRawClient();
  await expect(client.charge({ msisdn })).rejects.toThrow();
  expect(client.world.books()).toHaveLength(booked);
});

test("an unclear status may stand for a charge, and only Check Transaction tells", async () => {
  await using client = await openRawClient();
  client.set({ unclear_statuses_charge: true });
  const answer = await client.charge({ msisdn: "2348090009112" });
  expect(transactionOf(answer)["status"]).toBe("ERROR");
  const transaction_id = String(transactionOf(answer)["transaction_id"]);
  const { body } = await client.call("/external/v1/merchant/check_transaction", {
    merchant: MERCHANT,
    transaction_id,
  });
  expect(body).toMatchObject({
    status: "success",
    campaign: campaign("one-off"),
    amount: "100.0",
    currency: "NGN",
    content_name: "Game coins",
    timestamp: "2026-03-01T08:30:00.000Z",
  });
});

test("a correlator is good once for each merchant, and an early refusal does not use it up", async () => {
  await using client = await openRawClient();
  expect((await client.charge({ correlator: "same", currency: "USD" })).body).toMatchObject({
    error: { code: "2005" },
  });
  expect(transactionOf(await client.charge({ correlator: "same" }))["status"]).toBe("CHARGED");
  await client.advance(400 * 24 * 60 * MINUTE_MS);
  expect((await client.charge({ correlator: "same" })).body).toMatchObject({ error: { code: "2007" } });
  expect(client.world.books()).toHaveLength(1);
});

test("a customer may be named by an anonymous reference, whose last part changes", async () => {
  await using client = await openRawClient();
  const myanmar = { msisdn: "959700001234", currency: "MMK", amount: "500" };
  const first = resultOf(await client.charge(myanmar))["msisdn"];
  expect(first).toMatch(/^telenor-TLN-MM:[0-9a-z]{48}$/);
  const again = await client.charge({ ...myanmar, msisdn: String(first), pin: undefined });
  expect(transactionOf(again)["status"]).toBe("CHARGED");
  const second = String(resultOf(again)["msisdn"]);
  expect(second).not.toBe(first);
  expect(second.slice(0, 45)).toBe(String(first).slice(0, 45));
  expect(client.balanceOf("959700001234")).toBe("900000");
  const stranger = `telenor-TLN-MM:${"0".repeat(48)}`;
  expect((await client.charge({ ...myanmar, msisdn: stranger, pin: undefined })).body).toMatchObject({
    error: { code: "2025" },
  });
});

test("times of transactions come in four forms", async () => {
  await using client = await openRawClient();
  const written: unknown[] = [];
  for (const timestamp_format of ["seconds", "milliseconds", "offset", "zone_name"]) {
    client.set({ timestamp_format });
    written.push(transactionOf(await client.charge())["timestamp"]);
  }
  expect(written).toEqual([
    "2026-03-01T08:30:00Z",
    "2026-03-01T08:30:00.000+00:00",
    "2026-03-01 08:30:00 +0000",
    "2026-03-01 08:30:00 UTC",
  ]);
});

test("parameters count in the query alone, and errors can be misspelt", async () => {
  await using client = await openRawClient();
  const body = new URLSearchParams({ merchant: MERCHANT }).toString();
  const answer = await client.charge({ merchant: undefined, amount: " " }, { body });
  expect(answer).toMatchObject({
    status: 200,
    body: { error: { code: "2001", message: "Missing required parameters merchant, amount" } },
  });
  client.set({ misspelt_code: true });
  expect((await client.charge({ amount: undefined })).body).toMatchObject({ error: { cdoe: "2001" } });
});

test("unknown paths and wrong methods are told apart, behind the credential", async () => {
  await using client = await openRawClient();
  expect((await client.call("/v2.2/refunds")).status).toBe(404);
  expect((await client.call("/v2.2/charge", {}, { method: "GET" })).status).toBe(405);
  expect((await client.call("/v2.2/refunds", {}, { authorization: "Bearer x" })).body).toMatchObject({
    error: { code: "1001" },
  });
});
