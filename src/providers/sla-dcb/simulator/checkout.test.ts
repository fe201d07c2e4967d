import { expect, test } from "vitest";
import { campaign, MERCHANT, NUMBER, openRawClient, transactionOf } from "./testing/raw-client.ts";

const onNetwork = (msisdn: string, address: string) => ({
  "x-msisdn": msisdn,
  "x-forwarded-for": address,
});
const agreed = { confirm: "on" };
const toConfirm = { step: "confirm" };

const subscription = (code: string) => ({ service: campaign(`subscription-${code}`), price: undefined });

test("a customer on mobile data agrees, and the merchant charges with the token", async () => {
  await using client = await openRawClient();
  const shown = await client.visit({}, onNetwork(NUMBER, "10.64.11.7"));
  expect(shown.text).toContain("Game coins: 100.00 NGN");
  const { back, location } = await client.submit(shown, toConfirm, agreed);
  expect(location).toMatch(/^https:\/\/shop\.example\/return\?basket=7&status=success&token=TOKEN/);
  expect(back).toMatchObject({ auth_method: "header_enrichment", correlator: "123" });
  expect(client.world.books()).toEqual([]);
  const charged = await client.charge({ msisdn: back["token"], pin: undefined });
  expect(charged.body).toMatchObject({ success: { msisdn: NUMBER, transaction: { status: "CHARGED" } } });
});

test("on Wi-Fi the number is typed in, and a PIN shows whose it is", async () => {
  await using client = await openRawClient();
  const numberPage = await client.visit();
  expect(numberPage.text).toContain('action="purchase/number"');
  const wrong = await client.submit(numberPage, { step: "number" }, { msisdn: "12025550123" });
  expect(wrong.text).toContain("This number cannot be used here.");
  const pinPage = await client.submit(numberPage, { step: "number" }, { msisdn: NUMBER });
  const refused = await client.submit(pinPage, { step: "pin" }, { pin: "00000" });
  expect(refused.text).toContain("PIN not found");
  const pin = client.lastSms(NUMBER).slice(0, 5);
  const confirmPage = await client.submit(refused, { step: "pin" }, { pin });
  const { back } = await client.submit(confirmPage, toConfirm, agreed);
  expect(back).toMatchObject({ status: "success", auth_method: "sms_pin" });
  const other = await client.charge({ msisdn: back["token"], amount: "99" });
  expect(other.body).toMatchObject({ error: { code: "7003" } });
  expect(transactionOf(await client.charge({ msisdn: back["token"], pin: undefined }))["status"]).toBe(
    "CHARGED",
  );
});

test("a PIN page cannot be passed over", async () => {
  await using client = await openRawClient();
  const pinPage = await client.submit(await client.visit(), { step: "number" }, { msisdn: NUMBER });
  const passed = await client.submit(pinPage, toConfirm, { ...agreed, token: "x" });
  expect(passed.location).toBe("");
  expect(passed.status).toBe(200);
});

test.each([
  ["stc-kw", "96550001234", "10.64.6.7"],
  ["voda-uk", "447700901234", "10.64.15.7"],
])("%s decides after the visit, and a notification tells", async (code, msisdn, address) => {
  await using client = await openRawClient();
  const shown = await client.visit({ ...subscription(code), correlator: "c-1" }, onNetwork(msisdn, address));
  const { back } = await client.submit(shown, toConfirm, agreed);
  expect(back).toMatchObject({
    status: "pending",
    msisdn,
    correlator: "c-1",
    auth_method: "header_enrichment",
  });
  expect(client.receiver.received).toEqual([]);
  await client.advance(30_000);
  await expect
    .poll(() => client.receiver.received, { timeout: 10_000 })
    .toMatchObject([
      {
        success: { type: "subscription", mode: "API", correlator: "c-1", transaction: { status: "CHARGED" } },
      },
    ]);
  expect(client.world.books()).toHaveLength(1);
});

test("Axiata's own checkout ends pending, under the merchant's transaction_id", async () => {
  await using client = await openRawClient();
  const visit = { ...subscription("axiata-lk"), transaction_id: "ax-1" };
  const shown = await client.visit(visit, onNetwork("94770001234", "10.64.10.7"), "/purchase/axiata");
  const { back } = await client.submit(shown, toConfirm, agreed);
  expect(back["status"]).toBe("pending");
  await client.advance(30_000);
  await expect.poll(() => client.receiver.received.length, { timeout: 10_000 }).toBe(1);
});

test("two clicks at Zain Iraq subscribe without a call of the merchant's", async () => {
  await using client = await openRawClient();
  const iraqi = onNetwork("9647800001234", "10.64.5.7");
  const shown = await client.visit({ ...subscription("zain-iq"), two_click_only: "true" }, iraqi);
  const { location } = await client.submit(shown, { ...toConfirm, headers: iraqi }, agreed);
  expect(location).toBe("https://shop.example/return?basket=7&status=success&msisdn=9647800001234");
  await expect
    .poll(() => client.receiver.received, { timeout: 10_000 })
    .toMatchObject([{ success: { type: "subscription", transaction: { status: "CHARGED" } } }]);
});

test("Unitel charges at the checkout, and only Check Transaction proves it", async () => {
  await using client = await openRawClient();
  const mongolian = onNetwork("97699001234", "10.64.13.7");
  const shown = await client.visit(
    { price: "1000", transaction_id: "mn-1", correlator: undefined },
    mongolian,
  );
  const { location } = await client.submit(shown, toConfirm, agreed);
  expect(location).toBe("https://shop.example/return?basket=7&status=success&correlator=");
  const check = { merchant: MERCHANT, transaction_id: "mn-1" };
  expect((await client.call("/external/v1/merchant/check_transaction", check)).body).toMatchObject({
    status: "success",
    amount: "1000.0",
    currency: "MNT",
    msisdn: "97699001234",
  });
  expect(client.world.books()).toHaveLength(1);
});

test("a customer who must show a Civil ID can", async () => {
  await using client = await openRawClient();
  const kuwaiti = onNetwork("96590001234", "10.64.1.7");
  const shown = await client.visit({ service: campaign("civil-id"), price: "1" }, kuwaiti);
  const { back } = await client.submit(shown, toConfirm, { ...agreed, civil_id: "296590001234" });
  expect(back["status"]).toBe("success");
});

test("an anonymous customer's token leads to a reference", async () => {
  await using client = await openRawClient();
  const shown = await client.visit({ price: "500" }, onNetwork("959700001234", "10.64.14.7"));
  const { back } = await client.submit(shown, toConfirm, agreed);
  const charged = await client.charge({
    msisdn: back["token"],
    amount: "500",
    currency: "MMK",
    pin: undefined,
  });
  expect(charged.body).toMatchObject({ success: { msisdn: expect.stringMatching(/^telenor-TLN-MM:/) } });
});

test.each([
  [1, "/redirect", "/authenticate/msisdn", { uri: MERCHANT, merchant: undefined, service: undefined }],
  [2, "/msisdn_retrieval/v2/msisdn/redirect", "/msisdn_retrieval/v2/msisdn/retrieve", {}],
])("version %d of the retrieval finds a number by the network", async (_version, browser, server, fields) => {
  await using client = await openRawClient();
  const visit = { price: undefined, correlator: undefined, transaction_id: "he-1", ...fields };
  const { location } = await client.visit(visit, onNetwork(NUMBER, "10.64.11.7"), browser);
  expect(location).toBe("https://shop.example/return?basket=7&status=success&transaction_id=he-1");
  const ask = (transaction_id: string) => client.call(server, { transaction_id }, { method: "GET" });
  expect((await ask("he-1")).body).toEqual({ success: { msisdn: NUMBER } });
  expect((await ask("he-2")).body).toMatchObject({ message: "invalid_transaction_id" });
});
