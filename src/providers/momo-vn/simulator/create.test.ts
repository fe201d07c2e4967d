import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { simulator } from "./index.ts";
import { hmac } from "./testing/merchant-signature.ts";
import { openRawClient, START_MS } from "./testing/raw-client.ts";

const MINUTE_MS = 60_000;

function fixture(name: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8");
  return JSON.parse(JSON.parse(text).body);
}

describe("what create answers", () => {
  test("has the fields of a recorded answer, with links that lead back here", async () => {
    await using client = await openRawClient();
    const { status, type, body } = await client.create({ orderId: "HK-1", requestId: "R-1", lang: "vi" });
    expect([status, type]).toEqual([200, "application/json; charset=UTF-8"]);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(Object.keys(fixture("create-opened"))));
    expect(body).toMatchObject({
      partnerCode: "HAKIKAVN0001",
      orderId: "HK-1",
      requestId: "R-1",
      amount: 150_000,
      resultCode: 0,
      message: "Thành công.",
      responseTime: START_MS,
    });
    const t = Buffer.from("HAKIKAVN0001|HK-1").toString("base64url");
    expect(body["payUrl"]).toMatch(
      new RegExp(`^http://127\\.0\\.0\\.1:\\d+/momo-vn/v2/gateway/pay\\?t=${t}&s=[0-9a-f]{64}$`),
    );
    expect(body["qrCodeUrl"]).toContain("/v2/gateway/app?isScanQr=true&t=");
    expect(await client.codeOf("HK-1")).toBe(1000);
    expect(client.world.books()).toEqual([]);
  });

  test("says numbers as numbers, however they were sent, and takes booleans as texts", async () => {
    await using client = await openRawClient();
    const orderId = await client.open({ amount: "150000", autoCapture: "false" });
    await client.advance(10_000);
    expect(await client.query(orderId)).toMatchObject({ amount: 150_000, resultCode: 9000 });
  });

  test.each([
    ["captureWallet", ["payUrl", "deeplink", "qrCodeUrl"]],
    ["payWithMethod", ["payUrl", "shortLink"]],
    ["payWithATM", ["payUrl"]],
    ["payWithCC", ["payUrl"]],
    ["initiate", ["mToken"]],
  ])("%s leads to %j", async (requestType, names) => {
    await using client = await openRawClient();
    const { body } = await client.create({ requestType });
    expect(Object.keys(body)).toEqual(expect.arrayContaining(names));
    expect("qrCodeUrl" in body).toBe(names.includes("payUrl") && !/ATM|CC/.test(requestType));
  });

  test.each(["with_message", "without_message"])("can be signed %s", async (signed_create) => {
    await using client = await openRawClient();
    client.set({ signed_create });
    const { body } = await client.create();
    const names = ["amount", "message", "orderId", "partnerCode", "payUrl", "requestId", "responseTime"];
    const terms = [...names, "resultCode"]
      .filter((name) => name !== "message" || signed_create === "with_message")
      .map((name) => `${name}=${body[name]}`);
    expect(body["signature"]).toBe(hmac(`accessKey=hkVnAccess0001&${terms.join("&")}`));
  });

  test("is unsigned as a rule", async () => {
    await using client = await openRawClient();
    expect((await client.create()).body).not.toHaveProperty("signature");
  });

  test("the example succeeds in a new world", async () => {
    await using client = await openRawClient();
    const { path, body } = simulator.example(`${client.receiver.url}/example`);
    const answer = await client.post(path.replace("/v2/gateway/api/", ""), body ?? "");
    expect(answer.body).toMatchObject({ resultCode: 0 });
    await client.advance(10_000);
    expect(client.receiver.notified).toMatchObject([{ path: "/example", body: { resultCode: 0 } }]);
  });
});

describe("signatures", () => {
  const signedText = (orderInfo: string): string =>
    `accessKey=hkVnAccess0001&amount=150000&extraData=&ipnUrl=http://127.0.0.1:9/ipn&orderId=S-1&orderInfo=${orderInfo}&partnerCode=HAKIKAVN0001&redirectUrl=http://merchant.example/back&requestId=S-1&requestType=captureWallet`;
  const order = {
    orderId: "S-1",
    requestId: "S-1",
    ipnUrl: "http://127.0.0.1:9/ipn",
    orderInfo: "Đơn hàng",
    redirectUrl: "http://merchant.example/back",
  };

  test("over raw values is taken, also where extraData was left out", async () => {
    await using client = await openRawClient();
    const signature = hmac(signedText("Đơn hàng"));
    const { body } = await client.create({ ...order, extraData: undefined, signature });
    expect(body["resultCode"]).toBe(0);
  });

  test.each([
    ["over encoded values", hmac(signedText(encodeURIComponent("Đơn hàng")))],
    ["without the empty term", hmac(signedText("Đơn hàng").replace("&extraData=", ""))],
    ["in upper case", hmac(signedText("Đơn hàng")).toUpperCase()],
    ["with another key", "0".repeat(64)],
    ["that is missing", undefined],
  ])(
    "%s is refused with 20, and the answer repeats what should have been signed",
    async (_how, signature) => {
      await using client = await openRawClient();
      const { status, body } = await client.create({ ...order, signature });
      const recorded = fixture("create-wrong-signature");
      expect(status).toBe(400);
      expect(Object.keys(body).sort()).toEqual(Object.keys(recorded).sort());
      const [, words = ""] =
        /"message":"(Chữ ký[^"]*: )accessKey=\*\*\*\*\*&/.exec(JSON.stringify(recorded)) ?? [];
      const message = `${words}${signedText("Đơn hàng").replace("hkVnAccess0001", "*****")}.`;
      expect(body).toMatchObject({ resultCode: 20, subErrors: [{ field: "signature", message }] });
      expect(await client.codeOf("S-1")).toBe(42);
    },
  );

  test("a requestId that came with a wrong signature can still be used", async () => {
    await using client = await openRawClient();
    await client.create({ ...order, signature: "wrong" });
    expect((await client.create(order)).body["resultCode"]).toBe(0);
  });
});

describe("fields", () => {
  test.each([
    ["partnerCode", { partnerCode: undefined }],
    ["requestId", { requestId: undefined }],
    ["requestId", { requestId: "x".repeat(51) }],
    ["orderId", { orderId: undefined }],
    ["orderId", { orderId: "x".repeat(201) }],
    ["amount", { amount: undefined }],
    ["amount", { amount: "much" }],
    ["orderInfo", { orderInfo: "x".repeat(256) }],
    ["redirectUrl", { redirectUrl: "" }],
    ["ipnUrl", { ipnUrl: undefined }],
    ["ipnUrl", { ipnUrl: "http://127.0.0.1/ipn?order=1" }],
    ["ipnUrl", { ipnUrl: "http://127.0.0.1/đơn" }],
    ["requestType", { requestType: "payWithPromises" }],
    ["extraData", { extraData: "x".repeat(1_001) }],
    ["items", { items: Array.from({ length: 51 }, () => ({})) }],
    ["partnerClientId", { requestType: "linkWallet" }],
    ["subscriptionInfo", { requestType: "subscription", partnerClientId: "user-42" }],
  ])("%s that is wrong is named: %o", async (field, wrong) => {
    await using client = await openRawClient();
    const { status, body } = await client.create(wrong);
    expect([status, body["resultCode"]]).toEqual([400, 20]);
    expect(body["subErrors"]).toMatchObject([{ field }]);
  });

  test("what is no JSON object, or cannot be read, is 20", async () => {
    await using client = await openRawClient();
    const deep = `{"partnerCode":"HAKIKAVN0001","orderId":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    for (const body of ["", "{", "[]", "7", '"text"', deep])
      expect((await client.post("create", body)).body).toMatchObject({ resultCode: 20 });
  });

  test("items may be short, extraData need not be Base64, and further fields are let be", async () => {
    await using client = await openRawClient();
    const fields = {
      items: [{ name: "One", quantity: 1 }, { name: "Two" }],
      extraData: "23",
      accessKey: "x",
    };
    const orderId = await client.open(fields);
    expect(await client.query(orderId)).toMatchObject({ extraData: "23" });
  });

  test("an order group that the provider gave out is taken, and so is an empty one", async () => {
    await using client = await openRawClient();
    await client.open({ orderGroupId: 20261121 });
    await client.open({ orderGroupId: "" });
  });

  test.each([
    [5, 5],
    ["5", 5],
    [undefined, 100],
    [1_763_712_000_000, 100],
  ])("with orderExpireTime %s an order lives %i minutes", async (orderExpireTime, minutes) => {
    await using client = await openRawClient();
    const orderId = await client.open({ orderExpireTime, userInfo: { phoneNumber: "0900001005" } });
    await client.advance(minutes * MINUTE_MS - 1);
    expect(await client.codeOf(orderId)).toBe(1000);
    await client.advance(1);
    expect(await client.codeOf(orderId)).toBe(1005);
  });

  test.each(["0912345678", "84912345678", "+84 912 345 678"])("%s is the same payer", async (phoneNumber) => {
    await using client = await openRawClient();
    client.set({ auto_approve_after_ms: null });
    const orderId = await client.open({ userInfo: { phoneNumber } });
    const phone = client.world.phones().find(({ phone_number }) => phone_number === "+84912345678");
    expect(phone?.prompt).toMatchObject({ provider_reference: orderId });
  });
});

describe("answers in the language of the request", () => {
  test.each([
    ["vi", "RequestId bị trùng."],
    [undefined, "RequestId bị trùng."],
    ["en", "Duplicated requestId."],
  ])("%s: %s", async (lang, message) => {
    await using client = await openRawClient();
    const fields = { requestId: "R-1", lang };
    await client.create(fields);
    const { body } = await client.create(fields);
    expect(body).toMatchObject({ resultCode: 40, message, requestId: "R-1", partnerCode: "HAKIKAVN0001" });
    client.set({ bare_errors: true });
    expect(Object.keys((await client.create(fields)).body).sort()).toEqual(
      Object.keys(fixture("inquiry-order-not-there")).sort(),
    );
  });
});
