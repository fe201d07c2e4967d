import type { Running } from "../contenders/contender.ts";
import { Connection } from "./connection.ts";
import type { ProviderId } from "./dialects/dialects.ts";
import { operationRequest } from "./operation-request.ts";
import { processorTime, processorTimeOfFamily } from "./processor-time.ts";
import type { Rig } from "./rig.ts";

export interface WholePayments {
  readonly payments_per_second: number;
  /** Microseconds of processor time for each payment: the contender's own processes, and PostgreSQL's. */
  readonly gateway_us: number;
  readonly database_us: number;
}

export interface WholeLoad {
  readonly in_flight: number;
  readonly seconds: number;
  /** Who is paid through, in turn; left out: M-Pesa alone. */
  readonly mix?: readonly ProviderId[];
}

/** From the merchant's request to the signed webhook about its end, so many payments under way at once. */
export async function wholePayments(
  { url, process_ids }: Running,
  { in_flight, seconds, mix = ["mpesa-ke"] }: WholeLoad,
  { receiver, cluster, surroundings }: Rig,
): Promise<WholePayments> {
  const connections = await Promise.all(Array.from({ length: in_flight }, () => Connection.open(url)));
  const spent = () => ({
    gateway_us: process_ids.reduce((sum, id) => sum + (processorTime(id) ?? Number.NaN), 0),
    database_us: processorTimeOfFamily(cluster.process_id) ?? Number.NaN,
  });
  const before = spent();
  const began = performance.now();
  const ends_at = began + seconds * 1_000;
  let begun = 0;
  let payments = 0;
  const pay = async (connection: Connection): Promise<void> => {
    while (performance.now() < ends_at) {
      const provider = mix[begun++ % mix.length];
      const { reference, bytes } = operationRequest(url, surroundings.account, provider);
      const arrived = inTime(receiver.arrival(reference), reference);
      const { status, text } = await connection.call(bytes);
      if (status !== 202) throw new Error(`A payment was answered with ${text}`);
      await arrived;
      payments += 1;
    }
  };
  await Promise.all(connections.map(pay));
  const after = spent();
  for (const connection of connections) connection.close();
  return {
    payments_per_second: (payments * 1_000) / (performance.now() - began),
    gateway_us: (after.gateway_us - before.gateway_us) / payments,
    database_us: (after.database_us - before.database_us) / payments,
  };
}

/** Longer than a provider is silent before it is asked. */
const WEBHOOK_WITHIN_MS = 60_000;

async function inTime(arrival: Promise<void>, reference: string): Promise<void> {
  const patience = Promise.withResolvers<never>();
  const lost = () => patience.reject(new Error(`No webhook came about ${reference}.`));
  const timer = setTimeout(lost, WEBHOOK_WITHIN_MS);
  await Promise.race([arrival, patience.promise]);
  clearTimeout(timer);
}
