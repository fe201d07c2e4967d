import { expect, test } from "vitest";
import { decryptToken, encryptFields } from "./testing/merchant-encryption.ts";
import { merchantSignature } from "./testing/merchant-signature.ts";
import { type Answer, type Fields, openRawClient, PAYER, type RawClient } from "./testing/raw-client.ts";
import { encryptToken } from "./tokens.ts";

const DAY_MS = 24 * 60 * 60_000;
const user = { partnerClientId: "user-42" };
const wallet = `+84${PAYER.slice(1)}`;

async function link(client: RawClient, fields: Fields = {}): Promise<string> {
  const orderId = await client.open({ requestType: "linkWallet", amount: 0, ...user, ...fields });
  await client.advance(10_000);
  return orderId;
}

/** What the merchant keeps of a wallet that was linked. */
async function tokenOf(client: RawClient, orderId: string, path = "tokenization"): Promise<Fields> {
  const asked = await client.call(`${path}/cbQuery`, { orderId, ...user });
  const { callbackToken } = asked.body;
  const { body } = await client.call(`${path}/${path === "tokenization" ? "bind" : "create"}`, {
    orderId,
    callbackToken,
    ...user,
  });
  expect(body).toMatchObject({ resultCode: 0, ...user });
  return decryptToken(body["aesToken"]);
}

let orders = 0;

function pay(client: RawClient, token: Fields, fields: Fields = {}): Promise<Answer> {
  const { path = "tokenization/pay", ...more } = fields;
  return client.call(String(path), {
    orderId: `recurring-${++orders}`,
    amount: 30_000,
    orderInfo: "Recurring",
    extraData: "",
    redirectUrl: "http://merchant.example/back",
    ipnUrl: `${client.receiver.url}/ipn`,
    token: encryptFields(token),
    ...user,
    ...more,
  });
}

test("a token is encrypted as another program encrypted it", () => {
  const token = {
    value: "tok-0001$1763712000000$11111111-2222-4333-8444-555555555555",
    userAlias: "user-42",
  };
  const secret_key = "hakika-vn-sandbox-secret-0000001";
  expect(encryptToken(token, { secret_key })).toBe(
    "m2bgCrjDA0ROa0kMSlWJunDynAEB0x9eBAQGxIfwf4BF3HqAzxxOdSNoMStMAU8oPwGygHhb2R1HdqLagNomVEduyiXSRnhKyR4cSpQAdri7mqr4hih/M6CwFMEdC1wn",
  );
});

test("a payer who agrees to a link is notified of with a callback token, under a signature of its own", async () => {
  await using client = await openRawClient();
  const orderId = await link(client);
  const [body = {}] = client.notifications();
  expect(body).toMatchObject({ orderId, amount: 0, resultCode: 0, ...user });
  expect(body["signature"]).toBe(merchantSignature("outcome", body));
  expect(String(body["transId"])).toMatch(/^\d{13}$/);
  const asked = await client.call("tokenization/cbQuery", { orderId, ...user });
  expect(asked.body).toMatchObject({ resultCode: 0, callbackToken: body["callbackToken"] });
  expect(client.world.books()).toEqual([]);
});

test("a link can cost something, and can end at 9000", async () => {
  await using client = await openRawClient();
  await link(client, { amount: 20_000 });
  expect(client.world.books()).toMatchObject([{ kind: "charge", amount_minor: "20000" }]);
  client.set({ link_ends_with: "9000" });
  const orderId = await link(client);
  expect(await client.codeOf(orderId)).toBe(9000);
  expect(await tokenOf(client, orderId)).toHaveProperty("value");
  expect((await client.confirm(orderId, "capture")).body["resultCode"]).toBe(47);
});

test("a link waits fifteen minutes for its payer", async () => {
  await using client = await openRawClient();
  client.set({ auto_approve_after_ms: null });
  const { body } = await client.create({ requestType: "linkWallet", amount: 0, ...user });
  expect(body["bindingUrl"]).toContain("/v2/gateway/binding?t=");
  expect((await client.visit(body["bindingUrl"])).status).toBe(200);
  const orderId = String(body["orderId"]);
  const asked = await client.call("tokenization/cbQuery", { orderId, ...user });
  expect(asked.body["resultCode"]).toBe(1000);
  await client.advance(15 * 60_000);
  expect(await client.codeOf(orderId)).toBe(1005);
});

test("a token charges the wallet at once, again and again, and each charge is notified", async () => {
  await using client = await openRawClient();
  const token = await tokenOf(client, await link(client));
  for (const orderId of ["month-1", "month-2"]) {
    const { status, body } = await pay(client, { ...token, requireSecurityCode: false }, { orderId });
    expect(status).toBe(200);
    expect(body).toMatchObject({ orderId, amount: 30_000, resultCode: 0, ...user });
    expect(await client.query(orderId)).toMatchObject({ resultCode: 0, transId: body["transId"] });
  }
  await client.advance(10_000);
  expect(client.notifications().map(({ orderId }) => orderId)).toEqual([
    expect.any(String),
    "month-1",
    "month-2",
  ]);
  expect(client.world.books().map(({ attempt }) => attempt)).toEqual(["month-1", "month-2"]);
});

test("a charge by token that is authorized first is captured or cancelled as any other", async () => {
  await using client = await openRawClient();
  const token = await tokenOf(client, await link(client));
  const { body } = await pay(client, token, { orderId: "held", autoCapture: "false" });
  expect(body).toMatchObject({ resultCode: 9000 });
  expect((await client.confirm("held", "capture", { amount: 30_000 })).body["resultCode"]).toBe(0);
  expect(client.world.books()).toMatchObject([{ kind: "charge", amount_minor: "30000" }]);
});

test("a charge that needs a code waits for it", async () => {
  await using client = await openRawClient();
  const token = encryptFields({ ...(await tokenOf(client, await link(client))), requireSecurityCode: true });
  const { status, body } = await pay(client, {}, { orderId: "coded", token });
  expect([status, body["resultCode"], body["transId"]]).toEqual([201, 8200, 0]);
  const verify = (securityCode: string) =>
    client.call("tokenization/verify", { orderId: "coded", token, securityCode });
  expect((await verify("123456")).body["resultCode"]).toBe(4010);
  const foreign = { orderId: "coded", token: encryptFields({ value: "another" }), securityCode: "000000" };
  expect((await client.call("tokenization/verify", foreign)).body["resultCode"]).toBe(2001);
  expect(client.world.books()).toEqual([]);
  expect((await verify("000000")).body).toMatchObject({ resultCode: 0, amount: 30_000 });
  expect((await verify("000000")).body["resultCode"]).toBe(47);
  expect(client.world.books()).toHaveLength(1);
});

test("a code that nobody types in time ends the charge", async () => {
  await using client = await openRawClient();
  const token = await tokenOf(client, await link(client));
  await pay(client, { ...token, requireSecurityCode: true }, { orderId: "coded" });
  await client.advance(15 * 60_000);
  expect(await client.codeOf("coded")).toBe(1005);
});

test("a payer without money is not charged, and a slow provider answers 7000 first", async () => {
  await using client = await openRawClient();
  const token = await tokenOf(client, await link(client));
  await client.world.setBalance(wallet, "0");
  expect((await pay(client, token)).body["resultCode"]).toBe(1001);
  await client.world.setBalance(wallet, "1000000");
  await client.world.play("slow_processing", wallet);
  expect((await pay(client, token, { orderId: "slow" })).body["resultCode"]).toBe(7000);
  await client.advance(10 * 60_000);
  expect(await client.codeOf("slow")).toBe(0);
});

test("tokens that are wrong, foreign or given up charge nobody", async () => {
  await using client = await openRawClient();
  const orderId = await link(client);
  const token = await tokenOf(client, orderId);
  const code = async (answer: Promise<Answer>) => (await answer).body["resultCode"];
  expect(await code(pay(client, token, { token: "UlNBVE9LRU4=" }))).toBe(20);
  expect(await code(pay(client, { ...token, value: "another" }))).toBe(2001);
  expect(await code(pay(client, token, { partnerClientId: "user-43" }))).toBe(2001);
  expect(await code(client.call("tokenization/bind", { orderId, callbackToken: "x", ...user }))).toBe(2001);
  const given_up = await client.call("tokenization/delete", {
    orderId: "end",
    token: encryptFields(token),
    ...user,
  });
  expect(given_up.body).toMatchObject({ resultCode: 0, ...user });
  expect(await code(pay(client, token))).toBe(2001);
  expect(await code(client.create({ orderId: "end" }))).toBe(41);
  expect(client.world.books()).toEqual([]);
});

test("an order that links nobody has no token to fetch", async () => {
  await using client = await openRawClient();
  const { orderId } = await client.paid();
  const asked = await client.call("tokenization/bind", { orderId, callbackToken: "x", ...user });
  expect(asked.body["resultCode"]).toBe(47);
});

test("fetching the token twice gives the same one", async () => {
  await using client = await openRawClient();
  const orderId = await link(client);
  expect(await tokenOf(client, orderId)).toEqual(await tokenOf(client, orderId));
});

test("a subscription is charged once in each period, from its first day on", async () => {
  await using client = await openRawClient();
  const orderId = await link(client, {
    requestType: "subscription",
    subscriptionInfo: {
      partnerSubsId: "S-1",
      name: "Monthly",
      type: "FIXED",
      recurringAmount: 30_000,
      frequency: "WEEKLY",
      nextPaymentDate: "2026-11-23",
      expiryDate: "2026-12-20",
    },
  });
  const token = await tokenOf(client, orderId, "subscription");
  const charge = async (fields: Fields = {}) =>
    (await pay(client, token, { path: "subscription/pay", ...fields })).body;
  expect(await charge()).toMatchObject({ resultCode: 2015, transId: expect.any(Number), amount: 30_000 });
  await client.advance(2 * DAY_MS);
  expect(await charge({ amount: 20_000 })).toMatchObject({ resultCode: 22 });
  expect(await charge()).toMatchObject({ resultCode: 0 });
  expect(await charge()).toMatchObject({ resultCode: 2011 });
  await client.advance(7 * DAY_MS);
  expect(await charge()).toMatchObject({ resultCode: 0 });
  const manage = (action: string, id: string) =>
    client.call("subscription/manage", { orderId: id, action, token: encryptFields(token), ...user });
  expect((await manage("pause", "stop")).body["resultCode"]).toBe(0);
  expect(await charge()).toMatchObject({ resultCode: 2007 });
  expect(client.world.books()).toHaveLength(2);
});
