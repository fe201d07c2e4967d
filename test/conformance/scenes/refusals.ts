import { expect } from "vitest";
import type { Way } from "../ways.ts";
import type { End, Scene, Scenes } from "./scene.ts";

/** Nobody is charged who does not want to be, or cannot be. */
export const refusals: Scenes = (way) => [
  {
    says: "that is refused fails with the reason that the registry has for it, and can be asked for again",
    begin: (stage) => stage.play(way, { is: way.habits.refused }),
    check: (end) => {
      expect([end.operation.status, end.deed.times]).toEqual(["failed", 0]);
      const { outcome } = end.operation;
      const meant = way.provider.codes.rows.filter(({ code }) => code === outcome.provider.code);
      expect(meant.map(({ reason }) => reason)).toContain(outcome.reason);
      if (way.kind === "message") expect(outcome.money).toBe("none");
      else expect(outcome).toMatchObject({ money: expect.stringMatching(/not_moved|returned/) });
    },
  },
  ...(way.habits.refuses_at === undefined ? [] : [declinesOnPage(way)]),
  way.challenge === "none" ? asksNobody(way) : staysAway(way),
];

function declinesOnPage(way: Way): Scene {
  return {
    says: "that its payer declines on the page is not done",
    begin: (stage) => stage.play(way, { payer: "refuses", ...inCase(way.habits.stays_away) }),
    check: isNotDone,
  };
}

function staysAway(way: Way): Scene {
  return {
    says: "that its payer never answers ends by itself, and charges nobody",
    begin: (stage) => stage.play(way, { payer: "stays away", ...inCase(way.habits.stays_away) }),
    check: isNotDone,
  };
}

function asksNobody(way: Way): Scene {
  return {
    says: `asks nobody, because ${way.provider.name} lets no payer take part in it`,
    begin: (stage) => stage.play(way),
    check: ({ timeline, operation }) => {
      expect(timeline.map(({ detail }) => detail.status)).not.toContain("awaiting_payer");
      expect(operation.status).toBe("succeeded");
    },
  };
}

function inCase(name: string | undefined): { readonly is?: string } {
  return name === undefined ? {} : { is: name };
}

function isNotDone({ operation, deed }: End): void {
  expect([operation.status, deed.times]).toEqual(["failed", 0]);
  expect(operation.outcome).toMatchObject({ money: "not_moved", safe_to_charge_again: true });
}
