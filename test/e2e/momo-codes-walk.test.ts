import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { momoVn } from "../../src/providers/momo-vn/index.ts";
import { merchantSignature } from "../../src/providers/momo-vn/simulator/testing/merchant-signature.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE } from "../support/operations.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

type Body = ReturnType<typeof JSON.parse>;

/** Codes that a merchant meets only when they have done something at the provider, past the gateway. */
let world: DevelopmentWorld;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

const DONG = { value: "150000", currency: "VND" };
const PATIENTLY = { timeout: 20_000 };

async function pay(phone_number: string): Promise<string> {
  return (await world.api("/v1/payments", { provider: momoVn.id, amount: DONG, phone_number })).id;
}

async function reaches(url: string, status: string): Promise<Body> {
  return await vi.waitFor(async () => {
    const shown = await world.api(url);
    expect(shown.status).toBe(status);
    return shown;
  }, PATIENTLY);
}

/** A call with the merchant's own keys. */
async function directly(path: string, fields: Readonly<Record<string, unknown>>): Promise<Body> {
  const all = { partnerCode: "HAKIKAVN0001", requestId: crypto.randomUUID(), lang: "en", ...fields };
  const answer = await fetch(`${world.sandbox}/${momoVn.id}/v2/gateway/api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...all, signature: merchantSignature(path, all) }),
  });
  return await answer.json();
}

/** The payer's page is named after partner and order. */
function orderBehind(page: string): string | undefined {
  const name = Buffer.from(new URL(page).searchParams.get("t") ?? "", "base64").toString();
  return name.split("|")[1];
}

/** As the provider's books name a payment of a phone. */
async function bookedFor(phone_number: string): Promise<Body> {
  const entries = (await world.control(`/${momoVn.id}/books`)).books as readonly Body[];
  return entries.find((entry) => entry.phone_number === phone_number);
}

test("1081: what was given back on the portal is not given back again", async () => {
  const phone_number = "+84915000001";
  const id = await pay(phone_number);
  await world.advance(MINUTE);
  const { provider_reference } = await reaches(`/v1/payments/${id}`, "succeeded");
  const wish = {
    orderId: crypto.randomUUID(),
    amount: 100_000,
    transId: Number(provider_reference),
    description: "",
  };
  expect(await directly("refund", wish)).toMatchObject({ resultCode: 0 });
  const refund = await world.api(`/v1/payments/${id}/refunds`, {});
  await world.advance(MINUTE);
  expect(await reaches(`/v1/refunds/${refund.id}`, "failed")).toMatchObject({
    outcome: { reason: "already_refunded", money: "not_moved" },
  });
});

test("1017: what was withdrawn on the portal charges nobody any more", async () => {
  await world.set(momoVn.id, { auto_approve_after_ms: null });
  const phone_number = "+84915000002";
  const id = await pay(phone_number);
  const { next_action } = await reaches(`/v1/payments/${id}`, "awaiting_payer");
  const orderId = orderBehind(next_action.url);
  const wish = { orderId, requestType: "cancel", amount: 150_000, description: "" };
  expect(await directly("confirm", wish)).toMatchObject({ resultCode: 0 });
  await world.advance(HOUR);
  expect(await reaches(`/v1/payments/${id}`, "failed")).toMatchObject({
    outcome: { reason: "cancelled_by_merchant", money: "not_moved" },
  });
  expect(await bookedFor(phone_number)).toBeUndefined();
});

keepWalkedCodes(() => toldIn(world));
