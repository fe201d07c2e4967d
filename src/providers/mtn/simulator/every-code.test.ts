import { expect, test } from "vitest";
import { codeLedger } from "../../../../test/support/code-ledger.ts";
import type { Json } from "../../../connector/simulator.ts";
import { simulator } from "./index.ts";
import type { Answer } from "./testing/http-call.ts";
import { type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

const reached = codeLedger("reached");

/** The provider's page: code, words and HTTP status, as they stand there. */
const page: Readonly<Record<string, readonly [says: string, status: number]>> = {
  "0000": ["Success", 200],
  "1000": ["User not found", 404],
  "1001": ["Request error", 400],
  "1002": ["Already subscribed", 400],
  "1003": ["Already un-subscribed", 400],
  "1004": ["Request pending", 102],
  "1005": ["Retry", 500],
  "1007": ["Operation timeout", 500],
  "1012": ["Timeout", 408],
  "1013": ["Request rate exceeded", 429],
  "2000": ["Connection error", 400],
  "3000": ["Service not available", 503],
  "3001": ["System error", 500],
  "3003": ["Timeout", 408],
  "3006": ["Rate exceeded", 429],
  "4000": ["Unauthorised", 401],
  "4001": ["Not allowed", 405],
  "5000": ["Invalid Parameters", 400],
  "5001": ["Request failed", 400],
  "6000": ["Billing failed", 403],
  "6001": ["Insufficient funds", 403],
};

type Cause = (client: RawClient) => Promise<Answer>;

const payer = (payerId: string): Fields => ({ payer: { payerId, payerIdType: "MSISDN" } });
const amount = (value: number): Fields => ({ totalAmount: { amount: value, units: "ZAR" } });
const subscription = { subscriptionId: "CSM-NEWS", subscriptionProviderId: "CSM" };
const subscriptions = "/v2/customers/27832000046/subscriptions";

/** Does something before, which succeeds. */
const after =
  (first: Cause, then: Cause): Cause =>
  async (client) => {
    expect((await first(client)).status).toBeLessThan(300);
    return then(client);
  };

const under =
  (settings: Readonly<Record<string, Json>>, cause: Cause): Cause =>
  (client) => {
    client.set(settings);
    return cause(client);
  };

const times =
  (count: number, cause: Cause): Cause =>
  async (client) => {
    for (let done = 1; done < count; done++) await cause(client);
    return cause(client);
  };

const payFor =
  (fields: Fields): Cause =>
  (client) =>
    client.pay(fields);
const airtimeFor =
  (fields: Fields): Cause =>
  (client) =>
    client.payByAirtime(fields);
const profile: Cause = (client) => client.call("GET", "/v2/customers/27832000046");
const subscribe: Cause = (client) => client.call("POST", subscriptions, { body: subscription });
const unsubscribe: Cause = (client) =>
  client.call("DELETE", `${subscriptions}/CSM-NEWS?subscriptionProviderId=CSM`);

/** How a caller comes to each code by what it stands for; settings stand for systems behind. */
const causes: Readonly<Record<string, readonly Cause[]>> = {
  "0000": [profile, airtimeFor({}), (client) => client.debit(), (client) => client.refill("27832000046")],
  "1000": [
    (client) => client.call("GET", "/v1/customers/278320123456"),
    payFor(payer("278320123456")),
    (client) => client.status("6a1d2a5e-0000-0000-0000-000000000000"),
    (client) => client.refill("278320123456"),
  ],
  "1001": [
    (client) => client.call("GET", "/v1/customers/27832000065"),
    payFor(payer("27832000065")),
    payFor(payer("27832000047")),
    payFor(payer("somebody@example.test")),
  ],
  "1002": [after(subscribe, subscribe)],
  "1003": [unsubscribe, after(after(subscribe, unsubscribe), unsubscribe)],
  "1004": [
    after(payFor({ correlatorId: "twice-0001" }), (client) => client.status("twice-0001")),
    after(payFor({ correlatorId: "twice-0001" }), payFor({ correlatorId: "twice-0001" })),
  ],
  "1005": [after(payFor({}), payFor({})), payFor(payer("27832000069"))],
  "1007": [under({ systems: { ECW: "stall" } }, payFor({})), payFor(payer("27832000072"))],
  "1012": [
    (client) => client.settle(client.pay(payer("27832000062"))),
    under({ approval_wait_ms: 60_000, auto_approve_after_ms: null }, (client) => client.settle(client.pay())),
  ],
  "1013": [times(6, airtimeFor(amount(1)))],
  "2000": [
    under({ systems: { ECW: "refuse" } }, payFor({})),
    under({ systems: { AIR: "refuse" } }, (client) => client.debit()),
    under({ systems: { HLR: "refuse" } }, (client) =>
      client.call("GET", "/v1/customers/27832000046/locations"),
    ),
  ],
  "3000": [under({ systems: { ECW: "maintenance" } }, payFor({}))],
  "3001": [under({ systems: { ECW: "garbage" } }, payFor({})), payFor(payer("27832000073"))],
  "3003": [under({ systems: { ECW: "timeout" } }, payFor({})), payFor(payer("27832000066"))],
  "3006": [times(101, profile)],
  "4000": [
    (client) => client.call("POST", "/v1/payments", { headers: { authorization: undefined }, body: {} }),
    (client) => client.call("POST", "/v1/payments", { headers: { authorization: "Bearer no" }, body: {} }),
    async (client) => {
      await client.advance(3_599_000);
      return client.pay();
    },
    (client) => client.call("GET", "/v2/customers/27832000046", { headers: { "x-api-key": "unknown" } }),
  ],
  "4001": [
    (client) => client.call("DELETE", "/v1/payments"),
    async (client) => {
      const client_id = "hakikaSandboxConsumerKey00000001";
      const token = await client.token({ client_id, client_secret: "sandboxSecret001" });
      const headers = { authorization: `Bearer ${token}`, "x-api-key": undefined };
      return client.call("POST", "/v1/payments", { headers, body: {} });
    },
  ],
  "5000": [
    (client) => client.call("POST", "/v1/payments", { body: "no JSON" }),
    payFor({ correlatorId: undefined }),
    payFor({ callbackURL: "nowhere" }),
    payFor({ totalAmount: { amount: "125.50", units: "ZAR" } }),
    payFor(amount(0)),
    payFor(amount(1.005)),
    payFor({ totalAmount: { amount: 1, units: "RANDS" } }),
    payFor({ transactionType: "Gift" }),
    payFor(payer("+27832000046")),
    payFor(payer("123456")),
  ],
  "5001": [
    payFor(amount(0.5)),
    payFor(amount(50_000.01)),
    payFor({ totalAmount: { amount: 10, units: "NGN" } }),
    payFor({
      transactionType: "Transfer",
      paymentMethod: { type: "Airtime" },
      payee: [{ payeeId: "27832000046" }],
    }),
    after(payFor({ correlatorId: "reused-0001" }), payFor({ correlatorId: "reused-0001", ...amount(1) })),
    (client) => client.call("POST", subscriptions, { body: { ...subscription, subscriptionId: "CSM-NO" } }),
  ],
  "6000": [payFor(payer("27832000061")), airtimeFor(payer("27832000061")), airtimeFor(amount(300.01))],
  "6001": [payFor(amount(1000.01)), airtimeFor(amount(42.51)), airtimeFor(payer("27832000060"))],
};

test("the provider's page has 21 codes, and each is reached here", () => {
  expect(Object.keys(page)).toHaveLength(21);
  expect(Object.keys(causes).sort()).toEqual(Object.keys(page).sort());
});

const everyCause = Object.entries(causes).flatMap(([code, ways]) =>
  ways.map((cause, index) => [code, index + 1, cause] as const),
);

test.each(everyCause)("%s comes by its cause, way %i", async (code, _way, cause) => {
  await using client = await openRawClient();
  expectCode(await cause(client), code);
  reached.note("mtn", code);
});

const shortcuts = simulator.magic.filter(({ value }) => /^2783999\d{4}$/.test(value));

test("every code but success has a number that asks for it", () => {
  const asked = shortcuts.map(({ code }) => code ?? "");
  expect([...asked, "0000"].sort()).toEqual(Object.keys(page).sort());
});

test.each(shortcuts.map(({ value, code }) => [value, code ?? ""] as const))(
  "number %s asks for %s, of a payment, of a refill and of a reading",
  async (number, code) => {
    await using client = await openRawClient();
    expectCode(await client.pay(payer(number)), code);
    expectCode(await client.refill(number), code);
    expectCode(await client.call("GET", `/v2/customers/${number}`), code);
    expectCode(await client.status("unknown-0001", `?customerId=${number}`), code);
  },
);

test.each(Object.keys(page).filter((code) => code !== "0000"))(
  "a setting answers every call with %s, or one operation alone",
  async (code) => {
    await using client = await openRawClient();
    client.set({ answer_with: code });
    expectCode(await profile(client), code);
    client.set({ answer_with: { status: code } });
    expectCode(await profile(client), "0000");
    expectCode(await client.status("unknown-0001"), code);
  },
);

/** The code in the body and its HTTP status on the wire, where 102 comes before the status that ends the call. */
function expectCode({ status, before, body }: Answer, code: string): void {
  const [says, mapped = 0] = page[code] ?? [];
  expect(String(body["statusCode"])).toBe(code);
  if (code !== "0000") expect(body["statusMessage"]).toBe(says);
  if (mapped === 102) expect([before, status]).toEqual([[102], 202]);
  else expect([before, status]).toEqual([[], mapped]);
}

reached.keep();
