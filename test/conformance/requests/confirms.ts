import { expect } from "vitest";
import { deedOf } from "../stage/money.ts";
import { pathOf } from "../stage/observer.ts";
import type { Way } from "../ways.ts";
import { type Check, type Checks, isRefused } from "./check.ts";

/** The payer's PIN goes through the merchant, where the provider wants one. */
export const confirms: Checks = (way) => {
  if (way.kind !== "payment") return [];
  return way.challenge === "pin" ? [wrongThenRight(way)] : [noPin(way)];
};

function wrongThenRight(way: Way): Check {
  return {
    says: "waits on after a wrong PIN, is done with the right one, and not again with the same",
    run: async (stage) => {
      const played = await stage.begin(way);
      await stage.reaches(played, "awaiting_payer");
      const pin = await stage.pinOf(played);
      await stage.confirm(played, [...pin].map((digit) => (Number(digit) + 1) % 10).join(""));
      const { outcome, next_action } = await stage.reaches(played, "awaiting_payer");
      expect([outcome.money, next_action.type]).toEqual(["not_moved", "enter_pin"]);
      expect((await deedOf(played, stage)).times).toBe(0);
      await stage.confirm(played, pin);
      await stage.reaches(played, "succeeded");
      expect((await stage.confirm(played, pin)).status).toBe("succeeded");
      expect((await deedOf(played, stage)).times).toBe(1);
      expect(JSON.stringify(await stage.timeline(played))).not.toContain(`"${pin}"`);
    },
  };
}

function noPin(way: Way): Check {
  const { name } = way.provider;
  return {
    says: `takes no PIN, because ${name} sends none for it (${way.challenge}), and goes on all the same`,
    run: async (stage) => {
      const played = await stage.begin(way);
      await stage.isUnderWay(played);
      const answer = await stage.world.tryApi(`${pathOf(way.kind)}/${played.id}/confirm`, { pin: "12345" });
      if (answer.status !== 200) isRefused(answer, { status: 409, code: "not_possible_now" });
      else expect(answer.body.status).toBe("succeeded");
      await stage.takePart(played);
      await stage.reaches(played, "succeeded");
      expect((await deedOf(played, stage)).times).toBe(1);
    },
  };
}
