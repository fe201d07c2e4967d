import { expect } from "vitest";
import { deedOf, falseClaims } from "../stage/money.ts";
import { type Played, pathOf } from "../stage/observer.ts";
import type { Stage } from "../stage/stage.ts";
import type { Way } from "../ways.ts";
import { type Check, type Checks, isRefused } from "./check.ts";

/** Money can be held first, and taken or let go later, where the provider can. */
export const captures: Checks = (way) => {
  if (way.kind !== "payment") return [heldNever(way)];
  return way.declared.capabilities.capture.includes("manual") ? [taken(way), letGo(way)] : [notOffered(way)];
};

function taken(way: Way): Check {
  return {
    says: "whose money is held is taken by a capture, once, however often that is asked for",
    run: async (stage) => {
      const played = await held(way, stage);
      const answers = await Promise.all([1, 2, 3].map(() => ask(played, "capture", stage)));
      for (const { status } of answers) expect([200, 202, 409]).toContain(status);
      await stage.reaches(played, "succeeded");
      expect((await deedOf(played, stage)).times).toBe(1);
      expect(await falseClaims(played, stage)).toEqual([]);
    },
  };
}

function letGo(way: Way): Check {
  return {
    says: "whose money is held lets it go when it is cancelled, and cannot be captured any more",
    run: async (stage) => {
      const played = await held(way, stage);
      expect((await ask(played, "cancel", stage)).status).toBe(200);
      expect((await stage.reaches(played, "cancelled")).outcome.money).toBe("returned");
      expect((await ask(played, "capture", stage)).body.status).toBe("cancelled");
      expect((await deedOf(played, stage)).times).toBe(0);
    },
  };
}

function notOffered(way: Way): Check {
  return {
    says: `is not taken with its money held, because ${way.provider.name} holds none`,
    run: async (stage) => {
      const request = stage.request(way, stage.newPhone(way), { body: { capture: "manual" } });
      isRefused(await stage.world.tryApi(pathOf(way.kind), request), {
        status: 422,
        code: "capture_not_offered",
        field: "/capture",
      });
    },
  };
}

function heldNever(way: Way): Check {
  return {
    says: `has nothing to be captured, because a ${way.kind} holds no money`,
    run: async (stage) => {
      const played = await stage.play(way);
      const { status, body } = await ask(played, "capture", stage);
      expect([status, body.code]).toEqual([404, "route_not_found"]);
      await stage.reaches(played, "succeeded");
    },
  };
}

async function held(way: Way, stage: Stage): Promise<Played> {
  const played = await stage.play(way, { body: { capture: "manual" } });
  expect((await stage.reaches(played, "reserved")).outcome.money).toBe("reserved");
  expect((await deedOf(played, stage)).times).toBe(0);
  return played;
}

function ask({ id, way }: Played, what: string, stage: Stage) {
  return stage.world.tryApi(`${pathOf(way.kind)}/${id}/${what}`);
}
