import type { Chance } from "./chance.ts";
import type { FaultWorld } from "./fault-world.ts";
import type { FleetOptions } from "./fleet.ts";
import { HOUR } from "./operations.ts";

/** Where nobody can wait, every wait that a provider declares takes a sixtieth of its time. */
export const TIME_SCALE = 1 / 60;
export const LEASE_MS = 2_000;
/** A day for the nodes, after which each of them has looked whether anything was lost. */
export const QUICK_DAY_MS = 24 * HOUR * TIME_SCALE;

/** The providers go as fast as the nodes think they do, and on the way answers and callbacks are lost now and then. */
export function quicken(world: FaultWorld, { seed }: Chance): void {
  const faults = [
    { kind: "reset", effect: "after", probability: 0.05 },
    { kind: "drop_callback", probability: 0.1 },
    { kind: "double_callback", probability: 0.1, ms: 50 },
  ] as const;
  for (const system of world.systems) {
    world.sideOf(system).replaceSettings(system.quick);
    world.sideOf(system).faults.replace(faults, seed);
  }
}

/** Two nodes for a database, in that hurry. */
export const twoNodes: FleetOptions = [
  { lease_ms: LEASE_MS, time_scale: TIME_SCALE },
  { lease_ms: LEASE_MS, time_scale: TIME_SCALE },
];
