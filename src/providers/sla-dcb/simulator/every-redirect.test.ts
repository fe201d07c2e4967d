import { expect, test } from "vitest";
import { codeLedger } from "../../../../test/support/code-ledger.ts";
import { redirectsOfThePage } from "./testing/error-page.ts";
import {
  type Answer,
  campaign,
  type Fields,
  MERCHANT,
  NUMBER,
  openRawClient,
  type RawClient,
} from "./testing/raw-client.ts";

const reached = codeLedger("reached");

type Cause = (client: RawClient) => Promise<Answer>;

/** A request that went through the gateway of an operator, which has added the customer's number. */
const network = (msisdn: string, address: string) => ({ "x-msisdn": msisdn, "x-forwarded-for": address });
const nigeria = network(NUMBER, "10.64.11.7");
const zainIraq = network("9647800001234", "10.64.5.7");

const iraqi = { service: campaign("subscription-zain-iq"), price: undefined };
const axiata = {
  service: campaign("subscription-axiata-lk"),
  price: undefined,
  transaction_id: "ax-1",
};
const other = campaign("foreign");

/** A visit that has come to the page on which the customer agrees. */
const agreeing = (client: RawClient, fields: Fields = {}): Promise<Answer> => client.visit(fields, nigeria);

/** Presses the button of the page, with a tick in the box. */
const confirm = (client: RawClient, shown: Answer, fields: Fields = {}): Promise<Answer> =>
  client.submit(shown, { step: "confirm" }, { confirm: "on", ...fields });

const own = (client: RawClient, fields: Fields = {}): Promise<Answer> =>
  client.visit({ ...axiata, ...fields }, network("94770001234", "10.64.10.7"), "/purchase/axiata");

const retrieve = (client: RawClient, fields: Fields = {}, headers = nigeria): Promise<Answer> =>
  client.visit(
    { price: undefined, correlator: undefined, transaction_id: "he-1", ...fields },
    headers,
    "/msisdn_retrieval/v2/msisdn/redirect",
  );

const causes: Readonly<Record<string, readonly Cause[]>> = {
  "not_found&param=xxx": [
    (client) => client.visit({ service: undefined }),
    (client) => own(client, { transaction_id: undefined }),
    (client) => client.visit({ service: campaign("subscription-viettel-mz") }),
    async (client) => confirm(client, await agreeing(client), { service: "" }),
  ],
  invalid_service: [
    (client) => client.visit({ service: "campaign:unknown" }),
    (client) => client.visit({ service: campaign("inactive") }),
    (client) => {
      client.set({ environment_without_credential: "production" });
      return client.visit({ service: campaign("draft") });
    },
  ],
  invalid_merchant: [
    (client) => client.visit({ merchant: "partner:unknown" }),
    (client) => retrieve(client, { merchant: "partner:unknown" }),
  ],
  invalid_price: [
    (client) => client.visit({ price: undefined }),
    (client) => client.visit({ price: "cheap" }),
    (client) => client.visit({ price: "0" }),
    (client) => client.visit({ price: "0.99", msisdn: NUMBER }),
    (client) => client.visit({ price: "30.001", msisdn: "97330001234" }),
    async (client) =>
      client.submit(await client.visit({ price: "0.5" }), { step: "number" }, { msisdn: NUMBER }),
  ],
  invalid_transaction_id: [
    async (client) => confirm(client, await agreeing(client), { transaction_id: "unknown" }),
    async (client) => {
      const shown = await agreeing(client);
      await client.advance(600_000);
      return confirm(client, shown);
    },
    async (client) => {
      const shown = await agreeing(client);
      await confirm(client, shown);
      return confirm(client, shown);
    },
  ],
  invalid_correlator: [
    (client) => client.visit({ correlator: "x".repeat(65) }),
    (client) => own(client, { correlator: undefined }),
    async (client) => confirm(client, await agreeing(client), { correlator: "another" }),
  ],
  invalid_service_not_belong_to_merchant: [(client) => client.visit({ service: other })],
  invalid_mismatch_merchant: [
    async (client) => confirm(client, await agreeing(client), { merchant: "partner:another" }),
  ],
  invalid_referral_is_blacklisted: [
    (client) =>
      client.visit({ service: campaign("blocked-referral") }, { referer: "https://spam.example/ad" }),
  ],
  service_not_allowed: [
    (client) => client.visit({ service: campaign("no-two-click"), two_click_only: "true" }, nigeria),
  ],
  operator_unsupported: [(client) => client.visit({ two_click_only: "true" }, nigeria)],
  msisdn_not_detected: [
    (client) => client.visit({ ...iraqi, two_click_only: "true" }),
    (client) => client.visit({ ...iraqi, two_click_only: "true" }, network("9647800009127", "10.64.5.7")),
    (client) => retrieve(client, {}, network("", "10.64.11.7")),
  ],
  request_not_from_operator_gateway_ip: [
    (client) => client.visit({}, { "x-msisdn": NUMBER }),
    (client) => client.visit({}, network(NUMBER, "10.64.5.7")),
    async (client) => {
      const shown = await agreeing(client);
      const headers = { "x-msisdn": NUMBER };
      return client.submit(shown, { step: "confirm", headers }, { confirm: "on" });
    },
  ],
  transaction_id_not_unique: [
    async (client) => {
      await own(client, { correlator: "c-1" });
      return own(client, { correlator: "c-2" });
    },
    async (client) => {
      await retrieve(client);
      return retrieve(client);
    },
  ],
  msisdn_mismatch: [
    async (client) => {
      const shown = await agreeing(client);
      const headers = network("2348090005678", "10.64.11.7");
      return client.submit(shown, { step: "confirm", headers }, { confirm: "on" });
    },
    async (client) => confirm(client, await agreeing(client, { msisdn: "2348090005678" })),
  ],
  block_fraud: [
    (client) => {
      client.set({ fraud_listed_addresses: ["203.0.113.9"] });
      return client.visit({}, { "x-forwarded-for": "203.0.113.9" });
    },
    (client) => {
      client.set({ fraud_listed_addresses: ["ClickBot"] });
      return client.visit({}, { "user-agent": "ClickBot/2" });
    },
  ],
  not_confirmed: [
    async (client) => client.submit(await agreeing(client), { step: "confirm" }),
    async (client) => confirm(client, await agreeing(client), { confirm: "off" }),
  ],
  token_missing: [async (client) => confirm(client, await agreeing(client), { token: "" })],
  fraud_detected: [
    async (client) => {
      client.set({ fraud_verdict: "block" });
      return confirm(client, await agreeing(client));
    },
    async (client) => confirm(client, await agreeing(client), { token: "made-up" }),
  ],
  civilid_check_failed: [
    async (client) =>
      confirm(client, await agreeing(client, { service: campaign("civil-id") }), { civil_id: "1" }),
  ],
  user_cancel: [
    async (client) => client.submit(await agreeing(client), { step: "cancel" }),
    async (client) => client.submit(await client.visit(), { step: "cancel" }),
  ],
  no_auth_methods: [
    (client) => client.visit({ service: campaign("two-click-alone") }),
    (client) => client.visit({ service: campaign("subscription-voda-uk") }),
    async (client) => client.submit(await client.visit(), { step: "number" }, { msisdn: "447700901234" }),
  ],
  user_blocked: [
    (client) => client.visit({ service: campaign("blocked-customer") }, nigeria),
    async (client) => {
      const shown = await client.visit({ service: campaign("blocked-customer") });
      return client.submit(shown, { step: "number" }, { msisdn: NUMBER });
    },
  ],
  unable_to_redirect_to_axiata: [
    (client) => {
      client.set({ axiata_down: true });
      return own(client);
    },
  ],
  invalid_service_not_belong_to_axiata: [
    (client) => own(client, { service: campaign("one-off"), price: "100" }),
  ],
  blocked: [(client) => client.visit({ service: campaign("blocked-visits") })],
  "blocked_{msg}": [
    (client) => client.visit({ service: campaign("blocked-with-reason") }),
    async (client) => {
      const shown = await agreeing(client);
      client.set({ services: { [campaign("one-off")]: { block_reason: "Fraud desk!" } } });
      return confirm(client, shown);
    },
  ],
};

const forms: Readonly<Record<string, RegExp>> = {
  "not_found&param=xxx": /message=not_found&param=(?:service|transaction_id|msisdn)$/,
  "blocked_{msg}": /message=blocked_[a-z_]+$/,
};

const walk = Object.entries(causes).flatMap(([message, ways]) =>
  ways.map((cause, index) => [message, index + 1, cause] as const),
);

test("each of the 27 messages of the page has a cause here, and nothing else has", () => {
  expect(redirectsOfThePage).toHaveLength(27);
  expect(new Set(redirectsOfThePage)).toEqual(new Set(Object.keys(causes)));
});

test.each(walk)("%s comes by its cause %d", async (message, _index, cause) => {
  await using client = await openRawClient();
  const { status, location, back } = await cause(client);
  expect(status).toBe(302);
  expect(location).toMatch(/^https:\/\/shop\.example\/return\?basket=7&status=error&/);
  expect(location).toMatch(forms[message] ?? new RegExp(`message=${message}$`));
  expect(back).toHaveProperty(back["transaction_id"] === undefined ? "correlator" : "transaction_id");
  expect(client.world.books()).toEqual([]);
  reached.note("sla-dcb", message.replace("xxx", "{param}"));
});

test("the ampersand of a missing parameter can be encoded", async () => {
  await using client = await openRawClient();
  client.set({ encoded_ampersand: true });
  expect((await client.visit({ service: undefined })).back).toMatchObject({
    message: "not_found&param=service",
    correlator: "123",
  });
});

test("without a way back there is a page, and status 400", async () => {
  await using client = await openRawClient();
  expect((await client.visit({ redirect_url: undefined })).status).toBe(400);
  expect((await retrieve(client, { service: undefined })).status).toBe(400);
});

test("a two-click visit from the operator's network is taken", async () => {
  await using client = await openRawClient();
  const shown = await client.visit({ ...iraqi, two_click_only: "true", merchant: MERCHANT }, zainIraq);
  expect(shown.status).toBe(200);
});

reached.keep();
