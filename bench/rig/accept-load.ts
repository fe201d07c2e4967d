import { quantile } from "../measures/result.ts";
import type { Account } from "./account.ts";
import { Connection } from "./connection.ts";
import { paymentRequest } from "./payment-request.ts";

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
    while (performance.now() < ends_at) took_ms.push(await accept(connection, url, account));
  });
  return summary(took_ms, performance.now() - began);
}

/** Posts so many payments, and leaves them as they are. */
export async function acceptMany(url: string, count: number, account: Account): Promise<void> {
  let left = count;
  await onConnections(url, CONNECTIONS, async (connection) => {
    while (left-- > 0) await accept(connection, url, account);
  });
}

const CONNECTIONS = 64;

/**
 * Posts payments at an even pace, whether the earlier ones were answered or not. What a payment took is counted from the
 * moment at which it should have gone out, so that a pause is seen by all that it held up.
 */
export async function steadyAccepts(
  url: string,
  { per_second, seconds }: { readonly per_second: number; readonly seconds: number },
  account: Account,
): Promise<Accepts> {
  const began = performance.now();
  const took_ms: number[] = [];
  const total = per_second * seconds;
  let sent = 0;
  await onConnections(url, CONNECTIONS, async (connection) => {
    while (sent < total) {
      const due_at = began + (sent++ * 1_000) / per_second;
      await pauseUntil(due_at);
      await accept(connection, url, account);
      took_ms.push(performance.now() - due_at);
    }
  });
  return summary(took_ms, performance.now() - began);
}

async function accept(connection: Connection, url: string, account: Account): Promise<number> {
  const asked_at = performance.now();
  const { status, text } = await connection.call(paymentRequest(url, account).bytes);
  if (status !== 202) throw new Error(`A payment was answered with ${text}`);
  return performance.now() - asked_at;
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

function pauseUntil(at: number): Promise<void> {
  const wait = at - performance.now();
  return wait <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, wait));
}

function summary(took_ms: readonly number[], all_ms: number): Accepts {
  const sorted = took_ms.toSorted((one, other) => one - other);
  return {
    per_second: (sorted.length * 1_000) / all_ms,
    p50_ms: quantile(sorted, 0.5),
    p99_ms: quantile(sorted, 0.99),
  };
}
