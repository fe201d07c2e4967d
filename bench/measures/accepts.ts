import { hakikaAtRest, inDesign } from "../contenders/accepting/contenders.ts";
import { startAll } from "../contenders/start-all.ts";
import { type Accepts, accepts as post } from "../rig/accept-load.ts";
import type { Effort, Measure } from "./result.ts";
import { takeTurns, WARM_UP } from "./rounds.ts";

const CROWD = 64;

/** G4, G5 and G6: how dear it is to answer only after the commit. */
export const accepts: Measure = async (rig, effort) => {
  const ours = await hakikaAtRest(rig, { stores: true });
  const without = await hakikaAtRest(rig, { stores: false });
  const trips = await inDesign(rig, "five round trips");
  const statement = await inDesign(rig, "one statement");
  const sides = [ours, without, trips, statement];
  await using running = await startAll(sides);
  const turns = (connections: number, { rounds, seconds }: Effort) =>
    takeTurns(sides, rounds, (side) =>
      post(running.of(side).url, { connections, seconds }, rig.surroundings.account),
    );
  await turns(CROWD, { rounds: 1, seconds: WARM_UP * effort.seconds });
  const crowd = await turns(CROWD, effort);
  const alone = await turns(1, effort);
  const rate = ({ per_second }: Accepts) => per_second;
  const p99 = ({ p99_ms }: Accepts) => p99_ms;
  const p50 = ({ p50_ms }: Accepts) => p50_ms;
  return [
    {
      goal: "G4",
      measure: `accepts/s, ${CROWD} connections`,
      against: "the same route without a database",
      found: crowd.ratio(ours, without, rate),
      target: { at_least: 0.75 },
      detail: crowd.show(sides, (found) => `${Math.round(rate(found))}/s`),
    },
    {
      goal: "G5",
      measure: `accept p99, ${CROWD} connections`,
      against: "a transaction of five round trips",
      found: crowd.ratio(ours, trips, p99),
      target: { at_most: 0.25 },
      detail: crowd.show(sides, (found) => `${p99(found).toFixed(1)} ms`),
    },
    {
      goal: "G6",
      measure: "accept p50, 1 connection",
      against: "one prepared statement",
      found: alone.ratio(ours, statement, p50),
      target: { at_most: 1.1 },
      detail: alone.show(sides, (found) => `${p50(found).toFixed(2)} ms`),
    },
  ];
};
