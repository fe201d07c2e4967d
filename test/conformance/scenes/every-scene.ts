import { expect } from "vitest";
import { HOUR } from "../../support/operations.ts";
import { deedOf, falseClaims } from "../stage/money.ts";
import { type Played, resting } from "../stage/observer.ts";
import { isComplete } from "../stage/outcome.ts";
import type { Stage } from "../stage/stage.ts";
import type { Way } from "../ways.ts";
import { callbacks } from "./callbacks.ts";
import { downAtFirst } from "./down-at-first.ts";
import { lostAnswers } from "./lost-answers.ts";
import { refusals } from "./refusals.ts";
import type { Scene } from "./scene.ts";
import { secrets } from "./secrets.ts";
import { succeeds } from "./succeeds.ts";
import { unknownCodes } from "./unknown-codes.ts";

/** Callbacks first, for their faults strike whichever message goes out next. */
const all = [callbacks, succeeds, secrets, lostAnswers, downAtFirst, unknownCodes, refusals];

export function scenesOf(way: Way): readonly Scene[] {
  return all.flatMap((scenes) => scenes(way));
}

/** Longer than anybody waits for anything, and longer than a day. */
const UNTIL_REST = 26 * HOUR;

/** Begins all scenes one after the other, and then lets the same time pass for all of them. */
export async function beginAll(scenes: readonly Scene[], stage: Stage): Promise<ReadonlyMap<Scene, Begun>> {
  const begun = new Map<Scene, Begun>();
  for (const scene of scenes) {
    const [played] = await Promise.allSettled([scene.begin(stage)]);
    // The next scene's mishaps must not befall this one.
    if (played.status === "fulfilled") await stage.isUnderWay(played.value);
    begun.set(scene, { played, all_went_wrong: await stage.allWentWrong() });
  }
  await stage.world.advance(UNTIL_REST);
  return begun;
}

export interface Begun {
  readonly played: PromiseSettledResult<Played>;
  /** False where something that was to go wrong did not. */
  readonly all_went_wrong: boolean;
}

export async function checkScene(
  scene: Scene,
  { played, all_went_wrong }: Begun,
  stage: Stage,
): Promise<void> {
  if (played.status === "rejected") throw played.reason;
  expect(all_went_wrong, "all that was to go wrong went wrong").toBe(true);
  const operation = await stage.reaches(played.value, ...resting);
  const [timeline, attempts, deed] = await Promise.all([
    stage.timeline(played.value),
    stage.read(played.value, "/attempts"),
    deedOf(played.value, stage),
  ]);
  await scene.check({ played: played.value, stage, operation, timeline, attempts: attempts.data, deed });
  expect(await falseClaims(played.value, stage)).toEqual([]);
  isComplete(operation, played.value.way);
}
