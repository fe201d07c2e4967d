import type { Measure } from "../measures/result.ts";
import { takeTurns, WARM_UP } from "../measures/rounds.ts";
import { startAll } from "./contestants.ts";
import { installRivals } from "./install-rivals.ts";
import { fireAt, type Measured } from "./load.ts";

const CONNECTIONS = 32;

/**
 * G9: a stateful POST, the sandbox against WireMock and Prism: M-Pesa's initiate, each call for a payer of its own.
 *
 * The sandbox checks the call, keeps the push, opens the prompt and puts its end on the clock, which stands still here.
 * WireMock checks the same, goes from one state of a scenario to the other and fills a template. Both have a journal of the
 * last thousand calls. Prism checks the call against a schema and answers with an example: it keeps no state.
 */
export const sandbox: Measure = async (_rig, { rounds, seconds }) => {
  await using installed = await installRivals();
  await using contestants = await startAll(installed.folder);
  const { ours, rivals } = contestants;
  const sides = [ours, ...rivals];
  const load = { seconds, connections: CONNECTIONS };
  for (const side of sides) {
    await side.begin();
    await fireAt(side, { ...load, seconds: JAVA_WARM_UP * seconds });
  }
  const turns = await takeTurns(sides, rounds, async (side) => {
    await side.begin();
    return await fireAt(side, load);
  });
  const rate = ({ answers_per_second }: Measured) => answers_per_second;
  return rivals.map((rival) => ({
    goal: "G9",
    measure: "the sandbox, answers/s to a stateful POST",
    against: rival.name,
    found: turns.ratio(ours, rival, rate),
    target: { at_least: rival.wanted },
    detail: turns.show([ours, rival], (found) => {
      const cost = found.cost_us === null ? "" : `, ${Math.round(found.cost_us)} µs each`;
      return `${Math.round(rate(found))}/s${cost}`;
    }),
  }));
};

/** A Java server needs thousands of calls more until it is as fast as it can be. */
const JAVA_WARM_UP = 2 * WARM_UP;
