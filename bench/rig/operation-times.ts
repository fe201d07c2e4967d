import { setTimeout } from "node:timers/promises";
import { quantile } from "../measures/result.ts";
import { accept, type Pace, postMany, steadily } from "./accept-load.ts";
import type { Connection } from "./connection.ts";
import type { ProviderId } from "./dialects/dialects.ts";
import { operationRequest } from "./operation-request.ts";
import type { Rig } from "./rig.ts";

/** Milliseconds from the moment at which an operation should have gone out. */
export interface Times {
  readonly accept_p99: number;
  /** To the signed webhook about its end. */
  readonly end_p50: number;
  readonly end_p99: number;
  /** Of how many no webhook had come after `END_WITHIN_MS`, for which they count. */
  readonly without_end: number;
}

const END_WITHIN_MS = 30_000;

interface Taken {
  readonly accept_ms: number;
  readonly ended: Promise<number | null>;
}

/** Operations of all these providers in turn, at an even pace. What one of them does not end is not waited for. */
export async function timesOf(
  url: string,
  load: Pace & { readonly mix: readonly ProviderId[]; readonly left_out: ProviderId },
  rig: Rig,
): Promise<Times> {
  const { mix, left_out } = load;
  const taken: Taken[] = [];
  let begun = 0;
  await steadily(url, load, async (connection, due_at) => {
    const provider = mix[begun++ % mix.length];
    const operation = operationRequest(url, rig.surroundings.account, provider);
    if (provider === left_out) return void (await accept(connection, operation));
    const ended = endOf(operation.reference, due_at, rig);
    await accept(connection, operation);
    taken.push({ accept_ms: performance.now() - due_at, ended });
  });
  const ends = await Promise.all(taken.map(({ ended }) => ended));
  const end_ms = ends.map((ms) => ms ?? END_WITHIN_MS).toSorted(ascending);
  const accept_ms = taken.map((one) => one.accept_ms).toSorted(ascending);
  return {
    accept_p99: quantile(accept_ms, 0.99),
    end_p50: quantile(end_ms, 0.5),
    end_p99: quantile(end_ms, 0.99),
    without_end: ends.filter((ms) => ms === null).length,
  };
}

/** So many operations of one provider, as fast as they are taken. `waits`: until the merchant has heard of each one's end. */
export async function postBacklog(
  url: string,
  {
    provider,
    count,
    waits,
  }: { readonly provider: ProviderId; readonly count: number; readonly waits: boolean },
  rig: Rig,
): Promise<void> {
  const ends: Promise<unknown>[] = [];
  await postMany(url, count, async (connection: Connection) => {
    const operation = operationRequest(url, rig.surroundings.account, provider);
    if (waits) ends.push(endOf(operation.reference, performance.now(), rig));
    await accept(connection, operation);
  });
  await Promise.all(ends);
}

/** Null where it had not come in time. */
async function endOf(reference: string, due_at: number, { receiver }: Rig): Promise<number | null> {
  const patience = new AbortController();
  const arrived = receiver.arrival(reference).then(() => performance.now() - due_at);
  const { signal } = patience;
  const ended = await Promise.race([arrived, setTimeout(END_WITHIN_MS, null, { signal })]);
  patience.abort();
  return ended;
}

function ascending(one: number, other: number): number {
  return one - other;
}
