import { expect, test } from "vitest";
import { type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

const BILL = "/v1/customer/bill";
const partner = { contractingPartnerId: "911844857", platformPartnerId: "911844857" };
const TRANSACTION = "DEBIT-000000001";

const register = (client: RawClient, fields: Fields = {}) =>
  client.call("POST", `${BILL}/registerToken`, {
    body: {
      billingToken: {
        transactionId: "REG0000001",
        ...partner,
        customerId: "27832000100",
        billingType: "FULL",
        ...fields,
      },
    },
  });

const activate = (client: RawClient, contentToken: unknown) =>
  client.call("POST", `${BILL}/activateToken`, { body: { billingToken: { ...partner, contentToken } } });

const statusOf = (client: RawClient, query: Readonly<Record<string, string>>) =>
  client.call(
    "GET",
    `${BILL}/transactionStatus?${new URLSearchParams({ targetSystem: "Pantheon", ...query })}`,
  );

async function registered(client: RawClient): Promise<string> {
  const { status, body } = await register(client);
  expect(status).toBe(200);
  const { data } = body as { readonly data: { readonly billingToken: Fields } };
  return String(data.billingToken["contentToken"]);
}

const tokenState = async (client: RawClient, contentToken: string): Promise<unknown> => {
  const query = new URLSearchParams({ ...partner, contentToken });
  const { body } = await client.call("GET", `${BILL}/tokenStatus?${query}`);
  return (body as { readonly data?: Fields }).data?.["tokenState"];
};

test("a token is registered, confirmed on a page, activated, billed and deactivated", async () => {
  await using client = await openRawClient();
  const contentToken = await registered(client);
  expect(await tokenState(client, contentToken)).toBe("Pending");
  expect(await activate(client, contentToken)).toMatchObject({ status: 485, body: { statusCode: "1005" } });
  const created = await client.call("POST", `${BILL}/urlCreate`, {
    body: { transactionId: "URL0000001", contentToken },
  });
  const { data } = created.body as { readonly data: { readonly redirectUrl: string } };
  expect((await fetch(data.redirectUrl)).status).toBe(200);
  expect(await activate(client, contentToken)).toMatchObject({ status: 200, body: { statusCode: "0000" } });
  expect(await tokenState(client, contentToken)).toBe("Active");
  expect((await client.debit({ contentToken })).status).toBe(200);
  const body = { ...partner, transactionId: "END0000001", contentToken };
  expect((await client.call("PUT", `${BILL}/deactivateToken`, { body })).status).toBe(200);
  expect(await tokenState(client, contentToken)).toBe("Cancelled");
  expect(await client.debit({ contentToken })).toMatchObject({ status: 515, body: { statusCode: "1003" } });
});

test("an ordinary payer confirms by message", async () => {
  await using client = await openRawClient();
  const contentToken = await registered(client);
  await client.advance(3_000);
  expect((await activate(client, contentToken)).status).toBe(200);
});

test("a debit takes airtime at once, and can be asked about by each of its names", async () => {
  await using client = await openRawClient();
  const { status, body } = await client.debit({ transactionId: TRANSACTION });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    statusCode: "0000",
    data: {
      msn: expect.stringMatching(/^\d{16}$/),
      orderRef: expect.stringMatching(/^\d+$/),
      timestamp: "2026-03-14T08:15:33.710Z",
    },
  });
  const { data } = body as { readonly data: Readonly<Record<string, string>> };
  const { msn: paymentRef = "", orderRef = "" } = data;
  for (const query of [{ originTransactionID: TRANSACTION }, { paymentRef }, { orderRef }]) {
    expect(await statusOf(client, query)).toMatchObject({
      status: 200,
      body: { data: { type: "debit", ...data } },
    });
  }
  expect(client.world.books()).toMatchObject([
    { kind: "charge", provider_reference: paymentRef, amount_minor: "1500", attempt: TRANSACTION },
  ]);
});

test("the same debit again is the same debit, another one under its id is refused", async () => {
  await using client = await openRawClient();
  const first = await client.debit({ transactionId: TRANSACTION });
  expect((await client.debit({ transactionId: TRANSACTION })).body["data"]).toEqual(first.body["data"]);
  const other = await client.debit({ transactionId: TRANSACTION, debitAmount: 1 });
  expect(other).toMatchObject({ status: 400, body: { statusCode: "5001" } });
  expect(client.world.books()).toHaveLength(1);
});

test("a debit is paid back in part or whole, and no further", async () => {
  await using client = await openRawClient();
  const { body } = await client.debit();
  const { data } = body as { readonly data: Readonly<Record<string, string>> };
  const refund = (fields: Fields) =>
    client.call("POST", `${BILL}/refund?targetSystem=Pantheon`, {
      body: {
        ...partner,
        transactionId: "REFUND-000000001",
        originalPaymentRef: data["msn"],
        originalDateTime: "2026-03-14 08:15:33",
        contentToken: "HAKIKA-TOKEN-AIRTIME-0001",
        totalAmount: 500,
        refundType: "Partial",
        currency: "RANDS",
        ...fields,
      },
    });
  const part = await refund({});
  expect(part).toMatchObject({
    status: 200,
    body: { statusCode: "0000", data: { msn: expect.any(String) } },
  });
  expect((await refund({})).body["data"]).toMatchObject(part.body["data"] as object);
  expect((await statusOf(client, { originTransactionID: "REFUND-000000001" })).body).toMatchObject({
    data: { type: "refund" },
  });
  const whole = { transactionId: "REFUND-000000002", totalAmount: 1500, refundType: "Full" };
  expect((await refund(whole)).body["statusCode"]).toBe("5001");
  expect((await refund({ ...whole, totalAmount: 500 })).body["statusCode"]).toBe("5001");
  expect((await refund({ ...whole, originalPaymentRef: "5".repeat(16) })).body["statusCode"]).toBe("1000");
  expect((await refund({ ...whole, currency: "ZAR" })).body["statusCode"]).toBe("5000");
  expect(client.world.books().map(({ kind, amount_minor }) => [kind, amount_minor])).toEqual([
    ["charge", "1500"],
    ["reversal", "500"],
  ]);
});

test("a token for the wallet bills it without a prompt", async () => {
  await using client = await openRawClient();
  expect((await client.debit({ contentToken: "HAKIKA-TOKEN-WALLET-0002" })).status).toBe(200);
  expect(client.world.phones()[0]).toMatchObject({ balance_minor: "98500", prompt: null });
});

test.each([
  ["HAKIKA-TOKEN-PENDING-0003", {}, 485, "1005"],
  ["HAKIKA-TOKEN-CANCELLED-0004", {}, 515, "1003"],
  ["HAKIKA-TOKEN-LIMITED-0005", { debitAmount: 1_001 }, 403, "6000"],
  ["HAKIKA-TOKEN-NOMONEY-0006", {}, 403, "6001"],
  ["HAKIKA-TOKEN-UNKNOWN-0007", {}, 464, "1000"],
  ["HAKIKA-TOKEN-AIRTIME-0001", { contractingPartnerId: "911844858" }, 464, "1000"],
  ["HAKIKA-TOKEN-AIRTIME-0001", { debitAmount: 0 }, 400, "5001"],
  ["HAKIKA-TOKEN-AIRTIME-0001", { debitAmount: 1_000_000 }, 400, "5000"],
  ["HAKIKA-TOKEN-AIRTIME-0001", { debitAmount: 1.5 }, 400, "5000"],
  ["HAKIKA-TOKEN-AIRTIME-0001", { transactionId: "short" }, 400, "5000"],
  ["short", {}, 400, "5000"],
])("a debit of %s with %o: %i, %s", async (contentToken, fields, status, code) => {
  await using client = await openRawClient();
  const answer = await client.debit({ contentToken, ...fields });
  expect(answer).toMatchObject({ status, body: { statusCode: code } });
  expect(client.world.books()).toEqual([]);
});

test("an interval's limit counts all of its debits, and begins anew", async () => {
  await using client = await openRawClient();
  const bill = async () => {
    const { body } = await client.debit({ contentToken: "HAKIKA-TOKEN-LIMITED-0005", debitAmount: 600 });
    return body["statusCode"];
  };
  expect([await bill(), await bill()]).toEqual(["0000", "6000"]);
  await client.advance(30 * 24 * 60 * 60_000);
  const authorization = `Bearer ${await client.token()}`;
  const again = await client.call("POST", `${BILL}/debit`, {
    headers: { authorization },
    body: {
      ...partner,
      transactionId: TRANSACTION,
      contentToken: "HAKIKA-TOKEN-LIMITED-0005",
      debitAmount: 600,
    },
  });
  expect(again.body["statusCode"]).toBe("0000");
});

/** Every other meaning that this product gives to a number, by what leads to it. */
const dialect: Readonly<Record<string, readonly [status: number, code: string, fields: Fields]>> = {
  "no number": [454, "4003", { customerId: undefined }],
  "a bad number": [478, "1008", { customerId: "27 83" }],
  "an unknown channel": [463, "1007", { acquisitionChannel: "PIGEON" }],
  "an unknown service": [466, "3000", { contentTypeId: "999" }],
  "an unknown content": [473, "3004", { contentId: "999" }],
  "a method that is not set up": [470, "5001", { billingMethod: "Card Payment" }],
  "a bad rate": [480, "1006", { serviceIntervalMaxBillAmount: 1_000_000 }],
  "an active token": [467, "1002", { customerId: "27832000046" }],
};

test.each(Object.entries(dialect))("registering with %s", async (_why, [status, statusCode, fields]) => {
  await using client = await openRawClient();
  expect(await register(client, fields)).toMatchObject({
    status,
    body: {
      statusCode,
      statusMessage: expect.stringMatching(/^DEP ::: /),
      path: "/customer/bill/registerToken",
    },
  });
});

test("a second registration meets the first one, and another version is not there", async () => {
  await using client = await openRawClient();
  await registered(client);
  expect(await register(client)).toMatchObject({ status: 485, body: { statusCode: "1005" } });
  expect(await activate(client, "HAKIKA-TOKEN-AIRTIME-0001")).toMatchObject({ status: 467 });
  expect(await client.call("POST", "/v2/customer/bill/debit", { body: {} })).toMatchObject({
    status: 452,
    body: { statusCode: "3001" },
  });
});

test.each([
  ["later", "1004", "0000"],
  ["yes", "0000", "0000"],
  ["no", "6000", "6000"],
  ["lost", "1000", "1000"],
])("a debit that timed out, applied %s, is told of with %s, then %s", async (applied, first, last) => {
  await using client = await openRawClient();
  client.set({ applied, systems: { AIR: "timeout" } });
  expect(await client.debit({ transactionId: TRANSACTION })).toMatchObject({
    status: 408,
    body: { statusCode: "3003" },
  });
  client.set({});
  const told = async () => (await statusOf(client, { originTransactionID: TRANSACTION })).body["statusCode"];
  expect(await told()).toBe(first);
  await client.advance(20_000);
  expect(await told()).toBe(last);
});

test.each([
  [{}, "5000"],
  [{ type: "gift", paymentRef: "1" }, "5000"],
  [{ paymentRef: "1" }, "1000"],
  [{ orderRef: "1" }, "1000"],
])("asking with %o: %s", async (query, code) => {
  await using client = await openRawClient();
  expect((await statusOf(client, query)).body["statusCode"]).toBe(code);
});
