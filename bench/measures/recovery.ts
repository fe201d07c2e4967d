import { setTimeout } from "node:timers/promises";
import { startByHand } from "../contenders/by-hand/by-hand.ts";
import { prepareHakika, startAtRest, startNode } from "../contenders/hakika/hakika.ts";
import { preparePipeline } from "../contenders/pipeline/schema.ts";
import { acceptMany } from "../rig/accept-load.ts";
import type { Surroundings } from "../rig/account.ts";
import type { Program } from "../rig/program.ts";
import { type ProviderStub, startProvider } from "../rig/provider-stub.ts";
import type { Rig } from "../rig/rig.ts";
import type { Measure } from "./result.ts";
import { takeTurns } from "./rounds.ts";

/** Payments whose calls are all due when the gateway starts. */
const BURST = 1_500;
/** What the job queue takes where nobody tells it more. */
const DEFAULT_JOBS_AT_ONCE = 1;
const LOOK_EVERY_MS = 10;

interface Side {
  readonly name: string;
  /** A process that only takes payments, and then one that works off what was left. */
  prepare(
    database_url: string,
    surroundings: Surroundings,
  ): Promise<{ take(): Promise<Program>; goOn(): Promise<Program> }>;
}

const ours: Side = {
  name: "Hakika",
  prepare: async (database_url, surroundings) => {
    const database = await prepareHakika(database_url, surroundings);
    return { take: () => startAtRest(database, { stores: true }), goOn: () => startNode(database, "bench") };
  },
};

const queue: Side = {
  name: "graphile-worker",
  prepare: async (database_url, surroundings) => {
    await preparePipeline(database_url);
    const start = (jobs: number) => startByHand({ ...surroundings, database_url }, jobs);
    return { take: () => start(0), goOn: () => start(DEFAULT_JOBS_AT_ONCE) };
  },
};

/** G7: how fast a gateway works off what was left to it. The provider answers, and no callback comes. */
export const recovery: Measure = async (rig, { rounds }) => {
  const sides = [ours, queue];
  let databases = 0;
  const turns = await takeTurns(sides, rounds, async (side) => {
    databases += 1;
    return await recoveredPerSecond(side, await rig.cluster.newDatabase(`recovery_${databases}`), rig);
  });
  return [
    {
      goal: "G7",
      measure: `work recovered after a burst of ${BURST}, jobs/s`,
      against: "graphile-worker as it comes",
      found: turns.ratio(ours, queue, (rate) => rate),
      target: { at_least: 12 },
      detail: turns.show(sides, (rate) => `${Math.round(rate)}/s`),
    },
  ];
};

async function recoveredPerSecond(side: Side, database_url: string, { surroundings }: Rig): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const provider = await startProvider(surroundings.account, "is_silent");
  stack.defer(() => provider.stop());
  const { take, goOn } = await side.prepare(database_url, { ...surroundings, provider_url: provider.url });
  const taking = await take();
  await acceptMany(taking.url, BURST, surroundings.account);
  await taking.stop();
  const going_on = await goOn();
  stack.defer(() => going_on.stop());
  const first = await untilCalls(provider, 1);
  const last = await untilCalls(provider, BURST);
  return ((last.calls - first.calls) * 1_000) / (last.at - first.at);
}

async function untilCalls(
  provider: ProviderStub,
  wanted: number,
): Promise<{ readonly calls: number; readonly at: number }> {
  for (;;) {
    const calls = await provider.calls();
    if (calls >= wanted) return { calls, at: performance.now() };
    await setTimeout(LOOK_EVERY_MS);
  }
}
