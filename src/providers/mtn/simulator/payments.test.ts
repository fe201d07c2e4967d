import { expect, test } from "vitest";
import { type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

const SECOND_MS = 1_000;
const ID = "6a1d2a5e-43c1-4c9b-8d3e-2f6f3f7f9a01";
const payer = (payerId: string): Fields => ({ correlatorId: ID, payer: { payerId } });

test("a payment is taken, asks the payer, and is told of when it has ended", async () => {
  await using client = await openRawClient();
  const taken = await client.pay({ correlatorId: ID });
  const href = `${client.base}/v1/payments/${ID}/transactionStatus`;
  expect(taken).toMatchObject({
    status: 201,
    headers: { location: href, transactionid: expect.any(String) },
  });
  expect(taken.body).toEqual({
    statusCode: "0000",
    statusMessage: "Accepted",
    supportMessage: "Approval requested from payer",
    sequenceNo: expect.stringMatching(/^20260314081533\d{6}$/),
    providerTransactionId: "",
    data: {
      approvalId: "AP-77120",
      correlatorId: ID,
      status: "Pending",
      statusDate: "2026-03-14T08:15:33.710Z",
    },
    _links: { self: { href } },
  });
  await client.advance(3 * SECOND_MS);
  const ended = await client.status(ID);
  expect(ended.status).toBe(200);
  expect(ended.body).toEqual({
    statusCode: "0000",
    statusMessage: "Success",
    sequenceNo: expect.any(String),
    providerTransactionId: expect.stringMatching(/^FT26073A81C\d$/),
    correlatorId: ID,
    customerId: "27832000046",
    data: {
      amount: 125.5,
      status: "Successful",
      fulfillmentStatus: "Succesful",
      financialTransactionId: "9013377120",
      date: "2026-03-14T08:15:36.710Z",
    },
    _links: { self: { href } },
  });
  expect(client.world.books()).toEqual([
    {
      at_ms: Date.parse("2026-03-14T08:15:36.710Z"),
      kind: "charge",
      provider_reference: ended.body["providerTransactionId"],
      receipt: "9013377120",
      amount_minor: "12550",
      currency: "ZAR",
      phone_number: "+27832000046",
      attempt: ID,
    },
  ]);
});

test("airtime is taken at once", async () => {
  await using client = await openRawClient();
  const { status, body } = await client.payByAirtime({ correlatorId: ID });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    statusCode: "0000",
    fulfillmentStatus: "Succesful",
    data: {
      correlatorId: ID,
      status: "Successful",
      transactionFee: { amount: 0, units: "ZAR" },
      newBalance: { amount: 32.5, units: "ZAR" },
    },
  });
  expect(await balances(client)).toMatchObject({ "airtime +27832000046": "3250" });
});

test.each([
  ["Payee", "87450", "100012425"],
  [undefined, "87450", "100012425"],
  ["Payer", "87325", "100012550"],
])("the fee is borne by %s", async (feeBearer, payers, merchants) => {
  await using client = await openRawClient();
  await client.pay({ correlatorId: ID, feeBearer });
  await client.advance(3 * SECOND_MS);
  expect(await balances(client)).toMatchObject({ "+27832000046": payers, "HAKIKA.MERCHANT ZAR": merchants });
});

test("a payer who bears the fee needs it, too", async () => {
  await using client = await openRawClient();
  const everything = { totalAmount: { amount: 1000, units: "ZAR" } };
  expect((await client.pay({ ...everything, feeBearer: "Payer" })).body["statusCode"]).toBe("6001");
  expect((await client.pay({ ...everything, feeBearer: "Payee" })).status).toBe(201);
});

test.each([
  ["27832000063", 3, "Rejected"],
  ["27832000064", 20, "Successful"],
  ["27832000070", 60, "Expired"],
])("the payer %s is done after %i seconds: %s", async (number, seconds, word) => {
  await using client = await openRawClient();
  expect((await client.pay(payer(number))).status).toBe(201);
  await client.advance(seconds * SECOND_MS - 1);
  expect(await client.status(ID)).toMatchObject({ before: [102], status: 202, body: { statusCode: "1004" } });
  await client.advance(1);
  expect(await client.status(ID)).toMatchObject({
    before: [],
    status: 200,
    body: { statusCode: "0000", data: { status: word } },
  });
});

test.each([
  ["approve", "Successful"],
  ["refuse", "Rejected"],
] as const)("a person can %s the prompt: %s", async (act, word) => {
  await using client = await openRawClient();
  client.set({ auto_approve_after_ms: null });
  await client.pay({ correlatorId: ID });
  await client.advance(30 * SECOND_MS);
  expect(client.world.phones()[0]?.prompt).toMatchObject({
    text: "Pay ZAR 125.50 to HAKIKA.MERCHANT? Enter MoMo PIN:",
    provider_reference: ID,
  });
  expect(await client.world.act("+27832000046", act)).toMatchObject({ prompt: null });
  expect(await client.outcome(ID)).toBe(word);
  expect(await client.world.act("+27832000046", act)).toBeNull();
});

test("three wrong PINs end it; a phone that is off, or left alone, lets it expire", async () => {
  await using client = await openRawClient();
  const act = (what: "wrong_pin" | "switch_off" | "switch_on" | "ignore") =>
    client.world.act("+27832000046", what);
  await client.pay({ correlatorId: "wrong-pin" });
  await act("wrong_pin");
  await act("wrong_pin");
  expect(await client.outcome("wrong-pin")).toBe("Pending");
  await act("wrong_pin");
  expect(await client.outcome("wrong-pin")).toBe("Failed");
  await act("switch_off");
  await client.pay({ correlatorId: "phone-off" });
  expect(await act("wrong_pin")).toBeNull();
  await client.advance(60 * SECOND_MS);
  expect(await client.outcome("phone-off")).toBe("Expired");
  await act("switch_on");
  await client.pay({ correlatorId: "left-alone" });
  await act("ignore");
  await client.advance(60 * SECOND_MS);
  expect(await client.outcome("left-alone")).toBe("Expired");
});

test("a call that waits for the payer tells the end", async () => {
  await using client = await openRawClient();
  client.set({ approval_wait_ms: 10_000 });
  expect(await client.settle(client.pay())).toMatchObject({
    status: 200,
    body: { data: { status: "Successful", newBalance: { amount: 874.5 } } },
  });
  expect(await client.settle(client.pay(payer("27832000064")))).toMatchObject({ status: 201 });
});

test("27832000071: the approval that comes after 1012 counts", async () => {
  await using client = await openRawClient();
  expect((await client.settle(client.pay(payer("27832000071")))).status).toBe(408);
  expect(await client.outcome(ID)).toBe("Expired");
  expect(client.world.books()).toEqual([]);
  await client.advance(30 * SECOND_MS);
  expect(await client.outcome(ID)).toBe("Successful");
});

test("27832000069: 1005 twice, then success", async () => {
  await using client = await openRawClient();
  const statuses = [];
  for (let count = 0; count < 3; count++) statuses.push((await client.pay(payer("27832000069"))).status);
  expect(statuses).toEqual([500, 500, 201]);
});

test("the money that was there when the payer was asked can be gone when they say yes", async () => {
  await using client = await openRawClient();
  await client.pay({ correlatorId: ID });
  await client.world.setBalance("+27832000046", "12549");
  await client.advance(3 * SECOND_MS);
  expect((await client.status(ID)).body).toMatchObject({
    data: { status: "Failed", transactionDescription: "ECW: balance below amount" },
  });
});

test("the same id and body is the same payment, before and after its end; without dedupe it is another", async () => {
  await using client = await openRawClient();
  const again = () => client.payByAirtime({ correlatorId: ID });
  const first = await again();
  expect((await again()).body).toMatchObject({
    providerTransactionId: first.body["providerTransactionId"],
    data: { status: "Successful" },
  });
  expect(client.world.books()).toHaveLength(1);
  client.set({ dedupe: "none" });
  expect((await again()).body["providerTransactionId"]).not.toBe(first.body["providerTransactionId"]);
  expect(client.world.books()).toHaveLength(2);
});

test("two equal calls that reach a slow system at once are one payment", async () => {
  await using client = await openRawClient();
  client.set({ systems: { AIR: "slow" } });
  const both = [client.payByAirtime({ correlatorId: ID }), client.payByAirtime({ correlatorId: ID })];
  const [one, other] = await client.settle(Promise.all(both));
  expect([one?.status, other?.status]).toEqual([200, 200]);
  expect(client.world.books()).toHaveLength(1);
});

test.each(["SUCCESSFULL", "Succesful", "Completed"])("a success can be spelt %s", async (success_word) => {
  await using client = await openRawClient();
  client.set({ success_word });
  await client.payByAirtime({ correlatorId: ID });
  expect(await client.outcome(ID)).toBe(success_word);
});

test.each([
  ["256772123456", "UGX", 5_000, "5000"],
  ["2348031234567", "NGN", 99.99, "9999"],
])("%s pays in %s", async (payerId, units, value, amount_minor) => {
  await using client = await openRawClient();
  await client.world.setBalance(`+${payerId}`, "1");
  await client.pay({ payer: { payerId }, totalAmount: { amount: value, units }, correlatorId: ID });
  await client.world.setBalance(`+${payerId}`, "1000000");
  await client.pay({ payer: { payerId }, totalAmount: { amount: value, units }, correlatorId: ID });
  await client.advance(3 * SECOND_MS);
  expect(client.world.books()).toMatchObject([{ amount_minor, currency: units }]);
});

async function balances(client: RawClient): Promise<Readonly<Record<string, string>>> {
  const entries = client.world.wallets().map(({ wallet, balance_minor }) => [wallet, balance_minor]);
  return Object.fromEntries(entries);
}

const transfer = (payeeId: string, fields: Fields = {}): Fields => ({
  correlatorId: ID,
  transactionType: "Transfer",
  payer: undefined,
  payee: [{ payeeId, payeeIdType: "MSISDN", totalAmount: { amount: 125.5, units: "ZAR" } }],
  ...fields,
});

test("a transfer pays somebody from the merchant's wallet, at once, and cannot be paid back", async () => {
  await using client = await openRawClient();
  const paid = await client.pay(transfer("27832000046"));
  expect(paid).toMatchObject({ status: 200, body: { data: { correlatorId: ID, status: "Successful" } } });
  expect(await client.status(ID)).toMatchObject({ status: 200, body: { customerId: "27832000046" } });
  const wallet = client.world.wallets().find((one) => one.wallet === "+27832000046");
  expect(wallet?.balance_minor).toBe("112550");
  expect(client.world.phones()[0]?.messages?.at(-1)?.text).toContain("was paid to your MoMo wallet");
  const refund = { transactionType: "Refund", authorizationCode: paid.body["providerTransactionId"] };
  expect((await client.pay(refund)).body["statusCode"]).toBe("5001");
});

test.each<[string, string, Fields]>([
  ["a number of nobody's", "1000", transfer("278320123456")],
  ["somebody without a wallet", "1001", transfer("27832000047")],
  [
    "somebody by another kind of id",
    "1001",
    transfer("", { payee: [{ payeeId: "x", payeeIdType: "USER" }] }),
  ],
  ["nobody", "5000", transfer("", { payee: [] })],
  ["two at once", "5001", transfer("", { payee: [{ payeeId: "27832000046" }, { payeeId: "27832000100" }] })],
  ["a blocked wallet", "6000", transfer("27832000061")],
])("a transfer to %s is answered with %s", async (_whom, code, fields) => {
  await using client = await openRawClient();
  expect((await client.pay(fields)).body["statusCode"]).toBe(code);
  expect(client.world.books()).toEqual([]);
});
