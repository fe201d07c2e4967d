import { Agent } from "undici";
import { expect, test, vi } from "vitest";
import { withDatabase } from "../support/database.ts";
import { type FaultWorld, openFaultWorld } from "../support/fault-world.ts";
import { FollowUps } from "../support/follow-ups.ts";
import type { NodeProcess } from "../support/node-process.ts";
import { MINUTE, SECOND } from "../support/operations.ts";
import { judgeFromOutside, readBooks, timesDone } from "../support/outside-judge.ts";
import { LEASE_MS, TIME_SCALE } from "../support/quick-time.ts";
import { comeToRest } from "../support/rest.ts";
import type { Death } from "../support/sudden-death.ts";
import { isInherited, startSurvivor } from "../support/survivor.ts";
import { heldWallets, wallets } from "../support/systems/momo.ts";
import { prompts } from "../support/systems/mtn.ts";
import { phoneBills } from "../support/systems/sla.ts";
import type { System } from "../support/systems.ts";
import { ask, look, newWish, type Told } from "../support/wish.ts";

/** One that is given back whole or not at all. */
const GIVEN_BACK = 3;
const KEPT = 1;

const whole = (system: System): System => ({ ...system, gives_back: system.gives_back?.slice(0, 1) ?? [] });
const before = (about: string): Death => ({ when: "before", what: "call", about, time: 1 });
const after = (about: string): Death => ({ when: "after", what: "call", about, time: 1 });

/** Where each of them ends, and how often the provider did it. */
type End = readonly [kind: string, status: string, times: number];

const paid: End = ["payment", "succeeded", 1];
/** Nobody knows whether the call left, so it is not made again, and a person has to say what became of it. */
const doubted: End = ["payment", "in_reconciliation", 0];

const points: readonly (readonly [
  name: string,
  system: System,
  who: number,
  death: Death,
  ends: readonly End[],
])[] = [
  // Nobody else knows the PIN, so the payer is asked for it again.
  [
    "between a PIN that it took and the call that passes it on",
    phoneBills,
    KEPT,
    { when: "after", what: "remember_call_reference", time: 2 },
    [paid],
  ],
  // This provider cannot be asked about a charge whose answer was lost, so a person is.
  ["before a PIN leaves", phoneBills, KEPT, before("/v2.2/charge"), [doubted]],
  [
    "after a PIN was answered",
    phoneBills,
    KEPT,
    after("/v2.2/charge"),
    [["payment", "in_reconciliation", 1]],
  ],
  ["after a token was fetched, and nothing else", prompts, KEPT, after("/oauth"), [doubted]],
  ["before a capture leaves", heldWallets, KEPT, before("/confirm"), [doubted]],
  ["after a capture was answered", heldWallets, KEPT, after("/confirm"), [paid]],
  [
    "before a refund leaves",
    whole(wallets),
    GIVEN_BACK,
    before("/refund"),
    [paid, ["refund", "in_reconciliation", 0]],
  ],
  [
    "after a refund was answered",
    whole(wallets),
    GIVEN_BACK,
    after("/refund"),
    [paid, ["refund", "succeeded", 1]],
  ],
  [
    "after a refund was answered that cannot be asked about",
    whole(phoneBills),
    GIVEN_BACK,
    after("/v2.2/refund"),
    [paid, ["refund", "in_reconciliation", 1]],
  ],
];

test.concurrent.each(points)(
  "a node that dies %s leaves it to another",
  { timeout: 180_000 },
  async (_name, system, who, death, ends) => {
    await using database = await withDatabase();
    await using world = await openFaultWorld({
      database_url: database.url,
      time: "standing",
      systems: [system],
    });
    world.sideOf(system).replaceSettings(system.quick);
    const follow_ups = new FollowUps(world);
    const doomed = await world.startNode({
      node: "doomed",
      lease_ms: LEASE_MS,
      time_scale: TIME_SCALE,
      death,
    });
    world.front.targets = [Number(new URL(doomed.url).port)];
    const agent = new Agent({ pipelining: 0 });
    const wish = newWish(system, who);
    // Its answer may be lost with the node; whoever repeats it gets another.
    await ask(wish, { world, agent }).catch(() => undefined);
    await isGone(doomed, world);
    await using survivor = await startSurvivor(world);
    await isInherited(database.url);
    await comeToRest(world, survivor.letPass, MINUTE);
    const told = await ask(wish, { world, agent });
    const all: readonly Told[] = [told, ...follow_ups.told.values()];
    expect(await judgeFromOutside(world, all)).toEqual([]);
    const books = readBooks(world);
    const found = all.map(async (one) => [
      one.kind,
      (await look(one, { world, agent })).status,
      timesDone(one, books),
    ]);
    expect(await Promise.all(found)).toEqual(ends);
    expect([...follow_ups.mistakes, ...survivor.faults]).toEqual([]);
    await agent.close();
  },
);

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
