import { hakika } from "../contenders/hakika/hakika.ts";
import { startAll } from "../contenders/start-all.ts";
import { fill } from "../database/fill.ts";
import { type WholePayments, wholePayments } from "../rig/whole-payments.ts";
import type { Measure } from "./result.ts";
import { takeTurns, WARM_UP } from "./rounds.ts";

const FEW = 10_000;
const IN_FLIGHT = 64;

/** G12: is a payment dearer where many are stored? `many`: how many. */
export function stored(many: number): Measure {
  return async (rig, { rounds, seconds }) => {
    const withStored = async (count: number) => {
      const database_url = await rig.cluster.newDatabase(`stored_${count}`);
      const contender = await hakika(database_url, rig.surroundings);
      await fill(database_url, count);
      return { ...contender, name: `with ${count.toLocaleString("en")}` };
    };
    const [full, almost_empty] = [await withStored(many), await withStored(FEW)];
    const sides = [full, almost_empty];
    await using running = await startAll(sides);
    const load = { in_flight: IN_FLIGHT, seconds };
    for (const side of sides)
      await wholePayments(running.of(side), { ...load, seconds: WARM_UP * seconds }, rig);
    const turns = await takeTurns(sides, rounds, (side) => wholePayments(running.of(side), load, rig));
    const cost = ({ gateway_us, database_us }: WholePayments) => gateway_us + database_us;
    return [
      {
        goal: "G12",
        measure: `processor time of a payment with ${many.toLocaleString("en")} stored`,
        against: `with ${FEW.toLocaleString("en")}`,
        found: turns.ratio(full, almost_empty, cost),
        target: { at_most: 1.15 },
        detail: turns.show(
          sides,
          (found) => `${(cost(found) / 1_000).toFixed(2)} ms, ${Math.round(found.payments_per_second)}/s`,
        ),
      },
    ];
  };
}
