import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checksOf } from "./requests/every-check.ts";
import { type Begun, beginAll, checkScene, scenesOf } from "./scenes/every-scene.ts";
import type { Scene } from "./scenes/scene.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import { kindsOf, payersOf, providers, ways } from "./ways.ts";

let stage: Stage;
let begun: ReadonlyMap<Scene, Begun>;

const plays = ways.map((way) => ({ way, scenes: scenesOf(way) }));

beforeAll(async () => {
  stage = await openStage();
  begun = await beginAll(
    plays.flatMap(({ scenes }) => scenes),
    stage,
  );
}, 240_000);

afterAll(() => stage[Symbol.asyncDispose]());

test.each(providers.map((provider) => [provider.name, provider] as const))(
  "everything that %s offers is checked",
  (_name, provider) => {
    expect(Object.keys(payersOf(provider).ways).sort()).toEqual([...kindsOf(provider)].sort());
  },
);

describe.each(plays.map(({ way, scenes }) => [way.name, scenes] as const))(
  "%s: an operation",
  (_name, scenes) => {
    test.each(scenes.map((scene) => [scene.says, scene] as const))("%s", async (_says, scene) => {
      const one = begun.get(scene);
      if (one === undefined) throw new Error("It was not begun.");
      await checkScene(scene, one, stage);
    });
  },
);

describe.each(ways.map((way) => [way.name, way] as const))("%s: an operation", (_name, way) => {
  test.each(checksOf(way).map((check) => [check.says, check] as const))("%s", async (_says, check) => {
    await check.run(stage);
  });
});
