import { expect, test } from "vitest";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionChange } from "../../../core/subscription.ts";
import { calls, changeOf, named, shop, subscription } from "../testing/subscription-orders.ts";

const TOKEN = "TOKEN:1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

test("a subscription begins with a PIN, and says what the PIN is for", () => {
  expect(sent(calls.create(subscription, shop))).toEqual([
    "/v2.2/pin",
    {
      msisdn: "2348090001234",
      campaign: shop.subscription_campaign,
      merchant: shop.merchant,
      template: "subscription",
    },
  ]);
});

test("the PIN goes with the creation, under the name of that very call", () => {
  const order = { ...subscription, payer_answer: "12345", call_reference: "HKCONFIRM00000000001" };
  expect(sent(changing("confirm", order))).toEqual([
    "/v2.2/subscription/create",
    {
      msisdn: "2348090001234",
      pin: "12345",
      campaign: shop.subscription_campaign,
      merchant: shop.merchant,
      correlator: "HKCONFIRM00000000001",
    },
  ]);
});

test.each([
  [{ token: TOKEN }, TOKEN],
  [{ acr: `telenor-TLN-MM:${"a".repeat(48)}` }, `telenor-TLN-MM:${"a".repeat(48)}`],
])("%o stands for number and PIN", (provider_options, msisdn) => {
  const order = { ...subscription, phone_number: null, provider_options };
  const [path, parameters] = sent(calls.create(order, shop));
  expect(path).toBe("/v2.2/subscription/create");
  expect(parameters).toMatchObject({ msisdn });
  expect(parameters).not.toHaveProperty("pin");
});

test("options, a trial and a later activation go along", () => {
  const provider_options = {
    campaign: "campaign:other",
    language: "en",
    operator: "mobile-ng",
    trial_once: true,
    fraud_token: "create-1",
    fraud_token_for_pin: "pin-1",
  };
  const order = { ...subscription, provider_options, payer_answer: "12345" };
  const common = { campaign: "campaign:other", language: "en", operator: "mobile-ng" };
  expect(sent(calls.create(order, shop))[1]).toMatchObject({ ...common, fraud_token: "pin-1" });
  expect(sent(changing("confirm", { ...order, trial_days: 7 }))[1]).toMatchObject({
    ...common,
    fraud_token: "create-1",
    trial: "7",
    trial_once: "true",
  });
  const later = sent(changing("confirm", { ...order, activation: "manual" }))[1];
  expect(later).toMatchObject({ charge: "false" });
  expect(later).not.toHaveProperty("trial_once");
});

test("the checkout takes the campaign, and its token is what the confirm brings", () => {
  const order = { ...subscription, provider_options: { flow: "checkout", language: "ar" } };
  const page = calls.create(order, shop);
  const url = new URL("payer_url" in page ? page.payer_url : "");
  expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
    "/purchase",
    {
      merchant: shop.merchant,
      service: shop.subscription_campaign,
      redirect_url: "http://127.0.0.1:4010/returns/1",
      correlator: subscription.attempt_reference,
      locale: "ar",
    },
  ]);
  const [, parameters] = sent(changing("confirm", { ...order, payer_answer: TOKEN }));
  expect(parameters).toMatchObject({ msisdn: TOKEN });
  expect(parameters).not.toHaveProperty("pin");
});

test("an operator with a checkout of its own is visited there, under a name for the visit", () => {
  const provider_options = { flow: "checkout", operator: "axiata-lk" };
  const page = calls.create({ ...subscription, provider_options }, shop);
  const url = new URL("payer_url" in page ? page.payer_url : "");
  expect(url.pathname).toBe("/purchase/axiata");
  expect(url.searchParams.get("transaction_id")).toBe(subscription.attempt_reference);
});

test.each([
  ["activate", "/v2.2/subscription/activate", {}],
  ["resume", "/v2.2/subscription/resume", {}],
  ["free_period", "/v2.2/subscription/free", { period: "3" }],
  ["cancel", "/v2.2/subscription/delete", {}],
] as const)("%s names the subscription alone", (name, path, more) => {
  expect(sent(changing(name, { ...named, free_periods: 3 }))).toEqual([
    path,
    { uuid: named.provider_reference, ...more },
  ]);
});

test("there is no pause to ask for", () => {
  expect(calls.changes).not.toHaveProperty("pause");
});

test("what has no name yet is found, and cancelled, by customer and campaign", () => {
  const customer = {
    msisdn: "2348090001234",
    campaign: shop.subscription_campaign,
    merchant: shop.merchant,
  };
  expect(sent(calls.inquire(named, shop))).toEqual([
    "/v2.2/subscription/status",
    { uuid: named.provider_reference },
  ]);
  expect(sent(calls.inquire(subscription, shop))).toEqual(["/v2.2/subscription/latest", customer]);
  expect(sent(changing("cancel", subscription))).toEqual(["/v2.2/subscription/delete", customer]);
});

test("who is charged by a reference is found by it, whatever number the merchant knows", () => {
  const acr = "a".repeat(48);
  const order = { ...subscription, provider_options: { acr } };
  for (const request of [calls.create(order, shop), calls.inquire(order, shop), changing("cancel", order)])
    expect(sent(request)[1]).toMatchObject({ msisdn: acr });
});

test("a token names nobody who could be asked about", () => {
  const order = { ...subscription, phone_number: null, provider_options: { token: TOKEN } };
  expect(calls.inquire(order, shop)).toBe("cannot_ask");
});

function changing(name: SubscriptionChange, order: SubscriptionOrder) {
  return changeOf(name).request(order, shop);
}

/** Path and parameters; credentials and a body without content are the same for all. */
function sent(request: ReturnType<typeof calls.create> | "cannot_ask") {
  if (request === "cannot_ask" || "payer_url" in request) throw new Error("Nothing is sent.");
  expect(request).toMatchObject({ method: "POST", body: null });
  const { pathname, searchParams } = new URL(request.url);
  return [pathname, Object.fromEntries(searchParams)] as const;
}
