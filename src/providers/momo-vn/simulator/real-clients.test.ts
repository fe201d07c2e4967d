import { expect, test } from "vitest";
import { decryptToken, encryptFields, encryptText } from "./testing/merchant-encryption.ts";
import { hmac } from "./testing/merchant-signature.ts";
import { type Answer, type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

/**
 * Requests in the shapes that public client code sends, each with its quirks: the provider's own samples and Postman
 * collections, and a client of the npm registry. They must work here with nothing changed but host and keys.
 */
const urls = (client: RawClient) => ({
  redirectUrl: "https://webhook.site/b3088a6a-2d17-4f8d-a383-71389a6c600b",
  ipnUrl: `${client.receiver.url}/ipn`,
});

/** As the collections sign: names in order, and what is blank as nothing. */
function sign(names: string, fields: Fields): string {
  const terms = [...names.split(" "), "partnerCode", "requestId"].sort().map((name) => {
    const text = String(fields[name] ?? "");
    return `${name}=${text.trim() === "" ? "" : text}`;
  });
  return hmac([`accessKey=hkVnAccess0001`, ...terms].join("&"));
}

const CREATE = "amount extraData ipnUrl orderId orderInfo redirectUrl requestType";
const CREATE_NAMED = `${CREATE} partnerClientId`;

let time = Date.parse("2026-11-21T03:00:00Z");

/** Ids made of the time, as most of them do. */
function send(
  client: RawClient,
  path: string,
  { names, fields }: { names: string; fields: Fields },
): Promise<Answer> {
  time += 1;
  const all = { partnerCode: "HAKIKAVN0001", requestId: `RE${time}`, lang: "vi", ...fields };
  return client.post(path, JSON.stringify({ ...all, signature: sign(names, all) }));
}

test("the sample of the collection link sends its amount as text and one id for both", async () => {
  await using client = await openRawClient();
  const orderId = "HAKIKAVN00011763694800000";
  const fields = {
    partnerName: "Test",
    storeId: "MomoTestStore",
    requestId: orderId,
    orderId,
    amount: "50000",
    orderInfo: "pay with MoMo",
    ...urls(client),
    requestType: "payWithMethod",
    autoCapture: true,
    extraData: "",
    orderGroupId: "",
  };
  const { body } = await send(client, "create", { names: CREATE, fields });
  expect(body).toMatchObject({
    resultCode: 0,
    amount: 50_000,
    payUrl: expect.any(String),
    shortLink: expect.any(String),
  });
  await client.advance(10_000);
  expect(await client.codeOf(orderId)).toBe(0);
});

test("a client of the npm registry sends its access key, and signs a description that it leaves out", async () => {
  await using client = await openRawClient();
  const fields = {
    accessKey: "hkVnAccess0001",
    requestType: "captureWallet",
    ...urls(client),
    orderId: "npm-1",
    amount: 50_000,
    orderInfo: "Thanh toán đơn hàng",
    extraData: "",
  };
  expect((await send(client, "create", { names: CREATE, fields })).body["resultCode"]).toBe(0);
  await client.advance(10_000);
  const { transId } = await client.query("npm-1");
  const refund = { orderId: "npm-1-refund", amount: 50_000, transId };
  const { body } = await send(client, "refund", {
    names: "amount description orderId transId",
    fields: refund,
  });
  expect(body).toMatchObject({ resultCode: 0, amount: 50_000 });
});

test("the collection of one-time payments sends everything as text, and empty fields", async () => {
  await using client = await openRawClient();
  const create = {
    subPartnerCode: "",
    partnerName: "Test",
    storeId: "",
    amount: "1000",
    orderId: "OD1763694800001",
    orderInfo: "Thanh toán hóa đơn",
    orderGroupId: "",
    ...urls(client),
    requestType: "captureWallet",
    extraData: "eyJ1c2VybmFtZSI6ICJtb21vIn0=",
    autoCapture: "false",
    referenceId: "OD1763694800001",
    items: [{ quantity: 1, name: "The game GARENA" }],
    userInfo: { name: "Nguyen Van A", phoneNumber: "0999888999", email: "email_add@domain.com" },
    deliveryInfo: { deliveryAddress: "Ho Chi Minh", deliveryFee: "30000", quantity: 1 },
  };
  expect((await send(client, "create", { names: CREATE, fields: create })).body["resultCode"]).toBe(0);
  await client.advance(10_000);
  const { orderId } = create;
  const confirm = { orderId, requestType: "capture", amount: "1000", description: "" };
  const captured = await send(client, "confirm", {
    names: "amount description orderId requestType",
    fields: confirm,
  });
  expect(captured.body).toMatchObject({ resultCode: 0, requestType: "capture", amount: 1_000 });
  const asked = await send(client, "query", { names: "orderId", fields: { orderId } });
  expect(asked.body).toMatchObject({ resultCode: 0, extraData: create.extraData, refundTrans: [] });
  const refund = {
    orderId: "OD1763694800002",
    amount: "1000",
    transId: String(captured.body["transId"]),
    description: " Khách không nhận hàng",
    ipnUrl: create.ipnUrl,
  };
  const given = await send(client, "refund", { names: "amount description orderId transId", fields: refund });
  expect(given.body).toMatchObject({ resultCode: 0, amount: 1_000 });
  const refunds = await send(client, "refund/query", { names: "orderId", fields: { orderId } });
  expect(refunds.body["refundTrans"]).toMatchObject([{ orderId: refund.orderId, resultCode: 0 }]);
});

test.each([
  ["payWithATM", "9704000000000018", "napas"],
  ["payWithCC", "5200000000001096", "credit"],
])(
  "the collections of recurring cards link one by a payment with %s, and charge it again",
  async (requestType, card, payType) => {
    await using client = await openRawClient();
    const partnerClientId = "1672288335940_cuong.mai1@mservice.com.vn";
    const orderId = "OD1763694800003";
    const order = {
      storeId: "",
      orderGroupId: "",
      ...urls(client),
      extraData: "eyJ1c2VybmFtZSI6ICJtb21vIn0=",
    };
    const create = {
      ...order,
      amount: "10000",
      orderId,
      orderInfo: "Thanh toán",
      partnerClientId,
      requestType,
    };
    const opened = await send(client, "create", { names: CREATE_NAMED, fields: create });
    expect(opened.body).toMatchObject({ resultCode: 0, partnerClientId, payUrl: expect.any(String) });
    await client.decide(opened.body["payUrl"], "approve", { card });
    await client.advance(10_000);
    const [{ callbackToken } = {}] = client.notifications();
    const bind = { orderId, partnerClientId, callbackToken };
    const bound = await send(client, "tokenization/bind", {
      names: "callbackToken orderId partnerClientId",
      fields: bind,
    });
    expect(bound.body).toMatchObject({ resultCode: 0, partnerClientId });
    const token = encryptFields(decryptToken(bound.body["aesToken"]));
    const pay = {
      ...order,
      amount: "10000",
      orderId: "OD1763694800004",
      orderInfo: "Thanh toán",
      partnerClientId,
      requestType,
      token,
    };
    const names = "amount extraData orderId orderInfo partnerClientId token";
    expect((await send(client, "tokenization/pay", { names, fields: pay })).body).toMatchObject({
      resultCode: 0,
      amount: 10_000,
    });
    expect(await client.query(pay.orderId)).toMatchObject({ resultCode: 0, payType });
    const gone = { orderId: "OD1763694800005", partnerClientId, token };
    const ended = await send(client, "tokenization/delete", {
      names: "orderId partnerClientId token",
      fields: gone,
    });
    expect(ended.body).toMatchObject({ resultCode: 0, partnerClientId });
    expect(client.world.books()).toHaveLength(2);
  },
);

test("the collection of the merchant's own card page signs its customer in a request to initiate", async () => {
  await using client = await openRawClient();
  const fields = {
    storeId: "HAKIKAVN0001",
    requestType: "initiate",
    ...urls(client),
    orderId: "1763694800006",
    amount: "100000",
    orderInfo: "Thanh toán qua ví MoMo",
    extraData: "ew0KImVtYWlsIjogImh1b25neGRAZ21haWwuY29tIg0KfQ==",
    partnerClientId: "email_add@domain.com",
    userInfo: { name: "Nguyen Van A", phoneNumber: "0999888999", email: "email_add@domain.com" },
  };
  const { body } = await send(client, "create", { names: CREATE_NAMED, fields });
  expect(body).toMatchObject({ resultCode: 0, mToken: expect.any(String) });
});

test("the collection of payments at a till charges whoever shows the code, and captures", async () => {
  await using client = await openRawClient();
  const pay = {
    orderId: "OD1763694800007",
    partnerName: "Test",
    storeId: "MomoTestStore",
    ipnUrl: urls(client).ipnUrl,
    amount: "1000",
    paymentCode: encryptText("477340409320189492"),
    autoCapture: false,
    orderInfo: "Thanh toán đơn hàng OD1763694800007",
    extraData: "",
    orderGroupId: "",
  };
  const names = "amount extraData orderId orderInfo paymentCode";
  const { body } = await send(client, "pos", { names, fields: pay });
  expect(body).toMatchObject({ resultCode: 9000, amount: 1_000, transId: expect.any(Number) });
  const capture = { orderId: pay.orderId, requestType: "capture", amount: "1000", description: "" };
  const captured = await send(client, "confirm", {
    names: "amount description orderId requestType",
    fields: capture,
  });
  expect(captured.body).toMatchObject({ resultCode: 0, transId: body["transId"] });
});

test("the sample of payments at a till sends one id for both, and a code under another key", async () => {
  await using client = await openRawClient();
  const orderId = "HAKIKAVN00011763694800008";
  const fields = {
    requestId: orderId,
    orderId,
    amount: "50000",
    orderInfo: "pay with MoMo",
    ...urls(client),
    autoCapture: true,
    extraData: "",
    orderGroupId: "",
  };
  const names = "amount extraData orderId orderInfo paymentCode";
  const foreign = { ...fields, paymentCode: "T8Qii53fAXyUftPV3m9ysyRhEanUs9KlOPfHgpMR0ON50U10Bh+vZQ==" };
  const refused = await send(client, "pos", { names, fields: foreign });
  expect(refused.body).toMatchObject({ resultCode: 20, subErrors: [{ field: "paymentCode" }] });
  const own = { ...fields, requestId: `${orderId}b`, paymentCode: encryptText("515999431979562188") };
  expect((await send(client, "pos", { names, fields: own })).body).toMatchObject({ resultCode: 0, orderId });
});

test.each([
  ["pay", "amount disbursementMethod extraData orderId orderInfo requestType", "disburseToWallet"],
  ["pay", "amount disbursementMethod extraData orderId orderInfo requestType", "disburseToBank"],
  ["verify", "disbursementMethod orderId requestType", "checkWallet"],
  ["balance", "orderId", undefined],
])(
  "the collection of single payouts asks %s with its fields %s for %s, and may not",
  async (call, names, requestType) => {
    await using client = await openRawClient();
    const bank = {
      bankAccountNo: "9704150961516941",
      bankAccountHolderName: "Nguyen Van A",
      bankCode: "CTG",
    };
    const fields = {
      orderId: "OD1763694800009",
      storeId: "HAKIKAVN0001",
      ipnUrl: urls(client).ipnUrl,
      requestType,
      amount: "20000",
      paymentCode: "",
      autoCapture: false,
      disbursementMethod: encryptFields(requestType === "disburseToBank" ? bank : { walletId: "0367597481" }),
      orderInfo: "Thanh toán qua ví MoMo",
      extraData: "",
      orderGroupId: 5_706,
    };
    const { status, body } = await send(client, `disbursement/${call}`, { names, fields });
    expect([status, body["resultCode"]]).toEqual([400, 11]);
  },
);

test("the collection of batches sends four of its fields as headers, and may not pay out", async () => {
  await using client = await openRawClient();
  const orderId = "1763694800010OD";
  const opening = {
    requestType: "initiate",
    ...urls(client),
    orderId,
    amount: "8000",
    orderInfo: "Thanh toán",
    extraData: "",
  };
  const opened = await send(client, "create", { names: CREATE, fields: opening });
  expect(opened.body).toMatchObject({ resultCode: 0, mToken: expect.any(String) });
  const { mToken } = opened.body;
  const headers = {
    mToken: String(mToken),
    requestId: "1763694800010id",
    partnerCode: "HAKIKAVN0001",
    orderId,
  };
  const signed = { amount: 8_000, requestType: "batchWallet" };
  const line = { method: { walletId: "0383786432" }, amount: 4_000, description: "Test check batch" };
  const batch = {
    ...signed,
    amount: "8000",
    description: "Test",
    lang: "en",
    orderGroupId: 5_706,
    disbursements: [
      { id: "1763694800010_0", ...line },
      { id: "1763694800010_1", ...line },
    ],
    signature: sign("amount mToken orderId requestType", { ...headers, ...signed }),
  };
  const created = await client.post("disbursement/batch/create", JSON.stringify(batch), headers);
  expect([created.status, created.body["resultCode"]]).toEqual([400, 11]);
  const pages = { orderId, pageSize: "50", pageNum: "1", states: ["SUCCEEDED"] };
  const asked = await send(client, "disbursement/batch/query", {
    names: "orderId pageNum pageSize",
    fields: pages,
  });
  expect(asked.body["resultCode"]).toBe(11);
  const paid = await send(client, "disbursement/batch/pay", {
    names: "orderId",
    fields: { orderId, orderGroupId: 5_706 },
  });
  expect(paid.body["resultCode"]).toBe(11);
  expect(client.world.books()).toEqual([]);
});

test("instalments cannot be asked about without the permission", async () => {
  await using client = await openRawClient();
  const fields = { orderId: "OD1763694800011", requestType: "payWithInstallmentFlik", amount: 250_000 };
  const { body } = await send(client, "installment/getInfo", { names: "amount orderId requestType", fields });
  expect(body["resultCode"]).toBe(11);
});
