import { afterAll, beforeAll, expect, test } from "vitest";
import { momoVn } from "../../src/providers/momo-vn/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE, SECOND } from "../support/operations.ts";

type Body = ReturnType<typeof JSON.parse>;
type Wish = Readonly<Record<string, unknown>>;

let world: DevelopmentWorld;
let phones = 0;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

const newPhone = (): string => `+849140000${String(++phones).padStart(2, "0")}`;
const read = (id: string): Promise<Body> => world.api(`/v1/subscriptions/${id}`);

async function subscribe(phone_number: string, provider_options: Wish = {}): Promise<string> {
  const wish = { provider: momoVn.id, phone_number, reference: "customer-77", provider_options };
  return (await world.api("/v1/subscriptions", wish)).id;
}

/** A subscription whose customer has agreed. */
async function linked(phone_number: string, provider_options: Wish = {}): Promise<string> {
  const id = await subscribe(phone_number, provider_options);
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "active", needs_review: false });
  return id;
}

async function charge(subscription: string, value = "30000", wish: Wish = {}): Promise<Body> {
  const amount = { value, currency: "VND" };
  const { id } = await world.api("/v1/payments", { subscription, amount, ...wish });
  await world.advance(MINUTE);
  return await world.api(`/v1/payments/${id}`);
}

/** What the provider's books say was taken from a phone. */
async function taken(phone_number: string): Promise<readonly (string | null)[]> {
  const entries = (await world.books(momoVn.id)).filter((entry) => entry.phone_number === phone_number);
  return entries.flatMap(({ kind, amount_minor }) => (kind === "charge" ? [amount_minor] : []));
}

test("a customer links a wallet once, on a page, and is charged whenever a payment says so", async () => {
  const phone_number = newPhone();
  const id = await subscribe(phone_number, { customer: "user-42" });
  await world.advance(SECOND);
  expect(await read(id)).toMatchObject({
    status: "pending",
    next_action: { type: "open_page", url: expect.stringContaining("/v2/gateway/binding") },
  });
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "active", next_action: null });
  expect(await taken(phone_number)).toEqual([]);
  for (const value of ["30000", "45000"])
    expect(await charge(id, value)).toMatchObject({
      status: "succeeded",
      subscription: id,
      outcome: { money: "moved" },
    });
  expect(await taken(phone_number)).toEqual(["30000", "45000"]);
});

test("nobody is shown the token that charges", async () => {
  const id = await linked(newPhone());
  const shown = JSON.stringify([await read(id), await world.api(`/v1/subscriptions/${id}/timeline`)]);
  expect(shown).not.toMatch(/aesToken|callbackToken|"secret"|\$\d{13}\$/);
});

test("a wallet is linked although the notification was lost", async () => {
  await world.control(`/${momoVn.id}/faults`, { kind: "drop_callback", acknowledged: true, count: 1 });
  const id = await subscribe(newPhone());
  await world.advance(10 * MINUTE);
  expect(await read(id)).toMatchObject({ status: "active", needs_review: false });
});

test("the payer's browser brings the agreement as well, and goes on to the merchant's page", async () => {
  await world.set(momoVn.id, { auto_approve_after_ms: null });
  const id = await subscribe(newPhone(), { return_url: "http://127.0.0.1:9/thanks" });
  await world.advance(SECOND);
  const { next_action } = await read(id);
  await fetch(next_action.url.replace("/v2/gateway/binding", "/page/approve"), {
    method: "POST",
    redirect: "manual",
  });
  await world.control(`/${momoVn.id}/faults`, { kind: "drop_callback", acknowledged: true, count: 1 });
  await world.advance(SECOND);
  const page = await fetch(next_action.url, { redirect: "manual" });
  const back = await fetch(page.headers.get("location") ?? "", { redirect: "manual" });
  expect(back.headers.get("location")).toMatch(/^http:\/\/127\.0\.0\.1:9\/thanks\?/);
  await world.advance(SECOND);
  expect(await read(id)).toMatchObject({ status: "active" });
  await world.set(momoVn.id, {});
});

test.each([
  ["declines", "1006"],
  ["lets the link run out", "1005"],
  ["cannot log in", "4100"],
])("a customer who %s has no subscription", async (_what, digits) => {
  const id = await subscribe(`+8490000${digits}`);
  await world.advance(HOUR);
  expect(await read(id)).toMatchObject({
    status: "ended",
    needs_review: false,
    outcome: { provider: { code: digits } },
  });
  const amount = { value: "30000", currency: "VND" };
  expect((await world.tryApi("/v1/payments", { subscription: id, amount })).status).toBe(409);
});

test("a subscription that is cancelled takes nothing any more, at the provider either", async () => {
  const phone_number = newPhone();
  const id = await linked(phone_number);
  expect(await charge(id)).toMatchObject({ status: "succeeded" });
  await world.api(`/v1/subscriptions/${id}/cancel`, {});
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "ended", needs_review: false });
  const amount = { value: "30000", currency: "VND" };
  expect((await world.tryApi("/v1/payments", { subscription: id, amount })).status).toBe(409);
  expect(await taken(phone_number)).toEqual(["30000"]);
});

test("a charge without money fails, and one that takes its time is waited for", async () => {
  const phone_number = newPhone();
  const id = await linked(phone_number);
  await world.control(`/${momoVn.id}/scenarios/play`, { name: "no_money", phone_number });
  expect(await charge(id)).toMatchObject({
    status: "failed",
    outcome: { reason: "insufficient_funds", money: "not_moved" },
  });
  await world.control(`/${momoVn.id}/scenarios/play`, { name: "pays", phone_number });
  await world.control(`/${momoVn.id}/scenarios/play`, { name: "slow_processing", phone_number });
  const slow = await charge(id);
  expect(slow).toMatchObject({ status: "processing" });
  await world.advance(HOUR);
  expect(await world.api(`/v1/payments/${slow.id}`)).toMatchObject({ status: "succeeded" });
});

test("a charge whose answer is lost is made once", async () => {
  const phone_number = newPhone();
  const id = await linked(phone_number);
  await world.control(`/${momoVn.id}/faults`, { kind: "reset", operation: "token_pay", count: 1 });
  expect(await charge(id)).toMatchObject({ status: "succeeded" });
  expect(await taken(phone_number)).toEqual(["30000"]);
});

test("a charge can be held, captured and given back", async () => {
  const id = await linked(newPhone());
  const held = await charge(id, "30000", { capture: "manual" });
  expect(held).toMatchObject({ status: "reserved" });
  await world.api(`/v1/payments/${held.id}/capture`, {});
  await world.advance(MINUTE);
  const refund = await world.api(`/v1/payments/${held.id}/refunds`, {});
  await world.advance(MINUTE);
  expect(await world.api(`/v1/refunds/${refund.id}`)).toMatchObject({ status: "succeeded" });
});

test("a charge may ask the payer for a code, which the merchant passes on", async () => {
  const phone_number = newPhone();
  const id = await linked(phone_number);
  const asked = await charge(id, "30000", { provider_options: { ask_for_code: true } });
  const waiting = { status: "awaiting_payer", next_action: { type: "enter_pin", url: null } };
  expect(asked).toMatchObject({
    ...waiting,
    outcome: { reason: "awaiting_pin", provider: { code: "8200" } },
  });
  await world.api(`/v1/payments/${asked.id}/confirm`, { pin: "123456" });
  await world.advance(MINUTE);
  expect(await world.api(`/v1/payments/${asked.id}`)).toMatchObject(waiting);
  expect(await taken(phone_number)).toEqual([]);
  await world.api(`/v1/payments/${asked.id}/confirm`, { pin: "000000" });
  await world.advance(MINUTE);
  expect(await world.api(`/v1/payments/${asked.id}`)).toMatchObject({ status: "succeeded" });
  expect(await taken(phone_number)).toEqual(["30000"]);
});

test("a code for a payment that waits for its page charges nobody and changes nothing", async () => {
  await world.set(momoVn.id, { auto_approve_after_ms: null });
  const phone_number = newPhone();
  const amount = { value: "30000", currency: "VND" };
  const { id } = await world.api("/v1/payments", { provider: momoVn.id, amount, phone_number });
  await world.advance(SECOND);
  await world.tryApi(`/v1/payments/${id}/confirm`, { pin: "000000" });
  await world.advance(MINUTE);
  expect(await world.api(`/v1/payments/${id}`)).toMatchObject({
    status: "awaiting_payer",
    next_action: { type: "open_page" },
  });
  expect(await taken(phone_number)).toEqual([]);
  await world.set(momoVn.id, {});
});

test("a cancel whose answer was lost can be asked for again, and finds the token gone", async () => {
  const id = await linked(newPhone());
  await world.control(`/${momoVn.id}/faults`, { kind: "reset", operation: "unbind", count: 1 });
  await world.api(`/v1/subscriptions/${id}/cancel`, {});
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "active", cancelling: true });
  await world.api(`/v1/subscriptions/${id}/cancel`, {});
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "ended", needs_review: false });
});

test("a plan takes one charge in each period", async () => {
  const plan = { name: "Daily tickets", every: "day", first_charge_on: "2026-01-01", ends_on: "2099-01-01" };
  const phone_number = newPhone();
  const id = await linked(phone_number, { plan });
  expect(await charge(id)).toMatchObject({ status: "succeeded" });
  expect(await charge(id)).toMatchObject({
    status: "failed",
    outcome: { reason: "already_paid", safe_to_charge_again: false },
  });
  await world.advance(24 * HOUR);
  expect(await charge(id)).toMatchObject({ status: "succeeded" });
  expect(await taken(phone_number)).toEqual(["30000", "30000"]);
});

test("a confirm whose answer was lost is made again, for it charges nobody", async () => {
  await world.control(`/${momoVn.id}/faults`, { kind: "reset", operation: "bind", count: 1 });
  const id = await subscribe(newPhone());
  await world.advance(10 * MINUTE);
  expect(await read(id)).toMatchObject({ status: "active", needs_review: false });
});
