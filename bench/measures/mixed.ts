import { hakika } from "../contenders/hakika/hakika.ts";
import { startAll } from "../contenders/start-all.ts";
import { type ProviderId, providerIds } from "../rig/dialects/dialects.ts";
import { startAllProviders } from "../rig/provider-stub.ts";
import { type WholePayments, wholePayments } from "../rig/whole-payments.ts";
import type { Measure } from "./result.ts";
import { takeTurns, WARM_UP } from "./rounds.ts";

const IN_FLIGHT = 256;
/** Each provider's calls are a code of their own, which has to get warm as well. */
const WARM_UP_OF_ALL = WARM_UP * 2;

/** Whole operations of all providers in turn: does a mix cost more than the one that every other measure is made with? */
export const mixed: Measure = async (rig, { rounds, seconds }) => {
  await using providers = new AsyncDisposableStack();
  const stub = await startAllProviders(rig.surroundings.account);
  providers.defer(() => stub.stop());
  const sideOf = async (name: string, mix: readonly ProviderId[]) => {
    const database_url = await rig.cluster.newDatabase(`mixed_${mix.length}`);
    const contender = await hakika(database_url, { ...rig.surroundings, provider_urls: stub.urls });
    return { ...contender, name, mix };
  };
  const all = await sideOf("all five mixed", providerIds);
  const alone = await sideOf("M-Pesa alone", ["mpesa-ke"]);
  const sides = [all, alone];
  await using running = await startAll(sides);
  const turn = (side: typeof all, length: number) =>
    wholePayments(running.of(side), { in_flight: IN_FLIGHT, seconds: length, mix: side.mix }, rig);
  for (const side of sides) await turn(side, WARM_UP_OF_ALL * seconds);
  const turns = await takeTurns(sides, rounds, (side) => turn(side, seconds));
  const detail = turns.show(sides, (found) => {
    const parts = [found.gateway_us, found.database_us].map((us) => (us / 1_000).toFixed(2));
    return `${Math.round(found.payments_per_second)}/s, ${parts.join(" + ")} ms`;
  });
  const cost = ({ gateway_us, database_us }: WholePayments) => gateway_us + database_us;
  return [
    {
      goal: "",
      measure: `whole operations/s of all five providers mixed, ${IN_FLIGHT} in flight`,
      against: "M-Pesa alone",
      found: turns.ratio(all, alone, ({ payments_per_second }) => payments_per_second),
      detail,
    },
    {
      goal: "",
      measure: "processor time of an operation, all five mixed",
      against: "M-Pesa alone",
      found: turns.ratio(all, alone, cost),
      detail,
    },
  ];
};
