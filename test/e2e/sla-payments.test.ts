import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE } from "../support/operations.ts";
import { SlaMerchant } from "../support/sla-merchant.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

let world: DevelopmentWorld;
let merchant: SlaMerchant;

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaMerchant(world);
});

afterAll(() => world[Symbol.asyncDispose]());

/** Where a payment ends, its reason, and how often its payer was charged. */
type Story = readonly [digits: string, status: string, reason: string, charges: number];

/** The last digits of a phone are a case of the simulator's. */
const afterThePin: readonly Story[] = [
  ["0001", "succeeded", "completed", 1],
  ["9101", "failed", "insufficient_funds", 0],
  ["9102", "failed", "insufficient_funds", 0],
  ["9103", "failed", "payer_limit_reached", 0],
  ["9104", "failed", "not_eligible", 0],
  ...["9105", "9106", "9107", "9108"].map(
    (digits) => [digits, "failed", "payer_account_restricted", 0] as const,
  ),
  ["9109", "failed", "payer_not_found", 0],
  // A system that failed has not said what it did before, and the inquiry's word for it is no clearer.
  ...["9110", "9111", "9112", "9113"].map((digits) => [digits, "in_reconciliation", "no_answer", 0] as const),
  ["9114", "succeeded", "completed", 1],
  ["9115", "in_reconciliation", "no_answer", 0],
  // Without an answer there is no name to ask by, so a person has to ask the provider.
  ["9116", "in_reconciliation", "no_answer", 1],
  ["9117", "in_reconciliation", "no_answer", 0],
  ["9118", "in_reconciliation", "no_answer", 1],
  ["9119", "in_reconciliation", "no_answer", 0],
];

const withoutPin: readonly Story[] = [
  ["9120", "failed", "prompt_not_sent", 0],
  ["9131", "failed", "payer_not_found", 0],
];

const stories = [...afterThePin, ...withoutPin];
const phoneOf = (digits: string) => `+234809000${digits}`;

describe("every case of the simulator's phones", () => {
  const payments = new Map<string, string>();

  beforeAll(async () => {
    for (const [digits] of stories)
      payments.set(digits, await merchant.pay({ phone_number: phoneOf(digits) }));
    for (const [digits] of afterThePin) await merchant.confirm(payments.get(digits) ?? "");
    await world.advance(25 * HOUR);
  }, 120_000);

  test.each(stories)("…%s ends as %s: %s", async (digits, status, reason, charges) => {
    const payment = await merchant.reaches(payments.get(digits) ?? "", status);
    expect(payment.outcome.reason).toBe(reason);
    expect(await merchant.booked(phoneOf(digits), "charge")).toHaveLength(charges);
    expect(payment.needs_review).toBe(status === "in_reconciliation");
    if (status === "failed")
      expect(payment.outcome).toMatchObject({ money: "not_moved", safe_to_charge_again: true });
  });

  test("each outcome is the one that the registry has for its code", async () => {
    for (const [digits] of stories.filter(([, status]) => status === "failed")) {
      const { outcome } = await merchant.read(payments.get(digits) ?? "");
      const rows = slaDcb.codes.rows.filter(({ code }) => code === outcome.provider.code);
      expect(
        rows.map(({ reason }) => reason),
        digits,
      ).toContain(outcome.reason);
    }
  });
});

describe("a PIN", () => {
  test("is sent to the payer, and charges once when it comes back", async () => {
    const phone_number = "+2348090002001";
    const id = await merchant.pay({ phone_number });
    expect(await merchant.reaches(id, "awaiting_payer")).toMatchObject({
      outcome: { money: "not_moved", actor: "payer" },
      next_action: { type: "enter_pin" },
    });
    const pin = (await merchant.lastSms(phone_number)).slice(0, 5);
    await merchant.confirm(id, pin);
    expect(await merchant.reaches(id, "succeeded")).toMatchObject({
      provider_reference: expect.stringMatching(/^\d+$/),
      outcome: { money: "moved", provider: { code: "CHARGED" } },
    });
    await world.tryApi(`/v1/payments/${id}/confirm`, { pin });
    expect(await merchant.booked(phone_number, "charge")).toEqual(["10000"]);
  });

  test("that is wrong can be typed again", async () => {
    const phone_number = "+2348090002002";
    const id = await merchant.pay({ phone_number });
    await merchant.confirm(id, "11111");
    await merchant.confirm(id);
    await merchant.reaches(id, "succeeded");
    const { data } = await world.api(`/v1/payments/${id}/attempts`);
    expect(data.map(({ rule }: { readonly rule: string }) => rule)).toEqual([
      "sla-dcb/api/success:pin",
      "sla-dcb/api/4003",
      "sla-dcb/result/CHARGED",
    ]);
    expect(await merchant.booked(phone_number, "charge")).toHaveLength(1);
  });

  test("that is too old needs another payment", async () => {
    const phone_number = "+2348090002003";
    const id = await merchant.pay({ phone_number });
    await merchant.reaches(id, "awaiting_payer");
    const pin = (await merchant.lastSms(phone_number)).slice(0, 5);
    await world.advance(3 * MINUTE);
    await merchant.confirm(id, pin);
    expect(await merchant.reaches(id, "failed")).toMatchObject({
      outcome: { reason: "pin_expired", safe_to_charge_again: true },
    });
  });

  test("that nobody gives back has charged nobody, whether its sending was answered or not", async () => {
    await world.control(`/${slaDcb.id}/faults`, {
      operation: "pin",
      kind: "reset",
      effect: "after",
      count: 1,
    });
    const ids = [
      await merchant.pay({ phone_number: "+2348090002004" }),
      await merchant.pay({ phone_number: "+2348090002005" }),
    ];
    for (const id of ids) await merchant.reaches(id, "awaiting_payer");
    await world.advance(HOUR);
    for (const id of ids)
      expect(await merchant.reaches(id, "failed")).toMatchObject({
        needs_review: false,
        outcome: { category: "expired", money: "not_moved", safe_to_charge_again: true },
      });
    expect(await merchant.booked("+2348090002004", "charge")).toEqual([]);
  });

  test("is not needed any more once the merchant has withdrawn", async () => {
    const id = await merchant.pay({ phone_number: "+2348090002006" });
    await merchant.reaches(id, "awaiting_payer");
    await world.api(`/v1/payments/${id}/cancel`, {});
    await merchant.reaches(id, "cancelled");
  });
});

describe("a token that the merchant has already", () => {
  test("charges at once, and only once", async () => {
    const phone_number = "+2348090003001";
    const token = await tokenFor("2348090003001");
    const wish = { provider_options: { token } };
    const id = await merchant.pay(wish);
    expect(await merchant.reaches(id, "succeeded")).toMatchObject({ provider_options: { flow: "token" } });
    const again = await merchant.pay(wish);
    // Whoever used the token before may have charged, and nobody says what became of that.
    await world.advance(HOUR);
    await merchant.reaches(again, "in_reconciliation");
    expect(await merchant.booked(phone_number, "charge")).toHaveLength(1);
  });

  test("without a number, a token or a page nobody can be charged", async () => {
    const amount = { value: "100.00", currency: "NGN" };
    const { status, body } = await world.tryApi("/v1/payments", { provider: slaDcb.id, amount });
    expect([status, body.code]).toEqual([422, "provider_options_not_accepted"]);
  });
});

async function tokenFor(msisdn: string): Promise<string> {
  const { username, password, merchant: uri, campaign } = slaDcb.simulator.credentials;
  const parameters = { msisdn, merchant: uri, campaign, amount: "100", currency: "NGN" };
  const query = new URLSearchParams(parameters as Record<string, string>);
  const answer = await fetch(`${world.sandbox}/${slaDcb.id}/v2.2/sandbox/provision_token?${query}`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
  });
  return ((await answer.json()) as { readonly token: string }).token;
}

keepWalkedCodes(() => toldIn(world));
