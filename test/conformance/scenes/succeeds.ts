import { expect } from "vitest";
import type { Stage } from "../stage/stage.ts";
import type { Scenes } from "./scene.ts";

/** What the provider's declaration gives as an example is done, once, and everybody is told. */
export const succeeds: Scenes = (way) => [
  {
    says: "that its declaration gives as an example succeeds, and every step of it is told in its order",
    begin: (stage) => stage.play(way),
    check: async ({ operation, deed, timeline, played, stage }) => {
      expect([operation.status, deed.times]).toEqual(["succeeded", 1]);
      expect(operation.outcome).toMatchObject({
        category: "completed",
        finality: "final",
        money: way.kind === "message" ? "none" : "moved",
        actor: "none",
      });
      expect(operation).toMatchObject({ needs_review: false, next_action: null });
      const told = await toldOf(played.id, stage);
      expect(told[0]).toBe(`${way.kind}.created`);
      expect(told.at(-1)).toBe(`${way.kind}.succeeded`);
      expect(told.includes(`${way.kind}.awaiting_payer`)).toBe(way.challenge !== "none");
      expect(stage.webhooks.filter((line) => line.includes(played.id)).map(typeIn)).toEqual(
        expect.arrayContaining([...told]),
      );
      const versions = timeline.flatMap(({ version }) => (version === null ? [] : [version]));
      expect(versions).toEqual(versions.map((_, index) => index + 1));
      expect(timeline.at(-1)?.detail.status ?? operation.status).toBe("succeeded");
      for (const { says } of timeline) expect(says).toMatch(/^[A-Z].*\.$/s);
    },
  },
];

/** Types of its events, by its version then. */
async function toldOf(id: string, stage: Stage): Promise<readonly string[]> {
  const { data } = await stage.world.api(`/v1/events?operation=${id}&limit=50`);
  const events: { type: string; version: number }[] = [...data];
  return events.sort((one, other) => one.version - other.version).map(({ type }) => type);
}

function typeIn(line: string): string {
  return line.split(/\s+/)[1] ?? "";
}
