import { prepareHakika, startNode } from "../contenders/hakika/hakika.ts";
import { type Accepts, steadyAccepts } from "../rig/accept-load.ts";
import { type Behaviour, startProvider } from "../rig/provider-stub.ts";
import type { Rig } from "../rig/rig.ts";
import type { Measure } from "./result.ts";
import { takeTurns } from "./rounds.ts";

/** Far below what a node can take, so that what is seen is the fault and not a queue. */
const PER_SECOND = 100;

interface Side {
  readonly name: string;
  readonly behaviour: Behaviour;
}

const well: Side = { name: "without the fault", behaviour: "pays" };
const hanging: Side = { name: "with it", behaviour: "hangs" };

/** G10: does a provider that hangs on every call hold up whoever posts a payment? */
export const hangingProvider: Measure = async (rig, { rounds, seconds }) => {
  const sides = [hanging, well];
  let databases = 0;
  const turns = await takeTurns(sides, rounds, async ({ behaviour }) => {
    databases += 1;
    return await acceptsWhile(behaviour, { name: `hanging_${databases}`, seconds }, rig);
  });
  return [
    {
      goal: "G10",
      measure: `accept p99 at ${PER_SECOND}/s while a provider hangs on every call`,
      against: "without the fault",
      found: turns.ratio(hanging, well, ({ p99_ms }) => p99_ms),
      target: { at_most: 1.2 },
      detail: turns.show(
        sides,
        ({ p99_ms, p50_ms }) => `${p99_ms.toFixed(1)} ms (p50 ${p50_ms.toFixed(1)} ms)`,
      ),
    },
  ];
};

/** The first half is for the machine to get warm, and for the hanging calls to gather. */
async function acceptsWhile(
  behaviour: Behaviour,
  { name, seconds }: { readonly name: string; readonly seconds: number },
  { cluster, surroundings }: Rig,
): Promise<Accepts> {
  await using stack = new AsyncDisposableStack();
  const provider = await startProvider(surroundings.account, behaviour);
  stack.defer(() => provider.stop());
  const around = { ...surroundings, provider_url: provider.url };
  const node = await startNode(await prepareHakika(await cluster.newDatabase(name), around), "bench");
  stack.defer(() => node.kill());
  const load = { per_second: PER_SECOND, seconds };
  await steadyAccepts(node.url, load, surroundings.account);
  return await steadyAccepts(node.url, load, surroundings.account);
}
