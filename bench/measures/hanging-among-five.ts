import { prepareHakika, startNode } from "../contenders/hakika/hakika.ts";
import { type ProviderId, providerIds } from "../rig/dialects/dialects.ts";
import { postBacklog, type Times, timesOf } from "../rig/operation-times.ts";
import { startAllProviders } from "../rig/provider-stub.ts";
import type { Rig } from "../rig/rig.ts";
import { wholePayments } from "../rig/whole-payments.ts";
import type { Effort, Measure } from "./result.ts";
import { takeTurns, WARM_UP } from "./rounds.ts";

/** Far below what a node can take, so that what is seen is the fault and not a queue. */
const PER_SECOND = 100;
/** What has gathered for one of five in five minutes at this pace: more than a node holds in memory. */
const BACKLOG = (5 * 60 * PER_SECOND) / providerIds.length;
const WARM_UP_IN_FLIGHT = 64;
/** In the hundredth part of what is measured, there have to be some. */
const LENGTH = 2;

interface Side {
  readonly name: string;
  readonly hangs: boolean;
}

const well: Side = { name: "without the fault", hangs: false };
const hanging: Side = { name: "with it", hangs: true };

/** G10 and G13: one of five providers, each round another one, hangs on every call. What do the other four feel of it? */
export const hangingAmongFive: Measure = async (rig, effort) => {
  const sides = [hanging, well];
  let begun = 0;
  const turns = await takeTurns(sides, effort.rounds, async ({ hangs }) => {
    const round = Math.floor(begun / sides.length);
    begun += 1;
    const ill = providerIds[round % providerIds.length] ?? "mpesa-ke";
    return await othersWhile({ ill, hangs, name: `among_five_${begun}` }, effort, rig);
  });
  const detail = turns.show(sides, ({ accept_p99, end_p50, end_p99, without_end }) => {
    const lost = without_end === 0 ? "" : `, ${without_end} without an end`;
    return `${end_p99.toFixed(1)} ms (p50 ${end_p50.toFixed(1)} ms, accept p99 ${accept_p99.toFixed(1)} ms${lost})`;
  });
  const measure = (what: string) =>
    `${what} p99 of four providers at ${PER_SECOND}/s while a fifth hangs, ${BACKLOG} operations of which wait`;
  return [
    {
      goal: "G10",
      measure: measure("accept"),
      against: "without the fault",
      found: turns.ratio(hanging, well, ({ accept_p99 }) => accept_p99),
      target: { at_most: 1.2 },
      detail,
    },
    {
      goal: "G13",
      measure: measure("end-to-end"),
      against: "without the fault",
      found: turns.ratio(hanging, well, ({ end_p99 }) => end_p99),
      target: { at_most: 1.5 },
      detail,
    },
  ];
};

/** Both sides do the same, but for the answers of one provider. */
async function othersWhile(
  { ill, hangs, name }: { readonly ill: ProviderId; readonly hangs: boolean; readonly name: string },
  { seconds }: Effort,
  rig: Rig,
): Promise<Times> {
  await using stack = new AsyncDisposableStack();
  const providers = await startAllProviders(rig.surroundings.account);
  stack.defer(() => providers.stop());
  const around = { ...rig.surroundings, provider_urls: providers.urls };
  const node = await startNode(await prepareHakika(await rig.cluster.newDatabase(name), around), "bench");
  stack.defer(() => node.kill());
  const running = { ...node, process_ids: [node.process_id] };
  const warming = { in_flight: WARM_UP_IN_FLIGHT, seconds: WARM_UP * seconds, mix: providerIds };
  await wholePayments(running, warming, rig);
  if (hangs) await providers.behave(ill, "hangs");
  await postBacklog(node.url, { provider: ill, count: BACKLOG, waits: !hangs }, rig);
  const load = { per_second: PER_SECOND, seconds: LENGTH * seconds, mix: providerIds, left_out: ill };
  return await timesOf(node.url, load, rig);
}
