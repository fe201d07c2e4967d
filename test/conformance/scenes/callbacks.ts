import { expect } from "vitest";
import type { FaultWish } from "../../../src/sandbox/faults/fault.ts";
import { MINUTE, SECOND } from "../../support/operations.ts";
import type { Played } from "../stage/observer.ts";
import type { Stage } from "../stage/stage.ts";
import type { Way } from "../ways.ts";
import type { End, Scene, Scenes } from "./scene.ts";

/** Whatever becomes of the provider's messages, the operation ends as the provider's books have it. */
export const callbacks: Scenes = (way) => {
  const { tells } = way.habits;
  if (tells === null) return [noCallbacks(way)];
  const faults: readonly (readonly [says: string, fault: FaultWish])[] = [
    ["is lost", { kind: "drop_callback", acknowledged: true }],
    ["comes twice", { kind: "double_callback" }],
    ["comes ten minutes late", { kind: "delay_callback", ms: 10 * MINUTE }],
    ["is overtaken", { kind: "reorder_callbacks", ms: MINUTE }],
    ["comes after a forged one that says the opposite", { kind: "forge_callback" }],
    ["is altered on its way", { kind: "alter_callback" }],
  ];
  return [
    ...faults.map(
      ([says, fault]): Scene => ({
        says: `whose callback ${says} succeeds all the same, once`,
        begin: (stage) => meets(way, stage, { ...fault, operation: tells, count: 1 }),
        check: ({ operation, deed }) => {
          expect([operation.status, deed.times]).toEqual(["succeeded", 1]);
          expect(operation.needs_review).toBe(false);
        },
      }),
    ),
    contradicted(way, tells),
  ];
};

/** Who once said yes and then no is not believed a second time, by no machine. */
function contradicted(way: Way, tells: string): Scene {
  return {
    says: "that a second callback contradicts stays as it is, and a person is told if the callback is proof",
    begin: (stage) => meets(way, stage, { kind: "contradict_callback", operation: tells, count: 1 }),
    check: async (end) => {
      const { operation, deed } = end;
      expect([operation.status, deed.times]).toEqual(["succeeded", 1]);
      expect(operation.needs_review).toBe(proofsIn(end).length > 1);
    },
  };
}

function proofsIn({ timeline }: End) {
  return timeline.filter(({ detail }) => detail.evidence === "callback" && detail.strength === "proof");
}

function noCallbacks(way: Way): Scene {
  return {
    says: `waits for no callback, because ${way.provider.name} sends none about it`,
    begin: (stage) => stage.play(way),
    check: ({ operation, timeline }) => {
      expect(operation.status).toBe("succeeded");
      expect(timeline.filter(({ kind }) => kind === "callback")).toEqual([]);
    },
  };
}

/** Enough for any payer to have agreed, and for the provider to have told of it. */
const TOLD_AFTER = 30 * SECOND;

async function meets(way: Way, stage: Stage, fault: FaultWish): Promise<Played> {
  const path = `/${way.provider.id}/faults`;
  await stage.world.control(path, fault);
  const played = await stage.play(way);
  // Time that passes before the call is made brings no callback.
  await stage.isUnderWay(played);
  await stage.world.advance(TOLD_AFTER);
  const { faults } = await stage.world.control(path);
  expect(faults.at(-1).fired, "the callback met its fault").toBe(1);
  return played;
}
