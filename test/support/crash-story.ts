import { Agent } from "undici";
import { expect, vi } from "vitest";
import { withDatabase } from "./database.ts";
import { type FaultWorld, openFaultWorld } from "./fault-world.ts";
import { FollowUps } from "./follow-ups.ts";
import type { NodeProcess } from "./node-process.ts";
import { SECOND } from "./operations.ts";
import { judgeFromOutside, readBooks, timesDone, timesSent } from "./outside-judge.ts";
import { LEASE_MS, TIME_SCALE } from "./quick-time.ts";
import { comeToRest } from "./rest.ts";
import type { Death } from "./sudden-death.ts";
import { isInherited, startSurvivor } from "./survivor.ts";
import type { System } from "./systems.ts";
import { ask, look, newWish, type Told } from "./wish.ts";

/** One that its merchant takes back after it was done, if the system has something to take back. */
export const TAKEN_BACK = 3;
export const KEPT = 1;

/** The node dies just before or just after the first call whose request contains these words. */
export const before = (about: string): Death => ({ when: "before", what: "call", about, time: 1 });
export const after = (about: string): Death => ({ when: "after", what: "call", about, time: 1 });

/** Where something ends, and how often the provider did it. */
export type End = readonly [kind: string, status: string, times: number];

/** Something is wanted of a node that dies over it, and another goes on. */
export interface CrashStory {
  readonly system: System;
  readonly who: typeof TAKEN_BACK | typeof KEPT;
  readonly death: Death;
  /** Of what was wanted, and of what came of that. */
  readonly ends: readonly End[];
}

export async function happens({ system, who, death, ends }: CrashStory): Promise<void> {
  await using database = await withDatabase();
  await using world = await openFaultWorld({
    database_url: database.url,
    time: "standing",
    systems: [system],
  });
  world.sideOf(system).replaceSettings(system.quick);
  const follow_ups = new FollowUps(world);
  const doomed = await world.startNode({ node: "doomed", lease_ms: LEASE_MS, time_scale: TIME_SCALE, death });
  world.front.targets = [Number(new URL(doomed.url).port)];
  const agent = new Agent({ pipelining: 0 });
  const wish = newWish(system, who);
  // Its answer may be lost with the node; whoever repeats it gets another.
  await ask(wish, { world, agent }).catch(() => undefined);
  await isGone(doomed, world);
  await using survivor = await startSurvivor(world);
  await isInherited(database.url);
  await comeToRest(world, survivor.letPass);
  const told = await ask(wish, { world, agent });
  const all: readonly Told[] = [told, ...follow_ups.told.values()];
  expect(await Promise.all(all.map((one) => endOf(one, world, agent)))).toEqual(ends);
  expect(await judgeFromOutside(world, all)).toEqual([]);
  expect([...follow_ups.mistakes, ...survivor.faults]).toEqual([]);
  await agent.close();
}

async function endOf(one: Told, world: FaultWorld, agent: Agent): Promise<End> {
  const { status } = await look(one, { world, agent });
  const times = one.kind === "message" ? timesSent(one, world) : timesDone(one, readBooks(world));
  return [one.kind, status, times];
}

/** Lets time pass at the provider, as much as it takes for everybody there to do their part. */
async function isGone(doomed: NodeProcess, { sandbox }: FaultWorld): Promise<void> {
  let gone = false;
  void doomed.ended.then(() => {
    gone = true;
  });
  const look = async () => {
    await sandbox.clock.advance(SECOND / 10);
    return gone;
  };
  await vi.waitUntil(look, { timeout: 60_000, interval: 50 });
}
