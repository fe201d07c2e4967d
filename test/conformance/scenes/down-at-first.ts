import { expect } from "vitest";
import { SECOND } from "../../support/operations.ts";
import type { Played } from "../stage/observer.ts";
import { isAsked, type Stage } from "../stage/stage.ts";
import { answers, type Mishap, refusesConnection } from "../stage/wire.ts";
import { payersOf, type Way } from "../ways.ts";
import type { Scene, Scenes } from "./scene.ts";

const TRIES_MAX = 4;
/** Nobody answers at once to being asked again, and all of these together outlast any provider's being too busy. */
const PAYER_TAKES = 20 * SECOND;

/** What never left, or was turned away for now, is made again, and so done once. */
export const downAtFirst: Scenes = (way) => [
  {
    says: "for which its provider refuses two connections is made again until one stands, and done once",
    begin: (stage) => playWith(way, stage, refusesConnection, refusesConnection),
    check: ({ operation, deed, timeline }) => {
      expect([operation.status, deed.times]).toEqual(["succeeded", 1]);
      expect(timeline.filter(({ type }) => type === "attempt_not_sent")).toHaveLength(2);
    },
  },
  busyScene(way),
];

function busyScene(way: Way): Scene {
  const { provider } = way;
  const { busy } = payersOf(provider);
  if (busy === undefined) return neverBusy(way);
  return {
    says: "that its provider is too busy for waits until it is not, and is done once",
    begin: async (stage) => {
      if ("answer" in busy) return await untilOver(stage, playWith(way, stage, answers(busy.answer)));
      const beIdle = () => stage.world.set(provider.id, {});
      const played = playWith(way, stage, async (request, send) => {
        await stage.world.set(provider.id, busy.settings);
        return await send(request).finally(beIdle);
      });
      return await untilOver(stage, played);
    },
    check: ({ operation, deed, timeline }) => {
      // A message may be left to the merchant: nobody waits for it as for money.
      if (way.kind === "message" && operation.status === "failed")
        expect(operation.outcome.advice.action).toBe("retry_later");
      else expect([operation.status, deed.times]).toEqual(["succeeded", 1]);
      const readings = timeline.map(({ detail }) => detail.category ?? detail.reason);
      expect(readings.some((reading) => /throttled|too_many/.test(String(reading)))).toBe(true);
    },
  };
}

/** All calls of the account wait as well, so the next scene begins when they do so no more. */
async function untilOver(stage: Stage, playing: Promise<Played>): Promise<Played> {
  const played = await playing;
  await stage.reaches(played, "succeeded", "failed");
  return played;
}

function neverBusy(way: Way): Scene {
  const { name, codes } = way.provider;
  return {
    says: `meets no answer that says "later", because ${name} has no such code`,
    begin: (stage) => stage.play(way),
    check: ({ operation }) => {
      expect(codes.rows.filter(({ category }) => category === "throttled")).toEqual([]);
      expect(operation.status).toBe("succeeded");
    },
  };
}

/** Where the payer's own word was lost with the call, they are asked again. */
async function playWith(way: Way, stage: Stage, ...mishaps: readonly Mishap[]): Promise<Played> {
  const beforeCharge = () => stage.wire.befall(way.provider, way.habits.charges, ...mishaps);
  const played = await stage.play(way, { beforeCharge });
  for (let tries = 0; isAsked(way) && tries < TRIES_MAX; tries += 1) {
    const { status } = await stage.reaches(played, "succeeded", "failed", "awaiting_payer");
    if (status !== "awaiting_payer") break;
    await stage.world.advance(PAYER_TAKES);
    await stage.takePart(played);
  }
  return played;
}
