import { setTimeout } from "node:timers/promises";
import { quantile } from "../measures/result.ts";
import type { Account } from "./account.ts";
import { Connection } from "./connection.ts";
import { type OperationRequest, operationRequest } from "./operation-request.ts";

export interface Accepts {
  readonly per_second: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
}

/** Posts payments as fast as the answers come, on so many connections. */
export async function accepts(
  url: string,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
  account: Account,
): Promise<Accepts> {
  const began = performance.now();
  const ends_at = began + seconds * 1_000;
  const took_ms: number[] = [];
  await onConnections(url, connections, async (connection) => {
    while (performance.now() < ends_at)
      took_ms.push(await accept(connection, operationRequest(url, account)));
  });
  return summary(took_ms, performance.now() - began);
}

/** Posts so many payments, and leaves them as they are. */
export async function acceptMany(url: string, count: number, account: Account): Promise<void> {
  await postMany(url, count, async (connection) => {
    await accept(connection, operationRequest(url, account));
  });
}

/** Posts so many, as fast as the answers come. */
export async function postMany(
  url: string,
  count: number,
  post: (connection: Connection) => Promise<void>,
): Promise<void> {
  let left = count;
  await onConnections(url, CONNECTIONS, async (connection) => {
    while (left-- > 0) await post(connection);
  });
}

const CONNECTIONS = 64;

/** Payments at an even pace. */
export async function steadyAccepts(url: string, pace: Pace, account: Account): Promise<Accepts> {
  const began = performance.now();
  const took_ms: number[] = [];
  await steadily(url, pace, async (connection, due_at) => {
    await accept(connection, operationRequest(url, account));
    took_ms.push(performance.now() - due_at);
  });
  return summary(took_ms, performance.now() - began);
}

export interface Pace {
  readonly per_second: number;
  readonly seconds: number;
}

/**
 * Posts at an even pace, whether the earlier ones were answered or not. What one took is to be counted from `due_at`, the
 * moment at which it should have gone out, so that a pause is seen by all that it held up.
 */
export async function steadily(
  url: string,
  { per_second, seconds }: Pace,
  post: (connection: Connection, due_at: number) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const total = per_second * seconds;
  let sent = 0;
  await onConnections(url, CONNECTIONS, async (connection) => {
    while (sent < total) {
      const due_at = began + (sent++ * 1_000) / per_second;
      await pauseUntil(due_at);
      await post(connection, due_at);
    }
  });
}

/** What a node asks for in `Retry-After` that has too much to do just now. */
const OVERLOADED_MS = 1_000;

/** How many milliseconds it took until it was taken, with the waits of a merchant who was told to come again. */
export async function accept(connection: Connection, { bytes }: OperationRequest): Promise<number> {
  const asked_at = performance.now();
  for (;;) {
    const { status, text } = await connection.call(bytes);
    if (status === 202) return performance.now() - asked_at;
    if (status !== 503) throw new Error(`An operation was answered with ${text}`);
    await setTimeout(OVERLOADED_MS);
  }
}

async function onConnections(
  url: string,
  count: number,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(url)));
  await Promise.all(connections.map(work));
  for (const connection of connections) connection.close();
}

async function pauseUntil(at: number): Promise<void> {
  const wait = at - performance.now();
  if (wait > 0) await setTimeout(wait);
}

function summary(took_ms: readonly number[], all_ms: number): Accepts {
  const sorted = took_ms.toSorted((one, other) => one - other);
  return {
    per_second: (sorted.length * 1_000) / all_ms,
    p50_ms: quantile(sorted, 0.5),
    p99_ms: quantile(sorted, 0.99),
  };
}
