import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE, SECOND } from "../support/operations.ts";
import { SlaMerchant } from "../support/sla-merchant.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

let world: DevelopmentWorld;
let merchant: SlaMerchant;

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaMerchant(world);
});

afterEach(() => world.set(slaDcb.id, {}));

afterAll(() => world[Symbol.asyncDispose]());

const fault = (wish: object) => world.control(`/${slaDcb.id}/faults`, wish);

describe("a system that failed", () => {
  test.each(["9110", "9111", "9112", "9113"])(
    "and has charged all the same (…%s) is found out by asking",
    async (digits) => {
      await world.set(slaDcb.id, { unclear_statuses_charge: true });
      const phone_number = `+234809001${digits}`;
      const id = await merchant.pay({ phone_number });
      await merchant.confirm(id);
      expect(await merchant.reaches(id, "succeeded")).toMatchObject({
        outcome: { money: "moved", basis: { evidence: "inquiry" } },
      });
      expect(await merchant.booked(phone_number, "charge")).toHaveLength(1);
    },
  );
});

describe("an operator that decides later", () => {
  test.each([
    ["contradict_callback", {}, "+2348170009114"],
    ["forge_callback", {}, "+2348180009114"],
    ["double_callback", { ms: 5 * SECOND }, "+2349080009114"],
    ["drop_callback", { acknowledged: true }, "+2349090009114"],
  ])("is believed when asked, whatever %s makes of the notification", async (kind, how, phone_number) => {
    const id = await merchant.pay({ phone_number });
    await merchant.confirm(id);
    expect(await merchant.reaches(id, "processing")).toMatchObject({ next_action: null });
    await fault({ operation: "notification", kind, count: 1, ...how });
    await world.advance(5 * MINUTE);
    expect(await merchant.reaches(id, "succeeded")).toMatchObject({
      needs_review: false,
      outcome: { basis: { evidence: "inquiry" } },
    });
    expect(await merchant.booked(phone_number, "charge")).toHaveLength(1);
  });
});

describe("too many calls", () => {
  test("hold a PIN back, and neither it nor the payment fails", async () => {
    await world.set(slaDcb.id, { rate_limit: 0 });
    const phone_number = "+2348090037001";
    const id = await merchant.pay({ phone_number });
    await merchant.reaches(id, "queued");
    await world.set(slaDcb.id, {});
    await world.advance(5 * MINUTE);
    await merchant.confirm(id);
    await merchant.reaches(id, "succeeded");
    expect(await merchant.booked(phone_number, "charge")).toHaveLength(1);
  });

  test("leave the payer at the PIN that was not looked at, and keep none that cannot be sent for a minute", async () => {
    const id = await merchant.pay({ phone_number: "+2348090037002" });
    await merchant.reaches(id, "awaiting_payer");
    await world.set(slaDcb.id, { rate_limit: 0 });
    await merchant.confirm(id);
    await merchant.tells(id, { detail: expect.objectContaining({ category: "throttled" }) });
    await world.set(slaDcb.id, {});
    await merchant.confirm(id);
    await merchant.tells(id, { type: "attempt_not_sent" });
    expect(await merchant.read(id)).toMatchObject({
      status: "awaiting_payer",
      next_action: { type: "enter_pin" },
    });
    await world.advance(MINUTE);
    await merchant.confirm(id);
    await merchant.reaches(id, "succeeded");
    expect(await merchant.booked("+2348090037002", "charge")).toHaveLength(1);
  });
});

describe("a confirm whose answer is lost", () => {
  test.each([
    ["reset", "+2348090038001"],
    ["server_error", "+2348090038002"],
    ["html", "+2348090038003"],
  ])("by %s is for a person, and nobody is asked for another PIN", async (kind, phone_number) => {
    const id = await merchant.pay({ phone_number });
    await merchant.reaches(id, "awaiting_payer");
    await fault({ operation: "charge", kind, effect: "after", count: 1 });
    await merchant.confirm(id);
    await merchant.reaches(id, "processing");
    expect((await world.tryApi(`/v1/payments/${id}/confirm`, { pin: "000000" })).status).toBe(409);
    await world.advance(HOUR);
    expect(await merchant.reaches(id, "in_reconciliation")).toMatchObject({
      outcome: { money: "unknown", safe_to_charge_again: false },
    });
    expect(await merchant.booked(phone_number, "charge")).toHaveLength(1);
  });
});

keepWalkedCodes(() => toldIn(world));
