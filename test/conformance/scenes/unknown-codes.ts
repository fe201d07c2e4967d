import { expect } from "vitest";
import { spoilsCodes } from "../stage/wire.ts";
import type { Scenes } from "./scene.ts";

/** A code without a row is neither success nor failure. */
export const unknownCodes: Scenes = (way) => [
  {
    says: "that is answered with codes of which nobody has heard is neither done nor failed by that answer",
    begin: (stage) =>
      stage.play(way, {
        beforeCharge: () => stage.wire.befall(way.provider, way.habits.charges, spoilsCodes(way.provider)),
      }),
    check: ({ operation, timeline, deed }) => {
      expect(deed.times).toBe(1);
      const read = timeline.filter(({ detail }) => detail.evidence === "answer");
      expect(read.map(({ detail }) => [detail.finality, detail.money])).toContainEqual([
        "unresolved",
        "unknown",
      ]);
      expect(["succeeded", "in_reconciliation"]).toContain(operation.status);
      if (operation.status === "succeeded") expect(operation.outcome.basis.evidence).not.toBe("answer");
    },
  },
];
