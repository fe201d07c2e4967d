import { afterAll, beforeAll, expect, test } from "vitest";
import { momoVn } from "../../src/providers/momo-vn/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE } from "../support/operations.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

type Body = ReturnType<typeof JSON.parse>;

let world: DevelopmentWorld;
let phones = 0;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

const newPhone = (): string => `+849130000${String(++phones).padStart(2, "0")}`;

/** A payment of 150,000 dong that succeeded. */
async function paid(
  wish: { readonly phone_number?: string; readonly capture?: string } = {},
): Promise<string> {
  const amount = { value: "150000", currency: "VND" };
  const payment = { provider: momoVn.id, amount, phone_number: newPhone(), ...wish };
  const { id } = await world.api("/v1/payments", payment);
  await world.advance(MINUTE);
  if (payment.capture === "manual") {
    await world.api(`/v1/payments/${id}/capture`, {});
    await world.advance(MINUTE);
  }
  expect(await world.api(`/v1/payments/${id}`)).toMatchObject({ status: "succeeded" });
  return id;
}

async function giveBack(payment: string, value?: string): Promise<string> {
  const wish = value === undefined ? {} : { amount: { value, currency: "VND" } };
  return (await world.api(`/v1/payments/${payment}/refunds`, wish)).id;
}

const read = (id: string): Promise<Body> => world.api(`/v1/refunds/${id}`);

async function clearFaults(): Promise<void> {
  const answer = await fetch(`${world.sandbox}/_sandbox/${momoVn.id}/faults`, { method: "DELETE" });
  expect(answer.ok).toBe(true);
}

/** What went back to a phone, each time. */
async function reversals(payment: string): Promise<readonly (string | null)[]> {
  const { provider_reference } = await world.api(`/v1/payments/${payment}`);
  const entries = await world.books(momoVn.id);
  const own = entries.filter((entry) => entry.provider_reference === provider_reference);
  return own.flatMap(({ kind, amount_minor }) => (kind === "reversal" ? [amount_minor] : []));
}

test("a payment goes back in parts, each of them once, and never more than was paid", async () => {
  const payment = await paid();
  const first = await giveBack(payment, "100000");
  await world.advance(MINUTE);
  expect(await read(first)).toMatchObject({
    status: "succeeded",
    outcome: { money: "moved", category: "completed" },
  });
  const tooMuch = { amount: { value: "50001", currency: "VND" } };
  expect((await world.tryApi(`/v1/payments/${payment}/refunds`, tooMuch)).status).toBe(422);
  const rest = await giveBack(payment);
  await world.advance(MINUTE);
  expect(await read(rest)).toMatchObject({ status: "succeeded", amount: { value: "50000" } });
  expect((await world.tryApi(`/v1/payments/${payment}/refunds`)).status).toBe(409);
  expect(await reversals(payment)).toEqual(["100000", "50000"]);
  expect(await world.api(`/v1/payments/${payment}`)).toMatchObject({ status: "succeeded" });
});

test("a payment in two steps goes back after its capture", async () => {
  const payment = await paid({ capture: "manual" });
  const refund = await giveBack(payment);
  await world.advance(MINUTE);
  expect(await read(refund)).toMatchObject({ status: "succeeded", amount: { value: "150000" } });
  expect(await reversals(payment)).toEqual(["150000"]);
});

test("a refund that failed for a while is tried again when the merchant says so, and not by itself", async () => {
  const phone_number = "+84900001080";
  const payment = await paid({ phone_number });
  const failed = await giveBack(payment, "20000");
  await world.advance(3 * HOUR);
  const { status, outcome } = await read(failed);
  expect(status).toBe("failed");
  expect(outcome).toMatchObject({
    money: "not_moved",
    reason: "refund_failed",
    advice: { action: "retry_later", reference: "new" },
    safe_to_charge_again: true,
  });
  const waited = Date.parse(outcome.advice.not_before) - Date.parse(outcome.basis.at);
  expect(waited).toBe(HOUR);
  expect(await reversals(payment)).toEqual([]);
  await world.control(`/${momoVn.id}/scenarios/play`, { name: "pays", phone_number });
  const again = await giveBack(payment, "20000");
  await world.advance(MINUTE);
  expect(await read(again)).toMatchObject({ status: "succeeded" });
  expect(await reversals(payment)).toEqual(["20000"]);
});

test("a refund that takes its time is asked about, and another moves nothing meanwhile", async () => {
  const payment = await paid({ phone_number: "+84900008080" });
  const slow = await giveBack(payment, "20000");
  await world.advance(MINUTE);
  expect(await read(slow)).toMatchObject({ status: "processing", outcome: { money: "unknown" } });
  const another = await giveBack(payment, "20000");
  await world.advance(HOUR);
  expect(await read(another)).toMatchObject({
    status: "failed",
    outcome: { reason: "already_in_progress", money: "not_moved", safe_to_charge_again: false },
  });
  expect(await read(slow)).toMatchObject({ status: "succeeded", needs_review: false });
  expect(await reversals(payment)).toEqual(["20000"]);
});

test("what cannot be refunded fails for good, and is left to a person's talk with the provider", async () => {
  const payment = await paid({ phone_number: "+84900001088" });
  const refused = await giveBack(payment);
  await world.advance(MINUTE);
  expect(await read(refused)).toMatchObject({
    status: "failed",
    outcome: { money: "not_moved", reason: "refund_not_allowed", advice: { action: "escalate" } },
  });
});

test.each(["reset", "html", "garbage"])(
  "a refund whose answer is lost (%s) is made once and found",
  async (kind) => {
    const payment = await paid();
    await world.control(`/${momoVn.id}/faults`, { kind, operation: "refund", count: 1 });
    const refund = await giveBack(payment, "20000");
    await world.advance(10 * MINUTE);
    expect(await read(refund)).toMatchObject({ status: "succeeded", needs_review: false });
    expect(await reversals(payment)).toEqual(["20000"]);
  },
);

/** A payment that succeeded by a person's word alone: no message has told MoMo's transaction. */
async function unheard(phone_number = newPhone()): Promise<string> {
  const faults = [
    { kind: "reset", operation: "create", count: 1 },
    { kind: "server_error", operation: "query" },
    { kind: "drop_callback", acknowledged: true, count: 1 },
  ];
  for (const fault of faults) await world.control(`/${momoVn.id}/faults`, fault);
  const amount = { value: "150000", currency: "VND" };
  const { id } = await world.api("/v1/payments", { provider: momoVn.id, amount, phone_number });
  await world.advance(3 * HOUR);
  const { data } = await world.api(`/v1/reviews?operation=${id}`);
  const decision = { decision: "moved", why: "The portal shows it.", by: "Linh" };
  await world.api(`/v1/reviews/${data[0].id}/decide`, decision);
  expect(await world.api(`/v1/payments/${id}`)).toMatchObject({
    status: "succeeded",
    provider_reference: null,
  });
  return id;
}

test("a payment whose name MoMo has not told is asked after first, and then given back under it", async () => {
  const payment = await unheard();
  const refund = await giveBack(payment, "20000");
  await world.advance(HOUR);
  expect(await read(refund)).toMatchObject({ status: "queued", outcome: { money: "not_moved" } });
  await clearFaults();
  await world.advance(HOUR);
  expect(await read(refund)).toMatchObject({ status: "succeeded", needs_review: false });
  expect(await reversals(payment)).toEqual(["20000"]);
  const { provider_reference } = await world.api(`/v1/payments/${payment}`);
  expect(provider_reference).toMatch(/^\d{10}$/);
  const { data } = await world.api(`/v1/refunds/${refund}/timeline`);
  expect(data.map(({ says }: Body) => says).join(" ")).toContain("by which name it knows the payment");
});

test("a refund that never arrived is nobody's to repeat: a person is asked in the end", async () => {
  const payment = await paid();
  await world.control(`/${momoVn.id}/faults`, {
    kind: "reset",
    effect: "before",
    operation: "refund",
    count: 1,
  });
  const refund = await giveBack(payment, "20000");
  await world.advance(25 * HOUR);
  expect(await read(refund)).toMatchObject({ status: "in_reconciliation", needs_review: true });
  expect(await reversals(payment)).toEqual([]);
});

keepWalkedCodes(() => toldIn(world));
