import { expect, test } from "vitest";
import type { Finding } from "../../src/core/outcome.ts";
import {
  campaign,
  openRawClient,
  resultOf,
} from "../../src/providers/sla-dcb/simulator/testing/raw-client.ts";
import { known as anOrder } from "../../src/providers/sla-dcb/testing/orders.ts";
import { type Change, SlaCalls } from "../support/sla-calls.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 60 * 60 * SECOND_MS;

/** What the connector makes of a call, in the sandbox in which a cause was laid. */
type Case = (side: SlaCalls) => Promise<Finding>;

const kwd = (minor: bigint) => ({ minor, currency: "KWD" });
const service = (name: string): Change => ({ account: { campaign: campaign(name) } });
const nigeria = (ends: string): Change => ({ phone_number: `+234809000${ends}` });
const bahrain = (minor: bigint): Change => ({
  phone_number: "+97330001234",
  amount: { minor, currency: "BHD" },
});
const options = (provider_options: Readonly<Record<string, unknown>>): Change => ({ provider_options });
const guarded = campaign("single-fraud-check");
const guardedBy = (fraud_token: string): Change => ({
  ...service("single-fraud-check"),
  ...options({ flow: "pin", fraud_token }),
});

/** Where customers have references in the place of numbers. */
const myanmar: Change = { phone_number: null, amount: { minor: 10_000n, currency: "MMK" } };

/** Each code that a call of ours can meet, by a cause of its own. */
const cases: readonly (readonly [rule: string, meet: Case])[] = [
  ["api/success:pin", (side) => side.submit()],
  ["api/success:mo_charge", (side) => side.ask()],
  ["api/success:sms", (side) => side.message()],
  ["api/success:sms", (side) => side.message(options({ values: { username: "a1" } }))],
  ["result/CHARGED", (side) => side.confirm()],
  ["result/CHARGED", async (side) => side.charge(await side.token())],
  [
    "result/CHARGED",
    async (side) => side.submit({ ...myanmar, ...options({ flow: "token", acr: await referenceIn(side) }) }),
  ],
  [
    "result/REFUNDED",
    async (side) => {
      const acr = await referenceIn(side);
      const charge = await side.submit({ ...myanmar, ...options({ flow: "token", acr }) });
      return await side.refundOf(idOf(charge), { ...myanmar, ...options({ acr }) });
    },
  ],
  ["result/REFUNDED", (side) => side.refund(10_000n)],
  ["result/REFUNDED", (side) => side.refund(2_500n)],
  ["api/0000", (side) => side.submit({ phone_number: "+96550001234", amount: kwd(500n) })],
  [
    "api/0000",
    (side) => side.ask({ phone_number: "+966540001234", amount: { minor: 500n, currency: "SAR" } }),
  ],
  ["api/0000", (side) => side.message({ phone_number: "+447700901234" })],
  [
    "api/0000",
    (side) => side.refundOf("1", { phone_number: "+962790001234", amount: { minor: 500n, currency: "JOD" } }),
  ],
  ["api/1001", (side) => side.confirm({ account: { password: "wrong" } })],
  ["api/1001", (side) => side.inquire("1", { account: { password: "wrong" } })],
  ["api/1002", (side) => side.confirm({ account: { username: "elsewhere" } })],
  [
    "api/1003",
    async (side) => {
      side.client.set({ rate_limit: 1 });
      await side.submit();
      return await side.submit();
    },
  ],
  ["api/2000", (side) => side.refundOf("HKCALL00000000000009")],
  ["api/2001", (side) => side.confirm(service("single-fraud-check"))],
  ["api/2001", (side) => side.refundOf(null)],
  ["api/2002", (side) => side.confirm({ account: { merchant: "partner:unknown" } })],
  ["api/2003", (side) => side.submit({ phone_number: "+2341112223334" })],
  ["api/2004", (side) => side.confirm({ account: { campaign: "campaign:unknown" } })],
  ["api/2005", (side) => side.confirm({ amount: kwd(500n) })],
  ["api/2006", (side) => side.confirm(bahrain(30_001n))],
  [
    "api/2007",
    async (side) => {
      await side.confirm({ call_reference: "HKTWICE0000000000001" });
      return await side.confirm({ call_reference: "HKTWICE0000000000001" });
    },
  ],
  [
    "api/2007",
    async (side) => {
      await side.message({ call_reference: "HKTWICE0000000000001" });
      return await side.message({ call_reference: "HKTWICE0000000000001" });
    },
  ],
  ["api/2008", (side) => side.confirm({}, "1234")],
  [
    "api/2009",
    (side) => {
      side.client.set({ services: { [campaign("one-off")]: { notification_url: "our-shop" } } });
      return side.ask();
    },
  ],
  ["api/2013", (side) => side.submit(service("subscription-zain-bh"))],
  ["api/2014", (side) => side.refund(250n, bahrain(1_000n))],
  ["api/2022", (side) => side.message({}, { description: " " })],
  ["api/2022", (side) => side.message(nigeria("9122"))],
  ["api/2023", (side) => side.submit(options({ flow: "pin", language: "xx" }))],
  ["api/2025", (side) => side.submit(nigeria("9131"))],
  ["api/2025", (side) => side.submit(options({ flow: "token", acr: "x".repeat(48) }))],
  ["api/2026", (side) => side.confirm({ amount: { minor: 99n, currency: "NGN" } })],
  ["api/2030", (side) => side.submit(service("blocked-customer"))],
  ["api/2033", (side) => side.refundOf("700000009")],
  ["api/2033", (side) => side.inquire("700000009")],
  ["api/2034", (side) => side.submit({ ...service("listed-customers"), phone_number: "+2348090005678" })],
  ["api/2035", (side) => side.submit(options({ flow: "pin", operator: "nobody-xx" }))],
  ["api/2036", (side) => side.submit(options({ flow: "pin", operator: "zain-bh" }))],
  ["api/2037", (side) => side.charge("TOKEN:123")],
  ["api/2039", (side) => side.confirm(service("daily"))],
  ["api/2040", (side) => side.submit(service("checkout-only"))],
  ["api/3001", (side) => side.submit(nigeria("9120"))],
  [
    "api/4001",
    async (side) => {
      const pin = await typedPin(side);
      await side.confirm({}, pin);
      return await side.confirm({}, pin);
    },
  ],
  [
    "api/4002",
    async (side) => {
      const pin = await typedPin(side);
      await side.client.advance(120 * SECOND_MS);
      return await side.confirm({}, pin);
    },
  ],
  ["api/4003", (side) => side.confirm({}, "12345")],
  [
    "api/6001",
    (side) => {
      side.client.set({ services: { [campaign("one-off")]: { notification_url: "" } } });
      return side.ask();
    },
  ],
  ["api/6004", (side) => side.submit(service("foreign"))],
  ["api/6005", (side) => side.confirm(service("inactive"))],
  ["api/7001/token-could-not-be-found", (side) => side.charge("TOKEN:00000000-0000-4000-8000-000000000000")],
  [
    "api/7001/token-has-been-already-used",
    async (side) => {
      const token = await side.token();
      await side.charge(token);
      return await side.charge(token);
    },
  ],
  ["api/7002", async (side) => side.charge(await side.token({ msisdn: "2348090009131" }))],
  ["api/7003", async (side) => side.charge(await side.token({ amount: "99.5" }))],
  ["api/7004", async (side) => side.charge(await side.token(), service("no-sms"))],
  ["api/7005", async (side) => side.charge(await side.token(), { account: { username: "production" } })],
  [
    "api/7006",
    async (side) => {
      const token = await side.token();
      await side.client.advance(120 * SECOND_MS);
      return await side.charge(token);
    },
  ],
  ["api/8001", (side) => side.message(nigeria("9121"))],
  ["api/8002", (side) => side.message(service("no-sms"))],
  ["api/8003", (side) => side.message({ ...service("no-dynamic-sms"), ...options({ values: { a: "1" } }) })],
  ["api/10001", (side) => side.ask({ phone_number: "+96560009120" })],
  ["api/10003", (side) => side.ask({ phone_number: "+2341112223334", amount: anOrder.amount })],
  ["api/10004", (side) => side.ask({ phone_number: "+96560009131" })],
  ["api/10005", (side) => side.ask({ phone_number: "+2348090001234", amount: anOrder.amount })],
  ["api/10006", (side) => side.ask(service("no-mo"))],
  ["api/10009", (side) => side.ask(service("mo-inactive"))],
  ["api/10010", (side) => side.ask({ ...service("mo-in-test"), phone_number: "+96560005678" })],
  ["api/11001", (side) => side.confirm(guardedBy("00000000-0000-4000-8000-000000000000"))],
  ["api/11002", async (side) => side.confirm(guardedBy(await side.fraudToken(campaign("one-off"))))],
  ["api/11003", async (side) => side.confirm(guardedBy(await side.fraudToken(guarded)))],
  [
    "api/11004",
    async (side) => {
      const token = await side.fraudToken(guarded);
      await side.checkFraud(token, guarded);
      await side.confirm(guardedBy(token));
      return await side.confirm(guardedBy(token));
    },
  ],
  [
    "api/11005",
    async (side) => {
      const token = await side.fraudToken(guarded);
      await side.checkFraud(token, guarded);
      await side.client.advance(HOUR_MS);
      return await side.confirm(guardedBy(token));
    },
  ],
  ["api/No-resources", (side) => side.confirm(nigeria("9116"))],
  ["api/No-resources", (side) => side.confirm(nigeria("9117"))],
  [
    "api/No-resources",
    (side) => {
      side.client.set({ operator_down: true, no_resources_form: "message" });
      return side.message();
    },
  ],
  ["result/INSUFFICIENT_FUNDS", (side) => side.confirm(nigeria("9101"))],
  ["result/INSUFFICIENT_BALANCE", (side) => side.confirm(nigeria("9102"))],
  ["result/LIMIT_EXCEEDED", (side) => side.confirm(nigeria("9103"))],
  ["result/NOT_ELIGIBLE", (side) => side.confirm(nigeria("9104"))],
  ["result/CORPORATE_ACCOUNT", (side) => side.confirm(nigeria("9105"))],
  ["result/ACCOUNT_SUSPENDED", (side) => side.confirm(nigeria("9106"))],
  ["result/INACTIVE_ACCOUNT", (side) => side.confirm(nigeria("9107"))],
  ["result/INVALID_ACCOUNT", (side) => side.confirm(nigeria("9108"))],
  ["result/ACCOUNT_NOT_FOUND", (side) => side.confirm(nigeria("9109"))],
  ["result/SYSTEM_ERROR", (side) => side.confirm(nigeria("9110"))],
  ["result/FAILED", (side) => side.confirm(nigeria("9111"))],
  ["result/ERROR", (side) => side.confirm(nigeria("9112"))],
  ["result/CREATED", (side) => side.confirm(nigeria("9113"))],
  ["result/WAITING", (side) => side.confirm(nigeria("9114"))],
  [
    "result/pending",
    async (side) => side.inquire(idOf(await side.confirm(nigeria("9114"))), nigeria("9114")),
  ],
  [
    "result/success",
    async (side) => {
      const waiting = await side.confirm(nigeria("9114"));
      await side.client.advance(30 * SECOND_MS);
      return await side.inquire(idOf(waiting), nigeria("9114"));
    },
  ],
  [
    "result/error",
    async (side) => {
      const waiting = await side.confirm(nigeria("9115"));
      await side.client.advance(30 * SECOND_MS);
      return await side.inquire(idOf(waiting), nigeria("9115"));
    },
  ],
  [
    "result/NOT_SUPPORTED",
    async (side) => {
      const charge = idOf(await side.confirm());
      await side.refundOf(charge);
      return await side.refundOf(charge);
    },
  ],
];

test.each(cases)("%s is met, and read by its row", async (rule, meet) => {
  await using client = await openRawClient();
  const { reading, strength } = await meet(new SlaCalls(client));
  // A row that stands beside others of its code names its calls too.
  expect(`${reading.rule}/`).toContain(`sla-dcb/${rule}/`);
  expect(strength).toBe("proof");
});

/** What the operator calls a customer by whom it has been charged once. */
async function referenceIn(side: SlaCalls): Promise<string> {
  const msisdn = await side.token({ msisdn: "959700001234", currency: "MMK" });
  return String(resultOf(await side.client.charge({ msisdn, currency: "MMK" }))["msisdn"]);
}

async function typedPin(side: SlaCalls): Promise<string> {
  await side.submit();
  return side.client.lastSms("2348090001234").slice(0, 5);
}

function idOf({ provider_reference }: Finding): string {
  expect(provider_reference).toMatch(/^\d+$/);
  return String(provider_reference);
}
