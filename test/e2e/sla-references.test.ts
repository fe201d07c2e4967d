import { afterAll, beforeAll, expect, test } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import { campaign } from "../../src/providers/sla-dcb/simulator/testing/raw-client.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { MINUTE } from "../support/operations.ts";
import { SlaMerchant } from "../support/sla-merchant.ts";
import { SlaSubscriber } from "../support/sla-subscriber.ts";

let world: DevelopmentWorld;
let merchant: SlaMerchant;
let subscriber: SlaSubscriber;

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaMerchant(world);
  subscriber = new SlaSubscriber(world);
});

afterAll(() => world[Symbol.asyncDispose]());

type Fields = Readonly<Record<string, string>>;
type Body = ReturnType<typeof JSON.parse>;

/** Myanmar's customers are known to merchants by references alone, of which a part changes with each message. */
const kyat = (value: string) => ({ amount: { value, currency: "MMK" } });
const NEWS = campaign("subscription-telenor-mm");

test("who is known by a reference alone pays, is asked by SMS, is written to, and gets money back", async () => {
  const phone_number = "+959700004001";
  const acr = await referenceOf(phone_number);
  const payment = await merchant.pay({ ...kyat("100.00"), provider_options: { acr } });
  expect(await merchant.reaches(payment, "succeeded")).toMatchObject({ phone_number: null });
  const asked = { flow: "message_reply", acr };
  const reply = await merchant.pay({ ...kyat("50.00"), provider_options: asked });
  await merchant.reaches(reply, "processing");
  await world.advance(MINUTE);
  await merchant.reaches(reply, "succeeded");
  for (const id of [payment, reply]) {
    const refund = await world.api(`/v1/payments/${id}/refunds`, {});
    await merchant.reaches(refund.id, "succeeded");
  }
  const wish = { provider: slaDcb.id, text: "Welcome", provider_options: { acr } };
  await merchant.reaches((await world.api("/v1/messages", wish)).id, "succeeded");
  expect(await merchant.lastSms(phone_number)).toBe("Welcome");
  expect(await merchant.booked(phone_number, "charge")).toEqual(["10000", "10000", "5000"]);
  expect(await merchant.booked(phone_number, "reversal")).toEqual(["10000", "5000"]);
});

test("who is known by a reference alone is subscribed, also where the answer is lost, and unsubscribed", async () => {
  const phone_number = "+959700004002";
  const acr = await referenceOf(phone_number);
  await world.control(`/${slaDcb.id}/faults`, {
    operation: "subscription_create",
    kind: "reset",
    effect: "after",
    count: 1,
  });
  const id = await subscriber.subscribe({ provider_options: { acr, campaign: NEWS } });
  await world.advance(MINUTE);
  await subscriber.reaches(id, "active");
  await subscriber.ask(id, "cancel");
  await subscriber.reaches(id, "ended");
});

test.each([
  [{}, "flow"],
  [{ flow: "pin" }, "flow"],
  [{ flow: "token" }, "token"],
])("a subscription of nobody is refused before anything is stored: %j", async (provider_options, missing) => {
  const wish = { provider: slaDcb.id, provider_options };
  const { status, body } = await world.tryApi("/v1/subscriptions", wish);
  expect({ status, ...body }).toMatchObject({ status: 422, field: `/provider_options/${missing}` });
});

test("a customer who starts by SMS is known by the reference that the provider tells", async () => {
  await call("/v2.2/mo", { msisdn: "959700004003", receiver: "2222", text: "SUB NEWS" });
  const known = await expect
    .poll(async () => (await subscriptions()).find(({ origin }) => origin === "provider"), {
      timeout: 20_000,
    })
    .toMatchObject({ status: "active", phone_number: null })
    .then(async () => (await subscriptions()).find(({ origin }) => origin === "provider"));
  expect(known.provider_options).toEqual({
    campaign: NEWS,
    acr: expect.stringMatching(/^telenor-TLN-MM:\w{48}$/),
  });
  await subscriber.payments(known.id, [{ status: "succeeded", amount: { value: "10.00", currency: "MMK" } }]);
  await call("/v2.2/mo", { msisdn: "959700004003", receiver: "2222", text: "STOP SLA NEWS" });
  await subscriber.reaches(known.id, "ended");
  const { data } = await world.api("/v1/events?type=message.received");
  expect(data).toHaveLength(2);
  for (const { data: message } of data) {
    expect(message).toMatchObject({ from: null, from_reference: expect.stringMatching(/^tele\*+\w{2}$/) });
    expect(await world.api(`/v1/received_messages/${message.id}`)).toMatchObject({
      from: null,
      from_reference: expect.stringMatching(/^telenor-TLN-MM:\w{48}$/),
    });
  }
});

async function subscriptions(): Promise<readonly Body[]> {
  return (await world.api("/v1/subscriptions")).data;
}

/** What the operator calls a customer by, as the answer to a charge of the merchant's own tells it. */
async function referenceOf(phone_number: string): Promise<string> {
  const order = { campaign: campaign("one-off"), amount: "100", currency: "MMK" };
  const { token } = await call("/v2.2/sandbox/provision_token", {
    msisdn: phone_number.slice(1),
    ...order,
  });
  const named = { correlator: `HKOWN${phone_number.slice(1)}`, description: "Game coins" };
  const { success } = await call("/v2.2/charge", { msisdn: token, ...order, ...named });
  return success.msisdn;
}

/** A call of the merchant's own, past the gateway. */
async function call(path: string, fields: Fields): Promise<Body> {
  const { username, password, merchant: uri = "" } = slaDcb.simulator.credentials;
  const query = new URLSearchParams({ merchant: uri, ...fields });
  const answer = await fetch(`${world.sandbox}/${slaDcb.id}${path}?${query}`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
  });
  return await answer.json();
}
