import { describe, expect, test } from "vitest";
import { openTopupWorld } from "../support/topup-world.ts";

const mobile_number = "08031030000";

describe("a sale without a clear answer is asked about, and never asked for again", () => {
  test.each([
    ["reply_lost", "succeeded", 1],
    ["empty_reply", "succeeded", 1],
    ["number_only_reply", "succeeded", 1],
    ["page_with_order", "succeeded", 1],
    ["refused_with_order", "succeeded", 1],
    ["query_late", "succeeded", 1],
    ["callback_before_reply", "succeeded", 1],
    ["stranger_claims_completion", "failed", 0],
    // Nobody can tell by machine: that the provider knows no such order yet proves nothing.
    ["request_lost", "in_reconciliation", 0],
    ["page_without_order", "in_reconciliation", 0],
  ])("%s: %s", async (name, status, delivered) => {
    await using world = await openTopupWorld();
    await world.play(name, mobile_number);
    const topup = await world.topUp({ mobile_number });
    await world.settle();
    const { outcome, ...told } = await world.read(topup);
    expect(told).toMatchObject({ status, needs_review: status === "in_reconciliation" });
    expect(outcome.safe_to_charge_again).toBe(status === "failed");
    expect(world.wire.sales(mobile_number)).toBe(1);
    expect([world.delivered(topup), world.taken(topup)]).toEqual([delivered, delivered]);
  });

  test("a provider that would carry out a repeated order a second time is given no occasion", async () => {
    await using world = await openTopupWorld();
    world.set({ repeated_request: "second_order", reply_lost: true });
    const topup = await world.topUp({ mobile_number });
    await world.settle();
    expect((await world.read(topup)).status).toBe("succeeded");
    expect([world.wire.sales(mobile_number), world.delivered(topup), world.taken(topup)]).toEqual([1, 1, 1]);
  });

  test("an order that a person finds in the books is settled by that person", async () => {
    await using world = await openTopupWorld();
    const topup = await world.topUp({ mobile_number: "08030000299" });
    await world.settle();
    const reviews = await world.call("GET", `/v1/reviews?operation=${topup.id}`, topup);
    const [review] = reviews.body.data;
    expect(review).toMatchObject({ operation: topup.id, cause: "ladder_used_up", status: "open" });
    const decided = await world.call("POST", `/v1/reviews/${review.id}/decide`, {
      merchant: topup.merchant,
      body: { decision: "moved", why: "The recipient has got it.", by: "asha" },
    });
    expect(decided.body.operation).toMatchObject({ object: "topup", status: "succeeded" });
    expect(world.delivered(topup)).toBe(1);
  });
});
