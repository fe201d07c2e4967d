import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  type Answer,
  campaign,
  type Fields,
  MERCHANT,
  NUMBER,
  openRawClient,
  type RawClient,
  resultOf,
  transactionOf,
} from "./testing/raw-client.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

type Spoken = Promise<Answer["body"]>;

const bodyOf = async (answer: Promise<Answer>): Spoken => (await answer).body;

const kuwait = { msisdn: "96560001234", currency: "KWD", amount: "0.5" };
const zain = { msisdn: "96590001234", currency: "KWD" };
const bahrain = { msisdn: "97330001234", currency: "BHD", amount: "1.000" };
const named = { campaign: campaign("one-off"), merchant: MERCHANT };

async function refund(client: RawClient, order: Fields, amount: string): Spoken {
  const transaction = String(transactionOf(await client.charge(order))["transaction_id"] ?? "1");
  const { msisdn, currency } = order;
  return bodyOf(
    client.call("/v2.2/refund", { ...named, msisdn, currency, amount, transaction, correlator: "r" }),
  );
}

async function firstNotification(client: RawClient, after_ms: number): Spoken {
  await client.advance(after_ms);
  await expect.poll(() => client.receiver.received.length, { timeout: 10_000 }).toBeGreaterThan(0);
  return client.receiver.received[0] ?? {};
}

/** Errors are the same to the letter where the fixture's values can be reached. */
test.each<[string, (client: RawClient) => Spoken]>([
  ["error-currency", (client) => bodyOf(client.charge({ ...zain, currency: "KES" }))],
  ["error-too-much", (client) => bodyOf(client.charge({ ...zain, amount: "30.001" }))],
  ["error-too-little", (client) => bodyOf(client.charge({ ...zain, amount: "0.099" }))],
  ["error-partial-refund", (client) => refund(client, bahrain, "-0.250")],
  ["error-refund-not-offered", (client) => refund(client, { msisdn: "962790001234", currency: "JOD" }, "-1")],
  ["error-pin-wrong", (client) => bodyOf(client.charge({ pin: "1" }))],
  ["error-no-resources", (client) => bodyOf(client.charge({ msisdn: "2348090009117" }))],
  [
    "error-token-not-found",
    (client) => bodyOf(client.charge({ msisdn: "TOKEN:1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0" })),
  ],
  [
    "error-rate-limited",
    (client) => {
      client.set({ rate_limit: 0 });
      return bodyOf(client.charge());
    },
  ],
  [
    "error-correlator-repeated",
    async (client) => {
      await client.charge({ correlator: "x" });
      return bodyOf(client.charge({ correlator: "x" }));
    },
  ],
  [
    "error-code-misspelt",
    (client) => {
      client.set({ misspelt_code: true });
      const sms = { ...named, msisdn: "2348090009121", correlator: "s", text: "Welcome" };
      return bodyOf(client.call("/v2.2/sms", sms));
    },
  ],
])("%s is said to the letter", async (name, speak) => {
  await using client = await openRawClient();
  expect(await speak(client)).toEqual(fixture(name));
});

/** Of results the names, their order, types and statuses are the same. */
test.each<[string, (client: RawClient) => Spoken]>([
  ["charge-charged", (client) => bodyOf(client.charge(kuwait))],
  ["charge-declined", (client) => bodyOf(client.charge({ ...kuwait, msisdn: "96560009101" }))],
  ["refund-refunded", (client) => refund(client, kuwait, "-0.5")],
  ["subscription-charged", (client) => bodyOf(client.create({ correlator: "hk-000017" }))],
  ["subscription-declined", (client) => bodyOf(client.create({ msisdn: "2348090009101" }))],
  [
    "subscription-operator-bills",
    (client) => bodyOf(client.create({ campaign: campaign("subscription-zain-sa"), msisdn: "966500001234" })),
  ],
  [
    "subscription-state",
    async (client) => {
      const created = await client.create({
        campaign: campaign("subscription-zain-bh"),
        msisdn: "97330001234",
      });
      const uuid = String(resultOf(created)["uuid"]);
      return bodyOf(client.call("/v2.2/subscription/status", { uuid }));
    },
  ],
  [
    "eligibility-yes",
    (client) => bodyOf(client.call("/v2.2/eligibility", { ...named, msisdn: "97330001234" })),
  ],
  [
    "acknowledged",
    (client) => {
      const sms = { ...named, msisdn: "97330001234", correlator: "s", text: "Welcome" };
      return bodyOf(client.call("/v2.2/sms", sms));
    },
  ],
  [
    "transaction-checked",
    async (client) => {
      const charged = await client.charge({ msisdn: "97699001234", currency: "MNT" });
      const transaction_id = String(transactionOf(charged)["transaction_id"]);
      const check = { merchant: MERCHANT, transaction_id };
      return bodyOf(client.call("/external/v1/merchant/check_transaction", check));
    },
  ],
  [
    "notification-renewed",
    async (client) => {
      await client.create();
      return firstNotification(client, DAY_MS);
    },
  ],
  [
    "notification-not-renewed",
    async (client) => {
      await client.create({ msisdn: "2348090009129" });
      return firstNotification(client, DAY_MS);
    },
  ],
  [
    "notification-suspended",
    async (client) => {
      await client.create({ campaign: campaign("subscription-zain-sa"), msisdn: "966500001234" });
      await client.world.setBalance("+966500001234", "0");
      return firstNotification(client, 7 * DAY_MS);
    },
  ],
  [
    "notification-part-charged",
    async (client) => {
      await client.create({ campaign: campaign("monthly") });
      await client.world.setBalance(`+${NUMBER}`, "60000");
      await client.advance(31 * DAY_MS);
      await expect.poll(() => client.receiver.received.length, { timeout: 10_000 }).toBe(2);
      return client.receiver.received[1] ?? {};
    },
  ],
  [
    "notification-subscribed-by-sms",
    async (client) => {
      await client.call("/v2.2/mo", { msisdn: "97330001234", receiver: "94005", text: "SUB NEWS" });
      return firstNotification(client, 0);
    },
  ],
  [
    "notification-mo-charged",
    async (client) => {
      const ask = { ...named, ...zain, amount: "0.5", correlator: "mo", description: "Coins" };
      await client.call("/v2.2/mo/charge", ask);
      return firstNotification(client, 3_000);
    },
  ],
])("%s has the documented shape", async (name, speak) => {
  await using client = await openRawClient();
  expect(shapeOf(await speak(client))).toEqual(shapeOf(fixture(name)));
});

test.each([
  ["redirect-parameter-missing", { service: undefined }],
  ["redirect-blocked", { service: campaign("blocked-visits") }],
  ["redirect-blocked-with-reason", { service: campaign("blocked-with-reason") }],
])("%s is the same to the letter", async (name, fields) => {
  await using client = await openRawClient();
  const { url } = parse(name);
  const redirect_url = url?.split("?")[0];
  const correlator = "HK00000000000000A1";
  expect((await client.visit({ ...fields, redirect_url, correlator })).location).toBe(url);
});

/** What the words are may differ; names, their order, types and statuses may not. */
function shapeOf(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).map(([field, inside]) => [field, shapeOf(inside, field)]);
  return ["status", "type", "mode", "success", "customer_type"].includes(name) ? value : typeof value;
}

function fixture(name: string): unknown {
  return JSON.parse(parse(name).body ?? "");
}

function parse(name: string): { readonly body?: string; readonly url?: string } {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8"));
}
