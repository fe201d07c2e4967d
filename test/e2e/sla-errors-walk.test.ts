import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { campaign } from "../../src/providers/sla-dcb/simulator/testing/raw-client.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE } from "../support/operations.ts";
import { SlaWalk, SlaWire } from "../support/sla-walk.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

/** Lays a cause, and answers what met the code by it. */
type Cause = (walk: SlaWalk) => Promise<string>;

const service = (name: string) => ({ fields: { campaign: campaign(name) } });
const inCampaign = (name: string, more: object = {}) => ({
  provider_options: { campaign: campaign(name) },
  ...more,
});
const options = (provider_options: object) => ({ provider_options });
const money = (value: string, currency: string) => ({ amount: { value, currency } });
const ask = (phone_number: string, more: object = money("0.500", "KWD")) => ({
  phone_number,
  ...more,
  ...options({ flow: "message_reply" }),
});
const guarded = (fraud_token: string) => options({ flow: "pin", fraud_token });
const NOBODYS = "00000000-0000-4000-8000-000000000000";

async function tokenFor(walk: SlaWalk, fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const msisdn = walk.newPhone().slice(1);
  const order = { msisdn, campaign: campaign("one-off"), amount: "100", currency: "NGN" };
  return (await walk.directly("/v2.2/sandbox/provision_token", { ...order, ...fields })).token;
}

async function fraudToken(walk: SlaWalk, name: string, checked: boolean): Promise<string> {
  const { token } = await walk.directly("/external/v1/fraud/token", { service: campaign(name) });
  if (checked)
    await walk.directly("/external/v1/fraud/check_transaction", { token, service: campaign(name) });
  return token;
}

/** A charge of the merchant's own, past the gateway. */
async function chargeDirectly(walk: SlaWalk, consent: Readonly<Record<string, string>>): Promise<void> {
  const order = { campaign: campaign("one-off"), amount: "100", currency: "NGN", description: "Game coins" };
  expect(await walk.directly("/v2.2/charge", { ...order, ...consent })).toHaveProperty("success");
}

/** A payment in a campaign that demands a fraud token with the charge. */
async function guardedBy(walk: SlaWalk, token: string): Promise<string> {
  return await walk.charge(guarded(token), service("single-fraud-check"));
}

/** By the code that is met: where what met it ends. A subscription that is refused can be agreed to again, once that is mended. */
const table: readonly (readonly [code: string, status: string, cause: Cause])[] = [
  ["1001", "failed", (walk) => walk.pay({}, { password: "wrong" })],
  ["1001", "failed", (walk) => walk.charge({}, { password: "wrong" })],
  ["1002", "failed", (walk) => walk.pay({}, { username: "elsewhere" })],
  ["2000", "failed", (walk) => walk.charge({}, { fields: { correlator: "x".repeat(65) } })],
  ["2001", "failed", (walk) => walk.charge({}, service("single-fraud-check"))],
  ["2002", "failed", (walk) => walk.pay({}, { fields: { merchant: "partner:unknown" } })],
  ["2003", "failed", (walk) => walk.pay({ phone_number: "+2341112223334" })],
  ["2004", "failed", (walk) => walk.pay({}, { fields: { campaign: "campaign:unknown" } })],
  ["2005", "failed", (walk) => walk.charge(money("0.500", "KWD"))],
  ["2006", "failed", (walk) => walk.charge({ phone_number: "+97330004001", ...money("30.001", "BHD") })],
  [
    "2007",
    "in_reconciliation",
    async (walk) => {
      const correlator = "HKAGAIN0000000000001";
      await chargeDirectly(walk, { msisdn: walk.newPhone().slice(1), pin: "000000", correlator });
      return await walk.charge({}, { fields: { correlator } });
    },
  ],
  ["2008", "failed", (walk) => walk.charge({}, {}, "1234")],
  ["2009", "ended", (walk) => walk.subscribe(inCampaign("bad-notification-url"))],
  ["2010", "ended", (walk) => walk.subscribe(inCampaign("bad-frequency"))],
  [
    "2011",
    "active",
    async (walk) =>
      walk.change(await walk.subscribed(), "free_period", {
        in: "/free",
        body: { periods: 1 },
        fields: { uuid: "unknown" },
      }),
  ],
  [
    "2012",
    "ended",
    async (walk) => {
      const phone_number = walk.newPhone();
      await walk.subscribed({ phone_number });
      await world.advance(HOUR);
      return await walk.subscribe({ phone_number });
    },
  ],
  [
    "2013",
    "ended",
    (walk) =>
      walk.subscriber.subscribe({ phone_number: walk.newPhone(), ...inCampaign("subscription-zain-bh") }),
  ],
  ["2015", "failed", (walk) => walk.charge({}, { fields: { amount: "0" } })],
  ["2016", "ended", (walk) => walk.subscribe({ trial_days: 7 }, { fields: { charge: "false" } })],
  [
    "2017",
    "active",
    async (walk) =>
      walk.change(await walk.subscribed(), "free_period", {
        in: "/free",
        body: { periods: 1 },
        fields: { period: "0" },
      }),
  ],
  [
    "2018",
    "pending",
    async (walk) => {
      const running = await walk.uuidOf(await walk.subscribed());
      const id = await walk.subscribe({ activation: "manual" });
      await walk.subscriber.shows(id, { status: "pending", provider_reference: expect.any(String) });
      return await walk.change(id, "activate", { in: "/activate", fields: { uuid: running } });
    },
  ],
  [
    "2019",
    "trial",
    async (walk) =>
      walk.change(await walk.subscribed({ trial_days: 7 }), "free_period", { body: { periods: 1 } }),
  ],
  [
    "2021",
    "paused",
    async (walk) => {
      const running = await walk.uuidOf(await walk.subscribed());
      const id = await walk.subscribed({ phone_number: "+2348170009129", ...inCampaign("no-trial") });
      await world.set("sla-dcb", { services: { [campaign("no-trial")]: { grace_period_days: 0 } } });
      await world.advance(25 * HOUR);
      await world.set("sla-dcb", {});
      await walk.subscriber.reaches(id, "paused");
      return await walk.change(id, "resume", { in: "/resume", fields: { uuid: running } });
    },
  ],
  ["2023", "failed", (walk) => walk.pay(options({ flow: "pin", language: "xx" }))],
  ["2024", "failed", (walk) => walk.pay({}, { fields: { msisdn: "1234567" } })],
  ["2026", "failed", (walk) => walk.charge(money("0.99", "NGN"))],
  ["2027", "failed", (walk) => walk.refund({ fields: { amount: "100" } })],
  [
    "2030",
    "failed",
    (walk) => walk.pay({}, { fields: { campaign: campaign("blocked-customer"), msisdn: "2348090001234" } }),
  ],
  ["2031", "ended", (walk) => walk.subscribe({ trial_days: 7 }, { fields: { trial: "0" } })],
  [
    "2032",
    "ended",
    async (walk) => {
      const zain = { phone_number: "+96590004001", ...inCampaign("subscription-zain-kw") };
      const first = await walk.subscribed(zain);
      await walk.subscriber.ask(first, "cancel");
      await walk.subscriber.reaches(first, "ended");
      await walk.breathe();
      return await walk.subscribe(zain);
    },
  ],
  ["2033", "failed", (walk) => walk.refund({ fields: { transaction: "700000009" } })],
  ["2034", "failed", (walk) => walk.pay({}, service("listed-customers"))],
  ["2035", "failed", (walk) => walk.pay(options({ flow: "pin", operator: "nobody-xx" }))],
  ["2036", "failed", (walk) => walk.pay(options({ flow: "pin", operator: "zain-bh" }))],
  ["2037", "failed", (walk) => walk.chargeToken("TOKEN:123")],
  [
    "2038",
    "active",
    async (walk) => {
      const msisdn = "2348170009114";
      const wanted = { msisdn, campaign: campaign("daily"), pin: "000000" };
      await walk.directly("/v2.2/subscription/create", wanted);
      return await walk.subscribe({ phone_number: `+${msisdn}` });
    },
  ],
  ["2039", "failed", (walk) => walk.charge({}, service("daily"))],
  ["2040", "failed", (walk) => walk.pay({}, service("checkout-only"))],
  [
    "4001",
    "in_reconciliation",
    async (walk) => {
      const phone_number = walk.newPhone();
      const id = await walk.pay({ phone_number });
      await walk.merchant.reaches(id, "awaiting_payer");
      const pin = (await walk.merchant.lastSms(phone_number)).slice(0, 5);
      await chargeDirectly(walk, { msisdn: phone_number.slice(1), pin, correlator: "HKMINE00000000000001" });
      await walk.merchant.confirm(id, pin);
      return id;
    },
  ],
  ["5001", "ended", (walk) => walk.subscribe({ trial_days: 7, ...inCampaign("no-trial") })],
  ["5002", "ended", (walk) => walk.subscribe({ trial_days: 7 }, { fields: { trial: "31" } })],
  [
    "5501",
    "active",
    async (walk) =>
      walk.change(await walk.subscribed(inCampaign("no-free-period")), "free_period", {
        body: { periods: 1 },
      }),
  ],
  [
    "5502",
    "active",
    async (walk) =>
      walk.change(await walk.subscribed(), "free_period", {
        in: "/free",
        body: { periods: 1 },
        fields: { period: "31" },
      }),
  ],
  ["6001", "ended", (walk) => walk.subscribe(inCampaign("no-notification-url"))],
  ["6002", "ended", (walk) => walk.subscribe(inCampaign("no-amount"))],
  ["6003", "ended", (walk) => walk.subscribe(inCampaign("long-grace"))],
  ["6004", "failed", (walk) => walk.pay({}, service("foreign"))],
  ["6005", "failed", (walk) => walk.pay({}, service("inactive"))],
  ["7001/token-could-not-be-found", "failed", (walk) => walk.chargeToken(`TOKEN:${NOBODYS}`)],
  [
    "7001/token-has-been-already-used",
    "in_reconciliation",
    async (walk) => {
      const token = await tokenFor(walk);
      await walk.merchant.reaches(await walk.chargeToken(token), "succeeded");
      return await walk.chargeToken(token);
    },
  ],
  ["7002", "failed", async (walk) => walk.chargeToken(await tokenFor(walk, { msisdn: "2348090009131" }))],
  ["7003", "failed", async (walk) => walk.chargeToken(await tokenFor(walk, { amount: "99.5" }))],
  [
    "7004",
    "failed",
    async (walk) => walk.chargeToken(await tokenFor(walk, { campaign: campaign("no-sms") })),
  ],
  ["7005", "failed", async (walk) => walk.chargeToken(await tokenFor(walk), { username: "production" })],
  [
    "7006",
    "failed",
    async (walk) => {
      const token = await tokenFor(walk);
      await world.advance(2 * MINUTE);
      return await walk.chargeToken(token);
    },
  ],
  ["8002", "failed", (walk) => walk.message({}, service("no-sms"))],
  [
    "8003",
    "failed",
    (walk) => walk.message(options({ values: { username: "a1" } }), service("no-dynamic-sms")),
  ],
  ["9001", "pending", (walk) => walk.subscribe({ phone_number: "+2348090009123" })],
  ["10001", "failed", (walk) => walk.pay(ask("+96560009120"))],
  ["10003", "failed", (walk) => walk.pay(ask("+2341112223335", {}))],
  ["10004", "failed", (walk) => walk.pay(ask("+96560009131"))],
  ["10005", "failed", (walk) => walk.pay(ask("+2348090004999", {}))],
  ["10006", "failed", (walk) => walk.pay(ask("+96560004001"), service("no-mo"))],
  ["10009", "failed", (walk) => walk.pay(ask("+96560004002"), service("mo-inactive"))],
  ["10010", "failed", (walk) => walk.pay(ask("+96560004003"), service("mo-in-test"))],
  ["11001", "failed", (walk) => guardedBy(walk, NOBODYS)],
  ["11002", "failed", async (walk) => guardedBy(walk, await fraudToken(walk, "one-off", false))],
  ["11003", "failed", async (walk) => guardedBy(walk, await fraudToken(walk, "single-fraud-check", false))],
  [
    "11005",
    "failed",
    async (walk) => {
      const token = await fraudToken(walk, "single-fraud-check", true);
      await world.advance(10 * MINUTE);
      return await guardedBy(walk, token);
    },
  ],
  [
    "11004",
    "in_reconciliation",
    async (walk) => {
      const token = await fraudToken(walk, "single-fraud-check", true);
      await walk.merchant.reaches(await guardedBy(walk, token), "succeeded");
      return await guardedBy(walk, token);
    },
  ],
];

let world: DevelopmentWorld;
let walk: SlaWalk;
const wire = new SlaWire();
const met = new Map<unknown, string>();

beforeAll(async () => {
  world = await openDevelopment({ transport: wire.send });
  walk = new SlaWalk(world, wire);
  for (const row of table) {
    met.set(row, await row[2](walk));
    await walk.breathe();
  }
  await world.advance(MINUTE);
  await world.advance(HOUR);
}, 240_000);

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await wire.close();
});

test.each(table.map((row) => [row[0], row[1], row] as const))("%s leads to %s", async (code, status, row) => {
  const id = met.get(row) ?? "";
  const url = `/v1/${kindOf(id)}/${id}`;
  await vi.waitFor(async () => expect((await world.api(url)).status).toBe(status), { timeout: 20_000 });
  keepsTheirWordsFromPayers((await world.api(url)).outcome);
  const { data } = await world.api(`${url}/timeline`);
  const rules = data.map(({ detail }: Body) => `${detail.rule}/`);
  expect(rules).toContainEqual(expect.stringContaining(`sla-dcb/api/${code}/`));
  if (status === "failed") expect(await walk.charged(id)).toEqual([]);
});

keepWalkedCodes(() => toldIn(world));

type Body = ReturnType<typeof JSON.parse>;

/** What they write is for developers, they say themselves; payers are told the same in words of ours. */
function keepsTheirWordsFromPayers({ message, provider }: Body): void {
  expect(message.payer).toMatch(/\w/);
  if (provider.message !== null) expect(message.payer).not.toContain(provider.message);
}

function kindOf(id: string): string {
  const kinds = { pay: "payments", ref: "refunds", msg: "messages", sub: "subscriptions" };
  return kinds[id.split("_")[0] as keyof typeof kinds];
}
