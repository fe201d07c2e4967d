import { expect } from "vitest";
import {
  type Answer,
  campaign,
  type Fields,
  MERCHANT,
  NUMBER,
  type RawClient,
  resultOf,
  transactionOf,
} from "./raw-client.ts";

/** What a merchant, an operator or a customer does to meet an error; several causes where there is more than one. */
type Cause = (client: RawClient) => Promise<Answer>;

const SECOND_MS = 1_000;
const HOUR_MS = 60 * 60 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;

const magic = (ends: string): string => `234809000${ends}`;
const one = { merchant: MERCHANT, campaign: campaign("one-off") };
const bahrain = { msisdn: "97330001234", currency: "BHD" };
const kuwait = { msisdn: "96560001234", currency: "KWD" };

const pin = (client: RawClient, fields: Fields = {}): Promise<Answer> =>
  client.call("/v2.2/pin", { ...one, msisdn: NUMBER, template: "charge", ...fields });
const refund = (client: RawClient, fields: Fields): Promise<Answer> =>
  client.call("/v2.2/refund", {
    ...one,
    msisdn: NUMBER,
    amount: "-100",
    currency: "NGN",
    correlator: "refund-1",
    transaction: "1",
    ...fields,
  });
const sms = (client: RawClient, fields: Fields = {}): Promise<Answer> =>
  client.call("/v2.2/sms", { ...one, msisdn: NUMBER, correlator: "sms-1", text: "Welcome", ...fields });
const ask = (client: RawClient, fields: Fields = {}): Promise<Answer> =>
  client.call("/v2.2/mo/charge", {
    ...one,
    ...kuwait,
    amount: "0.5",
    correlator: "mo-1",
    description: "Coins",
    ...fields,
  });
const incoming = (client: RawClient, fields: Fields = {}): Promise<Answer> =>
  client.call("/v2.2/mo", { msisdn: "96590001234", receiver: "93052", text: "SUB NEWS", ...fields });
const ofSubscription = (client: RawClient, what: string, fields: Fields): Promise<Answer> =>
  client.call(`/v2.2/subscription/${what}`, fields);

/** A create that succeeds; resolves with its uuid. */
async function subscribed(client: RawClient, fields: Fields = {}): Promise<string> {
  return String(resultOf(await client.create(fields))["uuid"]);
}

/** A charge that succeeds; resolves with its transaction_id. */
async function charged(client: RawClient, fields: Fields = {}): Promise<string> {
  const answer = await client.charge(fields);
  expect(transactionOf(answer)["status"]).toBe("CHARGED");
  return String(transactionOf(answer)["transaction_id"]);
}

async function tokenFor(client: RawClient, fields: Fields = {}): Promise<string> {
  const { body } = await client.call("/v2.2/sandbox/provision_token", {
    ...one,
    msisdn: NUMBER,
    amount: "100",
    currency: "NGN",
    ...fields,
  });
  return String(body["token"]);
}

async function pinOnPhone(client: RawClient, fields: Fields = {}): Promise<string> {
  expect((await pin(client, fields)).body).toEqual({ success: true });
  return client.lastSms(NUMBER).slice(0, 5);
}

async function fraudToken(client: RawClient, service = campaign("single-fraud-check")): Promise<string> {
  const { body } = await client.call("/external/v1/fraud/token", { merchant: MERCHANT, service });
  return String(body["token"]);
}

const checkFraud = (client: RawClient, token: string, service = campaign("single-fraud-check")) =>
  client.call("/external/v1/fraud/check_transaction", { token, merchant: MERCHANT, service });

const chargeChecked = (client: RawClient, fraud_token: string): Promise<Answer> =>
  client.charge({ campaign: campaign("single-fraud-check"), fraud_token });

const offer = { ...one, msisdn: NUMBER, offer: "DATA-500MB" };

/** How each error comes about, by its code; the two errors of one code have names of their own. */
export const causes: Readonly<Record<string, readonly Cause[]>> = {
  "0000": [
    (client) => refund(client, { msisdn: "962790001234", currency: "JOD" }),
    (client) => client.call("/v2.2/eligibility", { ...one, msisdn: NUMBER }),
    (client) => sms(client, { msisdn: "447700901234" }),
    (client) => pin(client, { msisdn: "96550001234" }),
    (client) =>
      ofSubscription(client, "delete", {
        merchant: MERCHANT,
        campaign: campaign("subscription-mobily-sa"),
        msisdn: "966540001234",
      }),
    (client) => ask(client, { msisdn: "966540001234", currency: "SAR" }),
  ],
  "1001": [
    (client) => client.charge({}, { authorization: "" }),
    (client) => client.charge({}, { authorization: "Basic §" }),
    (client) => client.charge({}, { password: "wrong" }),
    (client) => client.charge({}, { username: "nobody" }),
    (client) => client.charge({}, { username: "switched-off" }),
  ],
  "1002": [
    (client) => client.charge({}, { username: "elsewhere" }),
    (client) => client.charge({}, { headers: { "x-forwarded-for": "203.0.113.9, 127.0.0.1" } }),
  ],
  "1003": [
    async (client) => {
      client.set({ rate_limit: 2 });
      await client.charge();
      await client.charge({ amount: undefined });
      return client.charge();
    },
  ],
  "2000": [
    (client) => client.charge({ amount: "a hundred" }),
    (client) => client.charge({ amount: "1.005" }),
    (client) => client.charge({ correlator: "x".repeat(65) }),
    (client) => client.charge({ description: "x".repeat(101) }),
    (client) => pin(client, { template: "once" }),
    (client) => client.create({ trial: "one" }),
    (client) => client.create({ charge: "no" }),
    (client) => client.create({ trial_once: "1" }),
    (client) => ofSubscription(client, "free", { uuid: "x", period: "1.5" }),
  ],
  "2001": [
    (client) => client.charge({ amount: undefined, description: "" }),
    (client) => client.charge({ pin: undefined }),
    (client) => client.charge({ campaign: campaign("single-fraud-check") }),
    (client) => pin(client, { campaign: campaign("double-fraud-check") }),
    (client) => pin(client, { msisdn: "96560001234", template: "charge" }),
  ],
  "2002": [(client) => client.charge({ merchant: "partner:unknown" })],
  "2003": [(client) => client.charge({ msisdn: "12025550123" })],
  "2004": [
    (client) => client.charge({ campaign: "campaign:unknown" }),
    (client) => client.charge({ campaign: campaign("draft") }, { username: "production" }),
  ],
  "2005": [(client) => client.charge({ currency: "KWD" }), (client) => refund(client, { currency: "EUR" })],
  "2006": [
    (client) => client.charge({ ...bahrain, amount: "30.001" }),
    (client) => client.create({ campaign: campaign("too-dear"), msisdn: bahrain.msisdn }),
  ],
  "2007": [
    async (client) => {
      await charged(client, { correlator: "again" });
      return client.charge({ correlator: "again" });
    },
  ],
  "2008": [
    (client) => client.charge({ pin: "1234" }),
    (client) => client.charge({ pin: "12a45" }),
    (client) => client.charge({}, { username: "production" }),
  ],
  "2009": [(client) => client.create({ campaign: campaign("bad-notification-url") })],
  "2010": [(client) => client.create({ campaign: campaign("bad-frequency") })],
  "2011": [
    (client) => ofSubscription(client, "status", { uuid: "unknown" }),
    (client) => ofSubscription(client, "latest", { ...one, msisdn: NUMBER }),
    (client) => ofSubscription(client, "activate", { uuid: "unknown" }),
    (client) => ofSubscription(client, "free", { uuid: "unknown", period: "1" }),
    async (client) => {
      const uuid = await subscribed(client);
      client.set({ services: { [campaign("daily")]: { grace_period_days: 0 } } });
      await client.world.play("never_renews", `+${NUMBER}`);
      await client.advance(DAY_MS + 31 * DAY_MS);
      return ofSubscription(client, "resume", { uuid });
    },
  ],
  "2012": [
    async (client) => {
      await subscribed(client);
      return client.create();
    },
  ],
  "2013": [
    (client) =>
      client.charge({ msisdn: "258860001234", currency: "MZN", pin: "12345" }, { username: "production" }),
    (client) => client.create({ campaign: campaign("subscription-zain-bh") }),
  ],
  "2014": [
    async (client) => {
      const transaction = await charged(client, { ...bahrain, amount: "1" });
      return refund(client, { ...bahrain, amount: "-0.250", transaction });
    },
  ],
  "2015": [
    (client) => client.charge({ amount: "0" }),
    (client) => client.charge({ amount: "-5" }),
    (client) => ask(client, { amount: "-0.5" }),
  ],
  "2016": [(client) => client.create({ trial: "7", charge: "false" })],
  "2017": [async (client) => ofSubscription(client, "free", { uuid: await subscribed(client), period: "0" })],
  "2018": [async (client) => ofSubscription(client, "activate", { uuid: await subscribed(client) })],
  "2019": [
    async (client) => {
      const uuid = await subscribed(client, { trial: "7" });
      return ofSubscription(client, "free", { uuid, period: "1" });
    },
  ],
  "2021": [async (client) => ofSubscription(client, "resume", { uuid: await subscribed(client) })],
  "2022": [
    (client) => sms(client, { text: "   " }),
    (client) => sms(client, { text: "x".repeat(700) }),
    (client) => sms(client, { text: "{username: a1}" }),
    (client) => sms(client, { msisdn: magic("9122") }),
  ],
  "2023": [
    (client) => client.charge({ language: "xx" }),
    (client) => client.create({ language: "ar" }),
    (client) => pin(client, { language: "english" }),
  ],
  "2024": [
    (client) => client.charge({ msisdn: "+2348090001234" }),
    (client) => client.charge({ msisdn: "1234567" }),
    (client) => client.charge({ msisdn: "x".repeat(47) }),
  ],
  "2025": [
    (client) => client.charge({ msisdn: magic("9131") }),
    (client) => {
      client.set({ only_provisioned_numbers: true });
      return client.charge({ msisdn: "2348090007777" });
    },
    async (client) => {
      const account = { merchant: MERCHANT, msisdn: NUMBER, amount: "500", currency: "NGN" };
      await client.call("/v2.2/sandbox/provision", account);
      await client.advance(4 * HOUR_MS);
      return client.charge();
    },
  ],
  "2026": [
    (client) => client.charge({ amount: "0.99" }),
    (client) => client.create({ campaign: campaign("too-cheap") }),
  ],
  "2027": [(client) => refund(client, { amount: "0" }), (client) => refund(client, { amount: "100" })],
  "2028": [
    async (client) => {
      const denied = { ...offer, offer: "DATA-500MB-DENY" };
      await client.call("/v2.2/isEligible", denied);
      return client.call("/v2.2/dataProvision", { ...denied, correlator: "data-1" });
    },
  ],
  "2029": [
    (client) => client.call("/v2.2/dataProvision", { ...offer, correlator: "data-1" }),
    async (client) => {
      await client.call("/v2.2/isEligible", offer);
      await client.advance(15 * 60 * SECOND_MS);
      return client.call("/v2.2/dataProvision", { ...offer, correlator: "data-1" });
    },
  ],
  "2030": [(client) => client.charge({ campaign: campaign("blocked-customer") })],
  "2031": [(client) => client.create({ trial: "0" }), (client) => client.create({ trial: "-3" })],
  "2032": [
    async (client) => {
      const zain = { campaign: campaign("subscription-zain-kw"), msisdn: "96590001234" };
      const uuid = await subscribed(client, zain);
      await ofSubscription(client, "delete", { uuid });
      return client.create(zain);
    },
  ],
  "2033": [
    (client) => refund(client, { transaction: "700000009" }),
    (client) =>
      client.call("/external/v1/merchant/check_transaction", { merchant: MERCHANT, transaction_id: "1" }),
  ],
  "2034": [(client) => client.charge({ campaign: campaign("listed-customers"), msisdn: "2348090005678" })],
  "2035": [(client) => client.charge({ operator: "nobody-xx" })],
  "2036": [(client) => client.charge({ operator: "zain-bh" })],
  "2037": [
    (client) => client.charge({ msisdn: "TOKEN:123" }),
    (client) => sms(client, { msisdn: "TOKEN:123" }),
  ],
  "2038": [
    async (client) => {
      await client.create({ msisdn: magic("9114") });
      return client.create({ msisdn: magic("9114") });
    },
  ],
  "2039": [
    (client) => client.charge({ campaign: campaign("daily") }),
    (client) => ask(client, { campaign: campaign("subscription-ooredoo-kw") }),
  ],
  "2040": [
    (client) => client.charge({ campaign: campaign("checkout-only") }),
    (client) => pin(client, { campaign: campaign("checkout-only") }),
  ],
  "3001": [(client) => pin(client, { msisdn: magic("9120") })],
  "4001": [
    async (client) => {
      const typed = await pinOnPhone(client);
      await charged(client, { pin: typed });
      return client.charge({ pin: typed });
    },
  ],
  "4002": [
    async (client) => {
      const typed = await pinOnPhone(client);
      await client.advance(120 * SECOND_MS);
      return client.charge({ pin: typed });
    },
  ],
  "4003": [
    (client) => client.charge({ pin: "12345" }),
    async (client) => {
      const typed = await pinOnPhone(client);
      const wrong = typed === "11111" ? "22222" : "11111";
      for (const _try of [1, 2, 3]) await client.charge({ pin: wrong });
      return client.charge({ pin: typed });
    },
  ],
  "5001": [
    (client) => client.create({ campaign: campaign("no-trial"), trial: "7" }),
    async (client) => {
      const axiata = { campaign: campaign("subscription-axiata-lk"), msisdn: "94770001234" };
      const token = await tokenFor(client, { ...axiata, amount: undefined, currency: undefined });
      return client.create({ ...axiata, msisdn: token, trial: "7" });
    },
  ],
  "5002": [(client) => client.create({ trial: "31" })],
  "5501": [
    async (client) => {
      const uuid = await subscribed(client, { campaign: campaign("no-free-period") });
      return ofSubscription(client, "free", { uuid, period: "1" });
    },
  ],
  "5502": [
    async (client) => ofSubscription(client, "free", { uuid: await subscribed(client), period: "31" }),
  ],
  "6001": [(client) => client.create({ campaign: campaign("no-notification-url") })],
  "6002": [(client) => client.create({ campaign: campaign("no-amount") })],
  "6003": [
    (client) => client.create({ campaign: campaign("long-grace") }),
    (client) => client.create({ campaign: campaign("many-retries") }),
  ],
  "6004": [
    (client) => client.charge({ campaign: campaign("foreign") }),
    (client) => client.charge({}, { username: "other" }),
  ],
  "6005": [(client) => client.charge({ campaign: campaign("inactive") })],
  "7001 unknown": [
    (client) => client.charge({ msisdn: "TOKEN:00000000-0000-4000-8000-000000000000" }),
    async (client) => {
      const msisdn = await tokenFor(client);
      await client.advance(DAY_MS + 120 * SECOND_MS);
      return client.charge({ msisdn });
    },
  ],
  "7001 used": [
    async (client) => {
      const msisdn = await tokenFor(client);
      await charged(client, { msisdn, pin: undefined });
      return client.charge({ msisdn, pin: undefined });
    },
  ],
  "7002": [async (client) => client.charge({ msisdn: await tokenFor(client, { msisdn: magic("9131") }) })],
  "7003": [async (client) => client.charge({ msisdn: await tokenFor(client), amount: "99.5" })],
  "7004": [async (client) => client.charge({ msisdn: await tokenFor(client), campaign: campaign("no-sms") })],
  "7005": [async (client) => client.charge({ msisdn: await tokenFor(client) }, { username: "production" })],
  "7006": [
    async (client) => {
      const msisdn = await tokenFor(client);
      await client.advance(120 * SECOND_MS);
      return client.charge({ msisdn });
    },
  ],
  "8001": [(client) => sms(client, { msisdn: magic("9121") })],
  "8002": [(client) => sms(client, { campaign: campaign("no-sms") })],
  "8003": [(client) => sms(client, { campaign: campaign("no-dynamic-sms"), text: "{username: 'a1'}" })],
  "9001": [
    (client) => client.create({ msisdn: magic("9123") }),
    async (client) => {
      const uuid = await subscribed(client, { charge: "false" });
      await client.world.play("create_refused", `+${NUMBER}`);
      return ofSubscription(client, "activate", { uuid });
    },
  ],
  "10001": [(client) => ask(client, { msisdn: "96560009120" })],
  "10002": [(client) => incoming(client, { text: "HELLO NEWS" })],
  "10003": [
    (client) => incoming(client, { operator: "nobody-xx" }),
    (client) => incoming(client, { msisdn: "12025550123" }),
    (client) => ask(client, { msisdn: "12025550123" }),
    (client) => ask(client, { operator: "nobody-xx" }),
  ],
  "10004": [
    (client) => incoming(client, { msisdn: "96590009131" }),
    (client) => ask(client, { msisdn: "96560009131" }),
  ],
  "10005": [
    (client) => incoming(client, { msisdn: NUMBER }),
    (client) => ask(client, { msisdn: NUMBER, currency: "NGN" }),
  ],
  "10006": [
    (client) => ask(client, { campaign: campaign("no-mo") }),
    (client) => incoming(client, { campaign: campaign("no-mo") }),
  ],
  "10007": [(client) => incoming(client, { text: "SUB WEATHER" })],
  "10008": [(client) => incoming(client, { receiver: "12345" })],
  "10009": [
    (client) => ask(client, { campaign: campaign("mo-inactive") }),
    (client) => ask(client, { campaign: campaign("inactive") }),
  ],
  "10010": [(client) => ask(client, { campaign: campaign("mo-in-test"), msisdn: "96560005678" })],
  "11001": [
    (client) => chargeChecked(client, "00000000-0000-4000-8000-000000000000"),
    (client) => checkFraud(client, "unknown"),
  ],
  "11002": [async (client) => chargeChecked(client, await fraudToken(client, campaign("one-off")))],
  "11003": [
    async (client) => chargeChecked(client, await fraudToken(client)),
    async (client) => {
      client.set({ fraud_verdict: "block" });
      return checkFraud(client, await fraudToken(client));
    },
  ],
  "11004": [
    async (client) => {
      const token = await fraudToken(client);
      await checkFraud(client, token);
      expect(transactionOf(await chargeChecked(client, token))["status"]).toBe("CHARGED");
      return chargeChecked(client, token);
    },
  ],
  "11005": [
    async (client) => {
      const token = await fraudToken(client);
      await checkFraud(client, token);
      await client.advance(600 * SECOND_MS);
      return chargeChecked(client, token);
    },
  ],
  "No resources": [
    (client) => client.charge({ msisdn: magic("9117") }),
    (client) => client.create({ msisdn: magic("9116") }),
    (client) => {
      client.set({ operator_down: true });
      return pin(client);
    },
    (client) => {
      client.set({ operator_down: true });
      return sms(client);
    },
  ],
};
