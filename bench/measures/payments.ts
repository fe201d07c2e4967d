import { byHand } from "../contenders/by-hand/by-hand.ts";
import { hakika } from "../contenders/hakika/hakika.ts";
import { startAll } from "../contenders/start-all.ts";
import { tuned } from "../contenders/tuned/tuned.ts";
import { type WholePayments, wholePayments } from "../rig/whole-payments.ts";
import type { Measure } from "./result.ts";
import { takeTurns, WARM_UP } from "./rounds.ts";

const IN_FLIGHT = 256;

/** G1, G2 and G3: from the merchant's request to the signed webhook about its end. */
export const payments: Measure = async (rig, { rounds, seconds }) => {
  const { cluster, surroundings } = rig;
  const ours = await hakika(await cluster.newDatabase("payments_hakika"), surroundings);
  const by_hand = await byHand(await cluster.newDatabase("payments_by_hand"), surroundings);
  const tuned_up = await tuned(await cluster.newDatabase("payments_tuned"), surroundings);
  const sides = [ours, by_hand, tuned_up];
  await using running = await startAll(sides);
  const load = { in_flight: IN_FLIGHT, seconds };
  for (const side of sides)
    await wholePayments(running.of(side), { ...load, seconds: WARM_UP * seconds }, rig);
  const turns = await takeTurns(sides, rounds, (side) => wholePayments(running.of(side), load, rig));
  const detail = turns.show(sides, (found) => {
    const parts = [found.gateway_us, found.database_us].map((us) => (us / 1_000).toFixed(2));
    return `${Math.round(found.payments_per_second)}/s, ${parts.join(" + ")} ms`;
  });
  const rate = (found: WholePayments) => found.payments_per_second;
  const cost = (found: WholePayments) => found.gateway_us + found.database_us;
  const measure = `whole payments/s, ${IN_FLIGHT} in flight`;
  return [
    {
      goal: "G1",
      measure,
      against: "a pipeline written by hand",
      found: turns.ratio(ours, by_hand, rate),
      target: { at_least: 12 },
      detail,
    },
    {
      goal: "G2",
      measure,
      against: "the same, tuned",
      found: turns.ratio(ours, tuned_up, rate),
      target: { at_least: 7 },
      detail,
    },
    {
      goal: "G3",
      measure: "processor time of a payment, gateway + PostgreSQL",
      against: "a pipeline written by hand",
      found: turns.ratio(ours, by_hand, cost),
      target: { at_most: 1 / 14 },
      detail,
    },
  ];
};
