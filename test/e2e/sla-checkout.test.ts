import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import { CheckoutVisitor } from "../support/checkout-visitor.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE } from "../support/operations.ts";
import { SlaMerchant } from "../support/sla-merchant.ts";

let world: DevelopmentWorld;
let merchant: SlaMerchant;

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaMerchant(world);
});

afterAll(() => world[Symbol.asyncDispose]());

/** A payment at the checkout, and a browser that stands before its first page. */
async function atTheCheckout(
  wish: {
    readonly amount?: object;
    readonly options?: object;
    readonly headers?: Record<string, string>;
  } = {},
) {
  const { amount, options, headers } = wish;
  const id = await merchant.pay({
    ...(amount !== undefined && { amount }),
    provider_options: { flow: "checkout", return_url: "https://shop.example/done?basket=7", ...options },
  });
  const { next_action } = await merchant.reaches(id, "awaiting_payer");
  expect(next_action.type).toBe("open_page");
  const visitor = new CheckoutVisitor();
  const sent_on = await visitor.open(next_action.url, headers);
  return { id, visitor, url: next_action.url, sent_on };
}

/** The payer's browser follows the redirect; answers the merchant's page that it ends at. */
async function goBack(way_back: string | null): Promise<string | null> {
  const answer = await fetch(way_back ?? "", { redirect: "manual" });
  await answer.text();
  return answer.headers.get("location");
}

describe("a checkout that ends with a token", () => {
  test("charges once the payer is back, however often they come", async () => {
    const { id, visitor } = await atTheCheckout();
    expect(await merchant.booked("+2348090004001", "charge")).toEqual([]);
    const way_back = await visitor.agree("2348090004001");
    const pages = [await goBack(way_back), await goBack(way_back)];
    for (const page of pages) expect(page).toBe(`https://shop.example/done?basket=7&payment_id=${id}`);
    expect(await merchant.reaches(id, "succeeded")).toMatchObject({
      outcome: { provider: { code: "CHARGED" } },
    });
    await goBack(way_back);
    expect(await merchant.booked("+2348090004001", "charge")).toEqual(["10000"]);
  });

  test("ends as failed where the operator declines", async () => {
    const { id, visitor } = await atTheCheckout();
    await goBack(await visitor.agree("2348090009101"));
    expect(await merchant.reaches(id, "failed")).toMatchObject({ outcome: { reason: "insufficient_funds" } });
  });

  test("that the payer cancels stays open for another visit", async () => {
    const { id, visitor, url } = await atTheCheckout();
    await goBack(await visitor.cancel());
    expect(await merchant.read(id)).toMatchObject({ status: "awaiting_payer" });
    await visitor.open(url);
    await goBack(await visitor.agree("2348090004002"));
    await merchant.reaches(id, "succeeded");
    expect(await merchant.booked("+2348090004002", "charge")).toHaveLength(1);
  });

  test("has charged nobody who cancelled, stayed away, or had a token and did not come back", async () => {
    const cancelled = await atTheCheckout();
    await goBack(await cancelled.visitor.cancel());
    const absent = await atTheCheckout();
    const lost = await atTheCheckout();
    await lost.visitor.agree("2348090004003");
    await world.advance(HOUR);
    for (const { id } of [cancelled, absent, lost])
      expect(await merchant.reaches(id, "failed")).toMatchObject({
        needs_review: false,
        outcome: { category: "expired", money: "not_moved", safe_to_charge_again: true },
      });
    expect(await merchant.booked("+2348090004003", "charge")).toEqual([]);
  });
});

describe("a checkout at which the operator charges by itself", () => {
  /** Kuwait's numbers come from the operator's own network. */
  const ofStc = (ends: string) => ({ "x-msisdn": `9655000${ends}`, "x-forwarded-for": "10.64.6.7" });
  const dinar = { value: "0.500", currency: "KWD" };
  const tugrik = { value: "500.00", currency: "MNT" };

  test("and decides later is settled by the notification, and what it lets us ask", async () => {
    const { id, visitor } = await atTheCheckout({ amount: dinar, headers: ofStc("1234") });
    const way_back = await visitor.fillIn({ confirm: "on" });
    expect(new URL(way_back ?? "").searchParams.get("status")).toBe("pending");
    await goBack(way_back);
    await world.advance(10 * MINUTE);
    expect(await merchant.reaches(id, "succeeded")).toMatchObject({
      outcome: { basis: { evidence: "inquiry" } },
    });
    expect(await merchant.booked("+96550001234", "charge")).toEqual(["500"]);
  });

  test("is settled although the payer never comes back", async () => {
    const { id, visitor } = await atTheCheckout({ amount: dinar, headers: ofStc("5678") });
    await visitor.fillIn({ confirm: "on" });
    await world.advance(10 * MINUTE);
    await merchant.reaches(id, "succeeded");
    expect(await merchant.booked("+96550005678", "charge")).toEqual(["500"]);
  });

  test("and tells by the way back alone is asked about by our name for the visit", async () => {
    const { id, visitor } = await atTheCheckout({ amount: tugrik });
    const way_back = await visitor.agree("97699001234");
    expect(new URL(way_back).searchParams.has("token")).toBe(false);
    await goBack(way_back);
    await world.advance(MINUTE);
    await merchant.reaches(id, "succeeded");
    expect(await merchant.booked("+97699001234", "charge")).toEqual(["50000"]);
  });

  test("leaves it to a person what became of somebody who stayed away", async () => {
    const { id } = await atTheCheckout({ amount: dinar });
    await world.advance(HOUR);
    expect(await merchant.reaches(id, "in_reconciliation")).toMatchObject({ needs_review: true });
  });

  test("is no checkout of an operator that the merchant names and that does no such thing", async () => {
    const { id } = await atTheCheckout({ amount: dinar, options: { operator: "zain-kw" } });
    await world.advance(HOUR);
    await merchant.reaches(id, "failed");
  });
});

describe("an SMS that asks the payer", () => {
  const dinar = { value: "0.500", currency: "KWD" };
  const ask = (phone_number: string) =>
    merchant.pay({ phone_number, amount: dinar, provider_options: { flow: "message_reply" } });

  test("is answered by a notification, which makes us ask", async () => {
    const id = await ask("+96560001234");
    await merchant.reaches(id, "processing");
    await world.advance(MINUTE);
    await merchant.reaches(id, "succeeded");
    expect(await merchant.booked("+96560001234", "charge")).toEqual(["500"]);
  });

  test("that nobody answers is for a person, and a late answer still settles it", async () => {
    await world.set(slaDcb.id, { mo_reply_after_ms: null });
    const id = await ask("+96560005678");
    await merchant.reaches(id, "processing");
    await world.advance(HOUR);
    await merchant.reaches(id, "in_reconciliation");
    await world.control(`/${slaDcb.id}/phones/act`, { phone_number: "+96560005678", act: "approve" });
    await world.advance(MINUTE);
    expect(await merchant.reaches(id, "succeeded")).toMatchObject({ needs_review: false });
    expect(await merchant.booked("+96560005678", "charge")).toEqual(["500"]);
  });
});
