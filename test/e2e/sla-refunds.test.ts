import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import { CheckoutVisitor } from "../support/checkout-visitor.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR } from "../support/operations.ts";
import { SlaMerchant } from "../support/sla-merchant.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

let world: DevelopmentWorld;
let merchant: SlaMerchant;

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaMerchant(world);
});

afterAll(() => world[Symbol.asyncDispose]());

async function giveBack(payment: string, wish: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return (await world.api(`/v1/payments/${payment}/refunds`, wish)).id;
}

async function loseAnswerOf(operation: "refund" | "sms", effect: "before" | "after"): Promise<void> {
  await world.control(`/${slaDcb.id}/faults`, { operation, kind: "reset", effect, count: 1 });
}

describe("a refund", () => {
  test("gives back all of it, or parts of it up to all of it", async () => {
    const phone_number = "+2348090005001";
    const payment = await merchant.paid({ phone_number });
    const part = await giveBack(payment, { amount: { value: "40.00", currency: "NGN" } });
    expect(await merchant.reaches(part, "succeeded")).toMatchObject({
      outcome: { money: "moved", provider: { code: "REFUNDED" } },
    });
    const rest = await giveBack(payment);
    await merchant.reaches(rest, "succeeded");
    expect(await merchant.booked(phone_number, "reversal")).toEqual(["4000", "6000"]);
    expect((await world.tryApi(`/v1/payments/${payment}/refunds`, {})).status).toBe(409);
  });

  test("of a part fails where the operator gives back whole charges only, and then works as a whole", async () => {
    const phone_number = "+97330001234";
    const payment = await merchant.paid({ phone_number, amount: { value: "1.000", currency: "BHD" } });
    const part = await giveBack(payment, { amount: { value: "0.250", currency: "BHD" } });
    expect(await merchant.reaches(part, "failed")).toMatchObject({
      outcome: { reason: "partial_refund_unsupported", money: "not_moved", provider: { code: "2014" } },
    });
    await merchant.reaches(await giveBack(payment), "succeeded");
    expect(await merchant.booked(phone_number, "reversal")).toEqual(["1000"]);
  });

  test("is refused for good where the operator offers none", async () => {
    const payment = await merchant.paid({
      phone_number: "+962790001234",
      amount: { value: "1.000", currency: "JOD" },
    });
    expect(await merchant.reaches(await giveBack(payment), "failed")).toMatchObject({
      outcome: { reason: "refund_not_allowed", advice: { action: "escalate" } },
    });
  });

  test("goes to the number that the payer gave at the checkout, once the merchant says it", async () => {
    const payment = await merchant.pay({ provider_options: { flow: "checkout" } });
    const visitor = new CheckoutVisitor();
    await visitor.open((await merchant.reaches(payment, "awaiting_payer")).next_action.url);
    await fetch(await visitor.agree("2348090005002"), { redirect: "manual" });
    await merchant.reaches(payment, "succeeded");
    const nameless = await giveBack(payment);
    expect(await merchant.reaches(nameless, "failed")).toMatchObject({
      outcome: { reason: "missing_parameter" },
    });
    const refund = await giveBack(payment, { provider_options: { phone_number: "+2348090005002" } });
    await merchant.reaches(refund, "succeeded");
    expect(await merchant.booked("+2348090005002", "reversal")).toEqual(["10000"]);
  });

  test.each([
    ["before", "+2348090005003", []],
    ["after", "+2348090005004", ["10000"]],
  ] as const)(
    "whose answer is lost %s it was made is for a person, and is never made again",
    async (when, phone_number, booked) => {
      const payment = await merchant.paid({ phone_number });
      await loseAnswerOf("refund", when);
      const refund = await giveBack(payment);
      await world.advance(HOUR);
      expect(await merchant.reaches(refund, "in_reconciliation")).toMatchObject({ needs_review: true });
      expect((await world.tryApi(`/v1/payments/${payment}/refunds`, {})).status).toBe(409);
      expect(await merchant.booked(phone_number, "reversal")).toEqual(booked);
    },
  );
});

describe("a message", () => {
  const send = async (wish: Readonly<Record<string, unknown>>): Promise<string> =>
    (await world.api("/v1/messages", { provider: slaDcb.id, phone_number: "+2348090006001", ...wish })).id;

  test("reaches the phone", async () => {
    const id = await send({ text: "Welcome to Game coins & more." });
    expect(await merchant.reaches(id, "succeeded")).toMatchObject({ outcome: { money: "none" } });
    expect(await merchant.lastSms("+2348090006001")).toBe("Welcome to Game coins & more.");
  });

  test("may fill a preset of the service", async () => {
    const id = await send({ text: "-", provider_options: { values: { username: "a1", password: "b2" } } });
    await merchant.reaches(id, "succeeded");
    expect(await merchant.lastSms("+2348090006001")).toBe("Game coins: username a1 password b2");
  });

  test.each([
    ["+2348090009121", "8001"],
    ["+2348090009122", "2022"],
    ["+447700901234", "0000"],
  ])("to %s fails with %s", async (phone_number, code) => {
    const id = await send({ text: "Welcome", phone_number });
    await world.advance(HOUR);
    expect(await merchant.reaches(id, "failed")).toMatchObject({
      outcome: { money: "none", provider: { code } },
    });
  });

  test("whose answer is lost is not sent again by itself", async () => {
    await loseAnswerOf("sms", "after");
    const id = await send({ text: "Once", phone_number: "+2348090006002" });
    await world.advance(HOUR);
    await merchant.reaches(id, "in_reconciliation");
    expect(await merchant.lastSms("+2348090006002")).toBe("Once");
  });
});

keepWalkedCodes(() => toldIn(world));
