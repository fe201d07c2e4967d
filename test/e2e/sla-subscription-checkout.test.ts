import { afterAll, beforeAll, expect, test } from "vitest";
import { campaign } from "../../src/providers/sla-dcb/simulator/testing/raw-client.ts";
import { CheckoutVisitor } from "../support/checkout-visitor.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { SlaSubscriber } from "../support/sla-subscriber.ts";

let world: DevelopmentWorld;
let merchant: SlaSubscriber;

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaSubscriber(world);
});

afterAll(() => world[Symbol.asyncDispose]());

interface Wish {
  readonly phone_number?: string;
  readonly options?: object;
  /** What the payer's operator adds to the request. */
  readonly headers?: Record<string, string>;
}

/** A subscription at the checkout, and a browser that stands before its first page. */
async function atTheCheckout(wish: Wish = {}) {
  const { phone_number, options, headers } = wish;
  const id = await merchant.subscribe({
    ...(phone_number !== undefined && { phone_number }),
    provider_options: { flow: "checkout", return_url: "https://shop.example/done", ...options },
  });
  const { next_action } = await merchant.shows(id, { next_action: { type: "open_page" } });
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

test("the token of the page subscribes whoever agreed, once, however often they come back", async () => {
  const { id, visitor } = await atTheCheckout();
  const way_back = await visitor.agree("2348090005001");
  expect(await merchant.booked("+2348090005001")).toEqual([]);
  for (const page of [await goBack(way_back), await goBack(way_back)])
    expect(page).toContain("https://shop.example/done?");
  expect(await merchant.reaches(id, "active")).toMatchObject({ next_action: null, needs_review: false });
  await goBack(way_back);
  await merchant.payments(id, [{ status: "succeeded", amount: { value: "100.00" } }]);
  expect(await merchant.booked("+2348090005001")).toEqual(["charge 10000"]);
});

test("a visit that is cancelled stays open for another one", async () => {
  const { id, visitor, url } = await atTheCheckout();
  await goBack(await visitor.cancel());
  await merchant.shows(id, { status: "pending", next_action: { type: "open_page" } });
  await visitor.open(url);
  await goBack(await visitor.agree("2348090005002"));
  await merchant.reaches(id, "active");
});

test.each([
  ["known", "+96550005003"],
  ["found by the page alone", undefined],
])(
  "an operator that subscribes a customer by itself tells it later, with the number %s",
  async (_how, phone_number) => {
    const msisdn = phone_number?.slice(1) ?? "96550005004";
    const { id, visitor } = await atTheCheckout({
      ...(phone_number !== undefined && { phone_number }),
      options: { campaign: campaign("subscription-stc-kw"), operator: "stc-kw" },
      headers: { "x-msisdn": msisdn, "x-forwarded-for": "10.64.6.7" },
    });
    const way_back = await visitor.fillIn({ confirm: "on" });
    expect(new URL(way_back ?? "").searchParams.get("status")).toBe("pending");
    await goBack(way_back);
    await world.advance(30_000);
    await merchant.reaches(id, "active");
    await world.advance(15_000);
    await merchant.payments(id, [{ status: "succeeded", amount: { value: "10.000", currency: "KWD" } }]);
    expect(await merchant.booked(`+${msisdn}`)).toEqual(["charge 10000"]);
  },
);

test("who subscribes with two clicks comes back without a token, and a notification tells of the charge", async () => {
  const msisdn = "9647800005005";
  const { id, visitor } = await atTheCheckout({
    options: { campaign: campaign("subscription-zain-iq"), operator: "zain-iq", two_click_only: true },
    headers: { "x-msisdn": msisdn, "x-forwarded-for": "10.64.5.7" },
  });
  const way_back = await visitor.fillIn({ confirm: "on" });
  expect(Object.fromEntries(new URL(way_back ?? "").searchParams)).toMatchObject({
    status: "success",
    msisdn,
  });
  await goBack(way_back);
  await merchant.reaches(id, "active");
  await world.advance(15_000);
  await merchant.payments(id, [{ status: "succeeded", amount: { value: "10.000", currency: "IQD" } }]);
  expect(await merchant.booked(`+${msisdn}`)).toEqual(["charge 10000"]);
});
