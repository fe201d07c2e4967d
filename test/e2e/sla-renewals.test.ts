import { afterAll, beforeAll, expect, test } from "vitest";
import { campaign } from "../../src/providers/sla-dcb/simulator/testing/raw-client.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR } from "../support/operations.ts";
import { SlaSubscriber } from "../support/sla-subscriber.ts";

const DAY = 24 * HOUR;
/** Months go by, and what is due in them is done one after the other. */
const LONG = 400_000;

let world: DevelopmentWorld;
let merchant: SlaSubscriber;

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaSubscriber(world);
});

afterAll(() => world[Symbol.asyncDispose]());

const paid = (value: string) => ({ status: "succeeded", amount: { value } });
const empty = (wallet: string) => world.control("/sla-dcb/wallets/empty", { wallet });
const fill = (wallet: string, amount_minor: string) =>
  world.control("/sla-dcb/wallets/top-up", { wallet, amount_minor });

test(
  "a part that was taken for a period is told with its own amount",
  async () => {
    const phone_number = "+2348090000009";
    const id = await merchant.subscribed({
      phone_number,
      provider_options: { campaign: campaign("monthly") },
    });
    await empty(phone_number);
    await fill(phone_number, "60000");
    await world.advance(31 * DAY);
    await merchant.payments(id, [
      paid("2000.00"),
      { status: "failed", outcome: { reason: "insufficient_funds" } },
      paid("500.00"),
    ]);
    expect(await merchant.booked(phone_number)).toEqual(["charge 200000", "charge 50000"]);
    await merchant.ask(id, "cancel");
    await merchant.reaches(id, "ended");
  },
  LONG,
);

test(
  "a trial costs nothing until it is over, and its renewals are payments, once each",
  async () => {
    const phone_number = "+2348090000003";
    const id = await merchant.subscribed({ phone_number, trial_days: 7 }, "trial");
    expect(await merchant.booked(phone_number)).toEqual([]);
    await world.advance(7 * DAY);
    await merchant.reaches(id, "active");
    await merchant.payments(id, [paid("100.00")]);
    for (const days of [2, 3, 4]) {
      await world.advance(DAY);
      await merchant.payments(id, Array(days).fill(paid("100.00")));
    }
    expect(await merchant.booked(phone_number)).toEqual(Array(4).fill("charge 10000"));
    await merchant.ask(id, "cancel");
    await merchant.reaches(id, "ended");
  },
  LONG,
);

test(
  "a free period skips a renewal",
  async () => {
    const phone_number = "+2348090000005";
    const id = await merchant.subscribed({ phone_number });
    const { renews_at } = await merchant.read(id);
    await merchant.ask(id, "free_period", { periods: 1 });
    const later = new Date(Date.parse(renews_at) + DAY).toISOString();
    await merchant.shows(id, { status: "active", renews_at: later });
    await world.advance(DAY);
    expect(await merchant.booked(phone_number)).toEqual(["charge 10000"]);
    await world.advance(DAY);
    await merchant.payments(id, [paid("100.00"), paid("100.00")]);
    await merchant.ask(id, "cancel");
    await merchant.reaches(id, "ended");
  },
  LONG,
);

test(
  "a renewal that fails without a reason has failed, and no person has to look",
  async () => {
    const id = await merchant.subscribed({ phone_number: "+2348090009132" });
    await world.advance(DAY);
    await merchant.reaches(id, "grace");
    await merchant.payments(id, [
      paid("100.00"),
      { status: "failed", needs_review: false, outcome: { reason: "declined_by_operator" } },
    ]);
    await merchant.ask(id, "cancel");
    await merchant.reaches(id, "ended");
  },
  LONG,
);

test(
  "what was removed too long ago ends with the resume that finds it gone, and nobody is charged",
  async () => {
    const phone_number = "+2348090000012";
    await world.set("sla-dcb", { services: { [campaign("daily")]: { grace_period_days: 0 } } });
    const id = await merchant.subscribed({ phone_number });
    await empty(phone_number);
    await world.advance(DAY);
    await merchant.reaches(id, "paused");
    await fill(phone_number, "50000");
    await world.advance(31 * DAY);
    expect(await merchant.read(id)).toMatchObject({ status: "paused" });
    await merchant.ask(id, "resume");
    expect(await merchant.reaches(id, "ended")).toMatchObject({
      needs_review: false,
      outcome: { reason: "subscription_not_found" },
    });
    expect(await merchant.booked(phone_number)).toEqual(["charge 10000"]);
  },
  LONG,
);

test(
  "thirty days unpaid are grace; then it is paused, and a resume charges and wakes it up",
  async () => {
    const phone_number = "+2348090000004";
    await world.set("sla-dcb", { services: { [campaign("daily")]: { retries_per_day: 1 } } });
    const id = await merchant.subscribed({ phone_number });
    await empty(phone_number);
    await world.advance(DAY);
    await merchant.reaches(id, "grace");
    await world.advance(30 * DAY);
    await merchant.reaches(id, "paused");
    expect(await merchant.booked(phone_number)).toEqual(["charge 10000"]);
    await fill(phone_number, "50000");
    await merchant.ask(id, "resume");
    await merchant.reaches(id, "active");
    // Each attempt is a payment of its own, and none of them was made twice. Nobody else is to charge what is tried again.
    const outcome = { reason: "insufficient_funds", safe_to_charge_again: false, advice: { action: "wait" } };
    const refused = { status: "failed", outcome };
    await merchant.payments(id, [paid("100.00"), ...Array(30).fill(refused), paid("100.00")]);
    expect(await merchant.booked(phone_number)).toEqual(["charge 10000", "charge 10000"]);
  },
  LONG,
);
