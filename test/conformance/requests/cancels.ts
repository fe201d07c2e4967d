import { expect } from "vitest";
import { HOUR } from "../../support/operations.ts";
import { deedOf, falseClaims } from "../stage/money.ts";
import { pathOf, resting } from "../stage/observer.ts";
import { refusesConnection } from "../stage/wire.ts";
import type { Way } from "../ways.ts";
import { type Check, type Checks, isRefused } from "./check.ts";

/** Certain before anything was sent; afterwards only where the provider offers it. */
export const cancels: Checks = (way) => [
  way.habits.agrees_first === true ? beforeAgreement(way) : beforeSending(way),
  afterwards(way),
];

/** So many that it is still waiting for its next try when the merchant withdraws. */
const REFUSALS = 4;

function beforeSending(way: Way): Check {
  return {
    says: "is withdrawn for certain while nothing was sent",
    run: async (stage) => {
      const { provider, habits, kind } = way;
      const refusals = Array.from({ length: REFUSALS }, () => refusesConnection);
      const beforeCharge = () => stage.wire.befall(provider, habits.charges, ...refusals);
      const played = await stage.begin(way, { beforeCharge });
      await stage.isUnderWay(played);
      expect(await stage.read(played)).toMatchObject({ status: "queued", outcome: { money: "not_moved" } });
      const { status, body } = await stage.world.tryApi(`${pathOf(kind)}/${played.id}/cancel`);
      expect([status, body.status]).toEqual([200, "cancelled"]);
      stage.wire.calm();
      const attempts = await stage.read(played, "/attempts");
      await stage.world.advance(HOUR);
      expect(await stage.read(played, "/attempts"), "calls that were made").toEqual(attempts);
      expect([(await stage.read(played)).status, (await deedOf(played, stage)).times]).toEqual([
        "cancelled",
        0,
      ]);
    },
  };
}

function beforeAgreement(way: Way): Check {
  return {
    says: "is withdrawn for certain while its payer has not agreed",
    run: async (stage) => {
      const played = await stage.begin(way);
      await stage.reaches(played, "awaiting_payer");
      const { status, body } = await stage.world.tryApi(`${pathOf(way.kind)}/${played.id}/cancel`);
      expect([status, body.status]).toEqual([200, "cancelled"]);
      expect((await deedOf(played, stage)).times).toBe(0);
    },
  };
}

function afterwards(way: Way): Check {
  const { provider, kind, habits, declared } = way;
  const offered = declared.capabilities.cancel;
  return {
    says: offered
      ? `that was sent can still be withdrawn, as ${provider.name} offers, and then says what came of it`
      : `that was sent cannot be withdrawn, because ${provider.name} offers no way`,
    run: async (stage) => {
      const is = habits.stays_away === undefined ? {} : { is: habits.stays_away };
      const played = await stage.play(way, {
        ...is,
        payer: habits.agrees_first === true ? "agrees" : "stays away",
      });
      await stage.isUnderWay(played);
      if (habits.agrees_first === true) await stage.reaches(played, "succeeded");
      const answer = await stage.world.tryApi(`${pathOf(kind)}/${played.id}/cancel`);
      if (!offered) return isRefused(answer, { status: 409, code: "not_possible_now" });
      expect(answer.status).toBe(200);
      const { status } = await stage.reaches(played, ...resting);
      expect(await falseClaims(played, stage)).toEqual([]);
      if (status === "cancelled") expect((await deedOf(played, stage)).times).toBe(0);
    },
  };
}
