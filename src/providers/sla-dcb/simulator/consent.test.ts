import { expect, test } from "vitest";
import { OTHER_MERCHANT } from "./seed-services.ts";
import {
  campaign,
  type Fields,
  MERCHANT,
  NUMBER,
  openRawClient,
  type RawClient,
  resultOf,
  transactionOf,
} from "./testing/raw-client.ts";

const named = { msisdn: NUMBER, merchant: MERCHANT, campaign: campaign("one-off") };

const sendPin = (client: RawClient, fields: Fields = {}) =>
  client.call("/v2.2/pin", { ...named, template: "charge", ...fields });

const pinOf = (client: RawClient, msisdn = NUMBER): string => /^\d+/.exec(client.lastSms(msisdn))?.[0] ?? "";

test("a PIN comes by SMS and is good for one charge", async () => {
  await using client = await openRawClient();
  expect((await sendPin(client)).body).toEqual({ success: true });
  const pin = pinOf(client);
  expect(client.lastSms(NUMBER)).toMatch(/^\d{5} is your PIN for Game coins\.$/);
  expect(transactionOf(await client.charge({ pin }))["status"]).toBe("CHARGED");
  expect((await client.charge({ pin })).body).toMatchObject({ error: { code: "4001" } });
});

test.each([
  ["96590001234", "zain-kw", 4],
  ["966500001234", "zain-sa", 6],
  ["97330001234", "zain-bh", 5],
])("%s of %s gets a PIN of %d digits", async (msisdn, code, digits) => {
  await using client = await openRawClient();
  const own = { msisdn, campaign: campaign(`subscription-${code}`), template: "subscription" };
  expect((await sendPin(client, own)).body).toEqual({ success: true });
  const pin = pinOf(client, msisdn);
  expect(pin).toHaveLength(digits);
  client.set({ sandbox_pin_passes: false });
  const refused = await client.create({ ...own, template: undefined, pin: "9".repeat(digits + 1) });
  expect(refused.body).toMatchObject({ error: { code: "2008" } });
  const created = await client.create({ ...own, template: undefined, pin });
  expect(transactionOf(created)["status"]).toMatch(/^(?:CHARGED|SUCCESS)$/);
});

test("a new PIN takes the place of the old one", async () => {
  await using client = await openRawClient();
  await sendPin(client);
  const first = pinOf(client);
  await sendPin(client);
  const second = pinOf(client);
  expect(second).not.toBe(first);
  expect((await client.charge({ pin: first })).body).toMatchObject({ error: { code: "4003" } });
  expect(transactionOf(await client.charge({ pin: second }))["status"]).toBe("CHARGED");
});

test("two wrong tries are forgiven, the third is not", async () => {
  await using client = await openRawClient();
  await sendPin(client);
  const pin = pinOf(client);
  const wrong = pin === "11111" ? "22222" : "11111";
  for (const _try of [1, 2]) await client.charge({ pin: wrong });
  expect(transactionOf(await client.charge({ pin }))["status"]).toBe("CHARGED");
});

test("a request that is refused for another reason leaves the PIN and the token as they were", async () => {
  await using client = await openRawClient();
  await sendPin(client);
  const pin = pinOf(client);
  expect((await client.charge({ pin, currency: "EUR" })).body).toMatchObject({ error: { code: "2005" } });
  expect(transactionOf(await client.charge({ pin }))["status"]).toBe("CHARGED");
  const price = { amount: "100", currency: "NGN" };
  const { body } = await client.call("/v2.2/sandbox/provision_token", { ...named, ...price });
  const msisdn = String(body["token"]);
  expect(msisdn).toMatch(/^TOKEN:[0-9a-f-]{36}$/);
  expect((await client.charge({ msisdn, amount: "1" })).body).toMatchObject({ error: { code: "7003" } });
  expect((await client.charge({ msisdn, pin: undefined })).body).toMatchObject({
    success: { msisdn: NUMBER },
  });
});

test("a token is used up by a charge that is declined", async () => {
  await using client = await openRawClient();
  const fields = { ...named, msisdn: "2348090009104", amount: "100", currency: "NGN" };
  const { body } = await client.call("/v2.2/sandbox/provision_token", fields);
  const msisdn = String(body["token"]);
  expect(transactionOf(await client.charge({ msisdn }))["status"]).toBe("NOT_ELIGIBLE");
  expect((await client.charge({ msisdn })).body).toMatchObject({
    error: { code: "7001", message: `Token ${msisdn} has been already used` },
  });
});

test("another merchant's token is unknown", async () => {
  await using client = await openRawClient();
  const price = { amount: "100", currency: "NGN" };
  const { body } = await client.call("/v2.2/sandbox/provision_token", { ...named, ...price });
  const msisdn = String(body["token"]);
  const foreign = { msisdn, campaign: campaign("foreign"), merchant: OTHER_MERCHANT };
  expect((await client.charge(foreign, { username: "other" })).body).toMatchObject({
    error: { code: "2037", message: `Unknown Token ${msisdn}` },
  });
});

test("a service with two fraud checks wants one token for the PIN and another for the create", async () => {
  await using client = await openRawClient();
  const service = campaign("double-fraud-check");
  const newToken = async (): Promise<string> => {
    const page = { merchant: MERCHANT, service };
    const { body } = await client.call("/external/v1/fraud/token", page, { authorization: "" });
    const token = String(body["token"]);
    const checked = await client.call("/external/v1/fraud/check_transaction", { ...page, token });
    expect(checked.body).toEqual({ success: true });
    return token;
  };
  const own = { campaign: service, template: undefined };
  const first = await newToken();
  expect((await sendPin(client, { ...own, fraud_token: first })).body).toEqual({ success: true });
  const pin = pinOf(client);
  expect((await client.create({ ...own, pin, fraud_token: first })).body).toMatchObject({
    error: { code: "11004" },
  });
  const created = await client.create({ ...own, pin, fraud_token: await newToken() });
  expect(transactionOf(created)["status"]).toBe("CHARGED");
});

test("eligibility answers no without an error", async () => {
  await using client = await openRawClient();
  const ask = async (msisdn: string, name = "one-off") =>
    (await client.call("/v2.2/eligibility", { ...named, msisdn, campaign: campaign(name) })).body;
  expect(await ask("97330001234")).toEqual({ success: true, customer_type: "prepaid" });
  expect(await ask("97330009104")).toEqual({ success: false, customer_type: "prepaid" });
  expect(await ask("97330009105")).toEqual({ success: false, customer_type: "unknown" });
  expect(await ask("60130001234")).toMatchObject({ operator_id: "CEL-MY" });
  expect(await ask("60160001234", "listed-customers")).toMatchObject({
    success: false,
    operator_id: "DIG-MY",
  });
  const byGet = { ...named, msisdn: "97330001234" };
  expect((await client.call("/v2.2/eligibility", byGet, { method: "GET" })).status).toBe(200);
});

test("a number is provisioned with credit for four hours", async () => {
  await using client = await openRawClient();
  client.set({ only_provisioned_numbers: true });
  const msisdn = "2348090005678";
  const own = { msisdn, merchant: MERCHANT };
  const provision = (amount: string) =>
    client.call("/v2.2/sandbox/provision", { ...own, amount, currency: "NGN" });
  expect((await provision("250")).body).toEqual({ success: true });
  await client.charge({ msisdn });
  expect((await client.call("/v2.2/sandbox/balances", own)).body).toEqual({
    success: true,
    msisdn,
    balances: [{ currency: "NGN", amount: "150.0" }],
  });
  await client.advance(4 * 60 * 60 * 1000);
  expect((await client.charge({ msisdn })).body).toMatchObject({ error: { code: "2025" } });
  await provision("100");
  expect(transactionOf(await client.charge({ msisdn }))["status"]).toBe("CHARGED");
  expect(client.balanceOf(msisdn)).toBe("0");
});

test("a data bundle is given out after a question", async () => {
  await using client = await openRawClient();
  const offer = { ...named, offer: "DATA-500MB" };
  expect((await client.call("/v2.2/isEligible", offer)).body).toMatchObject({ success: true });
  const given = await client.call("/v2.2/dataProvision", { ...offer, correlator: "hk-000040" });
  expect(resultOf(given)).toEqual({
    type: "data",
    operator: "mobile-ng",
    msisdn: NUMBER,
    offer: "DATA-500MB",
    correlator: "hk-000040",
    transaction: { status: "SUCCESS" },
  });
});
