import { expect } from "vitest";
import { answers, losesAnswer, losesCall, type Mishap } from "../stage/wire.ts";
import type { Way } from "../ways.ts";
import type { End, Scene, Scenes } from "./scene.ts";

/** Silence says neither yes nor no: nothing is sent again, and whoever can be asked is asked. */
export const lostAnswers: Scenes = (way) => [
  scene(way, "whose answer is lost", losesAnswer),
  scene(way, "whose answer is replaced by a proxy's page", async (request, send) => {
    await send(request);
    return await answers({ status: 502, headers: { "content-type": "text/html" }, body: "<html>" })(
      request,
      send,
    );
  }),
  {
    says: "whose call is lost on its way is not called done, and nobody is charged for it later",
    begin: (stage) =>
      stage.play(way, { beforeCharge: () => stage.wire.befall(way.provider, way.habits.charges, losesCall) }),
    check: (end) => {
      isSentOnce(end);
      expect(end.deed.times).toBe(0);
      expect(["failed", "in_reconciliation"]).toContain(end.operation.status);
    },
  },
];

function scene(way: Way, says: string, mishap: Mishap): Scene {
  const { name, capabilities } = { name: way.provider.name, ...way.declared };
  const findable = capabilities.inquiry === "by_reference";
  const because = findable
    ? "is found by our own name for it"
    : `is not called failed, although ${name} cannot be asked by our own name for it (${capabilities.inquiry})`;
  return {
    says: `${says} ${because}, and done once`,
    begin: (stage) =>
      stage.play(way, { beforeCharge: () => stage.wire.befall(way.provider, way.habits.charges, mishap) }),
    check: (end) => {
      isSentOnce(end);
      const { operation, deed } = end;
      expect(deed.times).toBe(1);
      if (findable || operation.status === "succeeded") {
        expect(operation.status).toBe("succeeded");
        expect(["inquiry", "callback"]).toContain(operation.outcome.basis.evidence);
      } else {
        expect(operation).toMatchObject({ status: "in_reconciliation", outcome: { money: "unknown" } });
      }
    },
  };
}

/** No call that can charge is made twice but where the provider promises to tell a repeat. */
function isSentOnce({ attempts, played }: End): void {
  const { deduplicates } = played.way.declared.capabilities;
  const kinds: readonly string[] = attempts
    .map(({ kind }) => kind)
    .filter((kind) => kind === "submit" || kind === "confirm");
  const repeated = kinds.filter((kind, index) => kinds.indexOf(kind) !== index);
  const unsafe = repeated.filter((kind) => !(deduplicates as readonly string[]).includes(kind));
  expect(unsafe, "calls that can charge and were made again after silence").toEqual([]);
}
