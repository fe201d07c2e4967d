import { setTimeout } from "node:timers/promises";
import { prepareHakika, startNode } from "../contenders/hakika/hakika.ts";
import { acceptMany } from "../rig/accept-load.ts";
import { ask } from "../rig/cluster.ts";
import { startProvider } from "../rig/provider-stub.ts";
import type { Rig } from "../rig/rig.ts";
import { type Measure, spread } from "./result.ts";

const CALLS_UNDER_WAY = 50;
const LEASE_S = 5;
const LOOK_EVERY_MS = 50;

/** G8: one of two nodes is killed in the middle of its calls. When has the other taken all of them up? */
export const killedNode: Measure = async (rig, { rounds }) => {
  const took_s: number[] = [];
  for (let round = 1; round <= rounds; round += 1) took_s.push(await takenUpAfter(`killed_${round}`, rig));
  return [
    {
      goal: "G8",
      measure: "a killed node's work starts again",
      against: `its lease of ${LEASE_S} s`,
      found: spread(took_s, "s"),
      target: { at_most: LEASE_S + 1 },
      detail: `the last of ${CALLS_UNDER_WAY} calls that were under way`,
    },
  ];
};

async function takenUpAfter(database_name: string, { cluster, surroundings }: Rig): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const provider = await startProvider(surroundings.account, "hangs");
  stack.defer(() => provider.stop());
  const database_url = await cluster.newDatabase(database_name);
  const database = await prepareHakika(database_url, { ...surroundings, provider_url: provider.url });
  const doomed = await startNode(database, "doomed");
  stack.defer(() => doomed.kill());
  const survivor = await startNode(database, "survivor");
  stack.defer(() => survivor.stop());
  await acceptMany(doomed.url, CALLS_UNDER_WAY, surroundings.account);
  while ((await provider.calls()) < CALLS_UNDER_WAY) await setTimeout(LOOK_EVERY_MS);
  const [killed] = await ask<{ at: Date }>(database_url, "select clock_timestamp() as at");
  await doomed.kill();
  for (;;) {
    const [taken_up] = await ask<{ count: number; last: Date }>(database_url, silences);
    if (taken_up?.count === CALLS_UNDER_WAY)
      return (taken_up.last.getTime() - (killed?.at.getTime() ?? 0)) / 1_000;
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** Whoever takes up a call that was under way writes down first that its answer is lost. */
const silences = "select count(*)::integer, max(at) as last from hakika.events where type = 'attempt_silent'";
