import type { SimulatorHost } from "../../../connector/simulator.ts";
import { ApiError } from "./gateway/api-error.ts";
import { entryOf, number } from "./settings.ts";

/** What stands behind the gateway: ring-back tones, content subscriptions, wallets, airtime, the network's register. */
export type SystemId = "RBT" | "CSM" | "ECW" | "AIR" | "HLR";

const states = ["up", "slow", "timeout", "stall", "garbage", "refuse", "maintenance"] as const;
type SystemState = (typeof states)[number];

/** Codes after which nobody knows what the system has done. */
export type DoubtCode = "1004" | "1007" | "3001" | "3003";

const doubts: { readonly [state in SystemState]?: { readonly code: DoubtCode; readonly says: string } } = {
  timeout: { code: "3003", says: "no answer within the gateway's time" },
  stall: { code: "1007", says: "started, and no result within the operation limit" },
  garbage: { code: "3001", says: "the answer cannot be read" },
};

/**
 * Goes on once the system has taken the call. Resolves with the code to answer where it took it and the gateway has no
 * readable answer; throws where it took nothing.
 */
export async function reach(host: SimulatorHost, system: SystemId): Promise<DoubtCode | null> {
  const state = stateOf(host, system);
  if (state === "refuse") throw new ApiError("2000", `${system}: connection refused.`);
  if (state === "maintenance") throw new ApiError("3000", `${system}: in maintenance.`);
  if (state === "slow") await host.wait(number(host, "slow_ms"));
  const doubt = doubts[state];
  if (doubt === undefined) return null;
  await waitInVain(host);
  host.note(`${system}: ${doubt.says}.`);
  return doubt.code;
}

/** For a reading, which does no harm: every trouble ends it. */
export async function reachForReading(host: SimulatorHost, system: SystemId): Promise<void> {
  const doubt = await reach(host, system);
  if (doubt !== null) throw new ApiError(doubt, `${system}: ${stateOf(host, system)}.`);
}

export async function waitInVain(host: SimulatorHost): Promise<void> {
  const after_ms = number(host, "time_out_after_ms");
  if (after_ms > 0) await host.wait(after_ms);
}

export function isUp(host: SimulatorHost, system: SystemId): boolean {
  const state = stateOf(host, system);
  return state === "up" || state === "slow";
}

function stateOf(host: SimulatorHost, system: SystemId): SystemState {
  const set = entryOf(host, "systems", system);
  return states.find((state) => state === set) ?? "up";
}
