import { expect, test } from "vitest";
import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import { codes } from "../codes.ts";
import type { SlaConfig } from "../config.ts";
import { campaign, MERCHANT, type RawClient } from "../simulator/testing/raw-client.ts";
import { openSubscriptionClient, type SubscriptionClient } from "../testing/subscription-client.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const NUMBER = "+2348090001234";

type Cause = (client: SubscriptionClient) => Promise<SubscriptionFinding>;

interface Row {
  readonly code: string;
  readonly what: string;
  readonly call: Call;
  readonly cause: Cause;
  /** Where the error says that it stands; null for nearly all of them. */
  readonly leaves: SubscriptionFinding["standing"];
  readonly settings?: Partial<SlaConfig>;
}

const to = (name: string): Partial<SubscriptionOrder> => ({ provider_options: { campaign: campaign(name) } });
const withToken = (token: string, more: object = {}): Partial<SubscriptionOrder> => ({
  phone_number: null,
  provider_options: { token, ...more },
});

async function subscribed(client: SubscriptionClient, order: Partial<SubscriptionOrder> = {}) {
  const { provider_reference } = await client.subscribe(order);
  expect(provider_reference).not.toBeNull();
  return { provider_reference };
}

async function tokenFor({ raw }: SubscriptionClient, name = "daily", msisdn = NUMBER.slice(1)) {
  const fields = { msisdn, merchant: MERCHANT, campaign: campaign(name) };
  return String((await raw.call("/v2.2/sandbox/provision_token", fields)).body["token"]);
}

async function fraudToken({ raw }: SubscriptionClient, { isChecked }: { readonly isChecked: boolean }) {
  const service = campaign("double-fraud-check");
  const { body } = await raw.call("/external/v1/fraud/token", { merchant: MERCHANT, service });
  const token = String(body["token"]);
  if (isChecked)
    await raw.call("/external/v1/fraud/check_transaction", { token, merchant: MERCHANT, service });
  return token;
}

const checked = (fraud_token: string): Partial<SubscriptionOrder> => ({
  provider_options: { campaign: campaign("double-fraud-check"), fraud_token },
});

const pinOnPhone = (raw: RawClient): string => raw.lastSms(NUMBER.slice(1)).slice(0, 5);

/** What a merchant, an operator or a customer does to meet an error with a call of the connector's about subscriptions. */
const rows: readonly Row[] = [
  row("0000", "a PIN", (client) =>
    client.create({ phone_number: "+96550001234", ...to("subscription-stc-kw") }),
  ),
  {
    ...row("0000", "a deletion", (client) =>
      client.change("cancel", { phone_number: "+966540001234", ...to("subscription-mobily-sa") }),
    ),
    call: "subscription_change",
  },
  { ...row("1001", "a PIN", (client) => client.create()), settings: { password: "wrong" } },
  {
    ...row("1001", "an inquiry", (client) => client.inquire()),
    settings: { password: "wrong" },
    call: "inquiry",
  },
  { ...row("1002", "a PIN", (client) => client.create()), settings: { username: "elsewhere" } },
  row("1003", "a creation", (client) => {
    client.raw.set({ rate_limit: 1 });
    return client.subscribe();
  }),
  row("2001", "a PIN without a number", (client) => client.create({ phone_number: null })),
  row("2001", "a creation without the fraud check", (client) => client.confirm(to("double-fraud-check"))),
  { ...row("2002", "a PIN", (client) => client.create()), settings: { merchant: "partner:unknown" } },
  row("2003", "a PIN", (client) => client.create({ phone_number: "+12025550123" })),
  row("2004", "a PIN", (client) => client.create({ provider_options: { campaign: "campaign:unknown" } })),
  row("2006", "a creation", (client) => client.confirm({ phone_number: "+97330001234", ...to("too-dear") })),
  row("2008", "a creation", (client) => client.confirm({ payer_answer: "12" })),
  row("2009", "a creation", (client) => client.confirm(to("bad-notification-url"))),
  row("2010", "a creation", (client) => client.confirm(to("bad-frequency"))),
  row("2011", "an activation", (client) => client.change("activate", { provider_reference: "unknown" })),
  row(
    "2011",
    "a resumption after thirty days",
    async (client) => {
      const known = await subscribed(client);
      client.raw.set({ services: { [campaign("daily")]: { grace_period_days: 0 } } });
      await client.raw.world.play("never_renews", NUMBER);
      await client.raw.advance(32 * DAY_MS);
      return client.change("resume", known);
    },
    "ended",
  ),
  {
    ...row("2011", "a free period", (client) =>
      client.change("free_period", { provider_reference: "unknown", free_periods: 1 }),
    ),
    call: "subscription_change",
  },
  {
    ...row("2011", "an inquiry by name", (client) => client.inquire({ provider_reference: "x" })),
    call: "inquiry",
  },
  { ...row("2011", "an inquiry by customer", (client) => client.inquire()), call: "inquiry" },
  row("2012", "a creation", async (client) => {
    await subscribed(client);
    return client.subscribe();
  }),
  row("2013", "a creation", (client) => client.confirm(to("subscription-zain-bh"))),
  row("2016", "a creation", (client) => client.confirm({ trial_days: 7, activation: "manual" })),
  {
    ...row("2017", "a free period", async (client) =>
      client.change("free_period", { ...(await subscribed(client)), free_periods: 0 }),
    ),
    call: "subscription_change",
  },
  row("2018", "an activation", async (client) => client.change("activate", await subscribed(client))),
  {
    ...row("2019", "a free period", async (client) =>
      client.change("free_period", { ...(await subscribed(client, { trial_days: 7 })), free_periods: 1 }),
    ),
    call: "subscription_change",
  },
  row("2021", "a resumption", async (client) => client.change("resume", await subscribed(client))),
  row("2023", "a creation", (client) => client.confirm({ provider_options: { language: "ar" } })),
  row("2024", "a PIN", (client) => client.create({ phone_number: "+1234567" })),
  row("2025", "a PIN", (client) => client.create({ phone_number: "+2348090009131" })),
  row("2026", "a creation", (client) => client.confirm(to("too-cheap"))),
  row("2030", "a PIN", (client) => client.create(to("blocked-customer"))),
  row("2031", "a creation", (client) => client.confirm({ trial_days: 0 })),
  row("2032", "a creation", async (client) => {
    const kuwait = { phone_number: "+96590001234", ...to("subscription-zain-kw") };
    await client.change("cancel", await subscribed(client, kuwait));
    return client.subscribe(kuwait);
  }),
  row("2034", "a PIN", (client) =>
    client.create({ phone_number: "+2348090005678", ...to("listed-customers") }),
  ),
  row("2035", "a PIN", (client) => client.create({ provider_options: { operator: "nobody-xx" } })),
  row("2036", "a PIN", (client) => client.create({ provider_options: { operator: "zain-bh" } })),
  row("2037", "a creation", (client) => client.create(withToken("TOKEN:123"))),
  row("2038", "a creation", async (client) => {
    const number = { phone_number: "+2348090009114" };
    await client.subscribe(number);
    return client.confirm(number);
  }),
  row("2040", "a PIN", (client) => client.create(to("checkout-only"))),
  row("3001", "a PIN", (client) => client.create({ phone_number: "+2348090009120" })),
  row("4001", "a creation", async (client) => {
    await client.create();
    const payer_answer = pinOnPhone(client.raw);
    const { provider_reference } = await client.confirm({ payer_answer });
    await client.change("cancel", { provider_reference });
    return client.confirm({ payer_answer });
  }),
  row("4002", "a creation", async (client) => {
    await client.create();
    const payer_answer = pinOnPhone(client.raw);
    await client.raw.advance(120_000);
    return client.confirm({ payer_answer });
  }),
  row("4003", "a creation", (client) => client.confirm({ payer_answer: "12345" })),
  row("5001", "a creation", (client) => client.confirm({ ...to("no-trial"), trial_days: 7 })),
  row("5002", "a creation", (client) => client.confirm({ trial_days: 31 })),
  {
    ...row("5501", "a free period", async (client) =>
      client.change("free_period", { ...(await subscribed(client, to("no-free-period"))), free_periods: 1 }),
    ),
    call: "subscription_change",
  },
  {
    ...row("5502", "a free period", async (client) =>
      client.change("free_period", { ...(await subscribed(client)), free_periods: 31 }),
    ),
    call: "subscription_change",
  },
  row("6001", "a creation", (client) => client.confirm(to("no-notification-url"))),
  row("6002", "a creation", (client) => client.confirm(to("no-amount"))),
  row("6003", "a creation", (client) => client.confirm(to("long-grace"))),
  row("6003", "a creation with many tries", (client) => client.confirm(to("many-retries"))),
  row("6004", "a PIN", (client) => client.create(to("foreign"))),
  row("6005", "a PIN", (client) => client.create(to("inactive"))),
  row("7001", "a creation with a token that never was", (client) =>
    client.create(withToken("TOKEN:00000000-0000-4000-8000-000000000000")),
  ),
  row("7001", "a creation with a token that was used", async (client) => {
    const token = withToken(await tokenFor(client));
    await client.create(token);
    return client.create(token);
  }),
  row("7002", "a creation", async (client) =>
    client.create(withToken(await tokenFor(client, "daily", "2348090009131"))),
  ),
  row("7004", "a creation", async (client) =>
    client.create(withToken(await tokenFor(client), { campaign: campaign("monthly") })),
  ),
  {
    ...row("7005", "a creation", async (client) => client.create(withToken(await tokenFor(client)))),
    settings: { username: "production" },
  },
  row("7006", "a creation", async (client) => {
    const token = await tokenFor(client);
    await client.raw.advance(120_000);
    return client.create(withToken(token));
  }),
  row("9001", "a creation", (client) => client.subscribe({ phone_number: "+2348090009123" })),
  row("9001", "an activation", async (client) => {
    const known = await subscribed(client, { activation: "manual" });
    await client.raw.world.play("create_refused", NUMBER);
    return client.change("activate", known);
  }),
  row("11001", "a creation", (client) => client.confirm(checked("00000000-0000-4000-8000-000000000000"))),
  row("11003", "a creation", async (client) =>
    client.confirm(checked(await fraudToken(client, { isChecked: false }))),
  ),
  row("11004", "a creation", async (client) => {
    const order = checked(await fraudToken(client, { isChecked: true }));
    await client.change("cancel", await subscribed(client, order));
    return client.confirm(order);
  }),
  row("11005", "a creation", async (client) => {
    const order = checked(await fraudToken(client, { isChecked: true }));
    await client.raw.advance(600_000);
    return client.confirm(order);
  }),
  row("No resources", "a PIN", (client) => {
    client.raw.set({ operator_down: true });
    return client.create();
  }),
  row("No resources", "a creation", (client) => client.subscribe({ phone_number: "+2348090009116" })),
];

test.each(rows.map((each) => [each.code, each.what, each] as const))(
  "%s to %s reads as its row",
  async (code, _what, { call, cause, leaves, settings = {} }) => {
    await using client = await openSubscriptionClient(settings);
    const { reading, provider, standing, charges } = await cause(client);
    expect(provider.code).toBe(code);
    const { message } = provider;
    const expected = readCode(codes, { surface: "api", call, http_status: 200, code, message });
    expect(reading).toMatchObject({
      rule: expected.rule,
      finality: expected.finality,
      money: expected.money,
    });
    expect(reading.known).toBe(true);
    expect([standing, charges]).toEqual([leaves, []]);
  },
);

function row(code: string, what: string, cause: Cause, leaves: Row["leaves"] = null): Row {
  return { code, what, call: "subscribe", cause, leaves };
}
