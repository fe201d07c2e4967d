import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Answer } from "./testing/http-call.ts";
import { type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

const ID = "6a1d2a5e-43c1-4c9b-8d3e-2f6f3f7f9a01";
const payer = (payerId: string): Fields => ({ payer: { payerId } });

/** The same payment as in the fixtures, after some time. */
async function statusAfter(client: RawClient, ms: number, payerId = "27832000046"): Promise<Answer> {
  await client.pay({ ...payer(payerId), correlatorId: ID });
  await client.advance(ms);
  return client.status(ID);
}

const subscribe = (client: RawClient) =>
  client.call("POST", "/v2/customers/27832000046/subscriptions", {
    body: { subscriptionId: "CSM-NEWS", subscriptionProviderId: "CSM" },
  });

const register = (client: RawClient, fields: Fields) =>
  client.call("POST", "/v1/customer/bill/registerToken", {
    body: {
      transactionId: "REG0000001",
      contractingPartnerId: "911844857",
      platformPartnerId: "911844857",
      customerId: "27832000100",
      billingType: "FULL",
      ...fields,
    },
  });

/** How literal messages come about here that no conversation holds. */
const causes: Readonly<Record<string, (client: RawClient) => Promise<Answer>>> = {
  "carrier-billing-no-channel": (client) => register(client, { acquisitionChannel: "PIGEON" }),
  "carrier-billing-not-active": (client) => client.debit({ contentToken: "HAKIKA-TOKEN-CANCELLED-0004" }),
  "carrier-billing-pending-subscription": async (client) => {
    await register(client, {});
    return register(client, {});
  },
  "error-five-fields": (client) => {
    client.set({ error_body: "five_fields" });
    return client.call("GET", "/v1/customers/278320123456");
  },
  "error-insufficient-funds-for-refund": async (client) => {
    const { body } = await client.payByAirtime();
    await client.world.setBalance("HAKIKA.MERCHANT ZAR", "0");
    const authorizationCode = body["providerTransactionId"];
    return client.payByAirtime({ transactionType: "Refund", authorizationCode });
  },
  "gateway-unauthorised": (client) => {
    const headers = { "x-api-key": "unknown", authorization: undefined };
    return client.call("POST", "/v1/customer/bill/debit", { headers, body: {} });
  },
  "payment-misspelt-success": (client) => {
    client.set({ success_word: "SUCCESSFULL" });
    return statusAfter(client, 3_000);
  },
  "payment-pending": (client) => {
    client.set({ pending_as_success: true });
    return statusAfter(client, 0);
  },
  "payment-rejected": (client) => statusAfter(client, 3_000, "27832000063"),
  "profile-location-failed": (client) => client.call("GET", "/v1/customers/27832000048/locations"),
  "profile-no-location": (client) => client.call("GET", "/v1/customers/27832000047/locations"),
  "token-invalid-client": (client) =>
    client.call("POST", "/v1/oauth/access_token?grant_type=client_credentials"),
  "unsubscribe-failed-under-200": async (client) => {
    await subscribe(client);
    client.set({ unsubscribe_fails: true });
    const path = "/v2/customers/27832000046/subscriptions/CSM-NEWS?subscriptionProviderId=CSM";
    return client.call("DELETE", path);
  },
};

test.each(Object.entries(causes))("%s comes over the wire as it was published", async (name, cause) => {
  const { http_status, body } = readFixture(name);
  await using client = await openRawClient();
  const answer = await cause(client);
  expect(answer.status).toBe(http_status);
  expect(answer.body).toMatchObject(lasting(JSON.parse(body)));
});

test("a service of a list says 2000 beside its data", async () => {
  await using client = await openRawClient();
  client.set({ services_say_2000: true });
  const { body } = readFixture("subscriptions-2000-beside-data");
  const { vas_hlr } = JSON.parse(body) as { readonly vas_hlr: { readonly data: object } };
  const { services } = (await client.call("GET", "/v2/customers/27832000046/subscriptions")).body as {
    readonly services: { readonly rbt: { readonly statusCode: string; readonly data: Fields } };
  };
  expect(services.rbt.statusCode).toBe("2000");
  const [first] = services.rbt.data["subscriptions"] as readonly object[];
  expect(Object.keys(first ?? {})).toEqual(expect.arrayContaining(Object.keys(vas_hlr.data)));
});

function readFixture(name: string): { readonly http_status: number; readonly body: string } {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8"));
}

/** Without the hour at which the message was written down, and the words for people. */
function lasting({ timestamp: _hour, supportMessage: _words, ...rest }: Fields): Fields {
  return rest;
}
