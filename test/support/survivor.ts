import { pino } from "pino";
import { vi } from "vitest";
import { type GatewayOptions, startGateway } from "../../src/app/gateway.ts";
import { ask } from "./ask.ts";
import type { FaultWorld } from "./fault-world.ts";
import { LEASE_MS, TIME_SCALE } from "./quick-time.ts";
import { masterKey } from "./store-node.ts";

/** A node in this process, whose time can be let pass. */
export async function startSurvivor({ database_url, front }: FaultWorld, options: Options = {}) {
  const { others = [], ...changed } = options;
  const faults: string[] = [];
  const gateway = await startGateway({
    database_url,
    master_key: masterKey,
    host: "127.0.0.1",
    port: 0,
    callback_base_url: front.url,
    node: `survivor-${others.length + 1}`,
    log: pino({ level: "error" }, { write: (line) => void faults.push(line) }),
    time_scale: TIME_SCALE,
    lease_ms: LEASE_MS,
    allow_insecure_webhooks: true,
    ...changed,
  });
  const { url } = gateway;
  front.targets = [...others, { url }].map((node) => Number(new URL(node.url).port));
  const letPass = (ms: number) => {
    gateway.clock.advance(ms);
    gateway.poke();
  };
  return { url, faults, letPass, [Symbol.asyncDispose]: () => gateway.stop() };
}

interface Options extends Partial<Pick<GatewayOptions, "time_scale" | "providers" | "through">> {
  /** Those that stand under the same address already. */
  readonly others?: readonly { readonly url: string }[];
}

/** Waits until nothing is the dead node's any more. */
export async function isInherited(database_url: string): Promise<void> {
  const left = () => ask(database_url, "select from hakika.work where owner = 'doomed'");
  await vi.waitUntil(async () => (await left()).length === 0, { timeout: 60_000, interval: 50 });
}
