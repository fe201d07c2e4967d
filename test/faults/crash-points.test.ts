import { Agent } from "undici";
import { expect, test, vi } from "vitest";
import { ask as askDatabase } from "../support/ask.ts";
import { withDatabase } from "../support/database.ts";
import { type FaultWorld, openFaultWorld } from "../support/fault-world.ts";
import { SECOND } from "../support/operations.ts";
import { judgeFromOutside, readBooks, timesDone } from "../support/outside-judge.ts";
import { LEASE_MS, TIME_SCALE } from "../support/quick-time.ts";
import { comeToRest } from "../support/rest.ts";
import type { Death } from "../support/sudden-death.ts";
import { isInherited, startSurvivor } from "../support/survivor.ts";
import { systems } from "../support/systems.ts";
import { ask, newWish, type Told, type Wish } from "../support/wish.ts";

const [payments, topups] = systems;

/** A moment at which a crash leaves something that only the database, the provider or the merchant remembers. */
interface Point {
  /** Left out: the node is killed from outside when this has arrived, and before it is answered. */
  readonly death?: Death;
  readonly killed_on?: "started" | "webhook";
  /** The provider goes on after it has started; otherwise its time stands still until another node is there. */
  readonly goes_on?: true;
  /** The provider sends no callbacks, so that the node has to ask. */
  readonly mute?: true;
}

const points = {
  "accept.committed": { death: { when: "after", what: "accept", time: 1 } },
  // The work is the node's, and nothing of it has begun.
  "submit.claimed": { death: { when: "before", what: "apply", time: 1 } },
  // It is written down that the call begins, and not a byte has left.
  "submit.begun": { death: { when: "before", what: "call", time: 1 } },
  "submit.sent": { killed_on: "started" },
  "submit.answered": { death: { when: "after", what: "call", time: 1 } },
  "submit.recorded": { death: { when: "after", what: "apply", time: 2 } },
  "callback.committed": { death: { when: "after", what: "store_callbacks", time: 1 }, goes_on: true },
  "poll.answered": { death: { when: "after", what: "call", time: 2 }, mute: true },
  "webhook.claimed": {
    death: { when: "after", what: "claim_due_work", about: "delivery", time: 1 },
    goes_on: true,
  },
  "webhook.sent": { killed_on: "webhook", goes_on: true },
  "webhook.answered": { death: { when: "before", what: "record_delivery_results", time: 1 }, goes_on: true },
} as const satisfies Readonly<Record<string, Point>>;
type Name = keyof typeof points;

/** What comes of it: how often the provider was asked to start it, and how often it took the money. */
interface End {
  readonly status: string;
  readonly starts: number;
  readonly charges: number;
}

const once: End = { status: "succeeded", starts: 1, charges: 1 };
/** Nobody knows whether the call left, so it is not made again, and a person has to say what became of it. */
const neverBegan: End = { status: "in_reconciliation", starts: 0, charges: 0 };

const cases = (Object.keys(points) as Name[]).flatMap((name) => [
  [name, payments.kind, payments] as const,
  [name, topups.kind, topups] as const,
]);

test.concurrent.each(cases)(
  "a node that dies at %s of a %s leaves it to another",
  { timeout: 180_000 },
  async (name, _, system) => {
    await using database = await withDatabase();
    const hears_good_ends_only = name.startsWith("webhook.");
    const options = { database_url: database.url, time: "standing", hears_good_ends_only } as const;
    await using world = await openFaultWorld(options);
    const wish = newWish(system, 1);
    const starts = await dieAt(points[name], { world, wish });
    await using survivor = await startSurvivor(world);
    const told = await hear(wish, world);
    await isInherited(database.url);
    // Whatever the provider still has to do and to tell falls due before anybody could give it up.
    await world.sandbox.clock.advance(SECOND);
    await comeToRest(world, survivor.letPass);
    expect(await judgeFromOutside(world, [told])).toEqual([]);
    expect({
      status: await statusOf(database.url),
      starts: starts(),
      charges: timesDone(told, readBooks(world)),
    }).toEqual(name === "submit.begun" ? neverBegan : once);
    const heard = world.receiver.heard.map(({ id }) => id);
    // A merchant who hears of it twice knows the second by its id.
    if (hears_good_ends_only)
      expect(heard).toEqual(heard.slice(0, name === "webhook.claimed" ? 1 : 2).fill(heard[0] ?? ""));
    expect(survivor.faults).toEqual([]);
  },
);

/** Asks a node that dies at this point, and returns when it is gone. Answers how often the provider was asked to start. */
async function dieAt(
  { death, killed_on, goes_on, mute }: Point,
  { world, wish }: { readonly world: FaultWorld; readonly wish: Wish },
): Promise<() => number> {
  const { system } = wish;
  world.sideOf(system).replaceSettings({ ...system.quick, ...(mute ? system.mute : {}) });
  const node = { node: "doomed", lease_ms: LEASE_MS, time_scale: TIME_SCALE };
  const doomed = await world.startNode(death === undefined ? node : { ...node, death });
  world.front.targets = [Number(new URL(doomed.url).port)];
  let starts = 0;
  const arrived = async (what: Point["killed_on"]) => {
    if (what !== killed_on) return;
    doomed.kill("SIGKILL");
    await doomed.ended;
  };
  world.listeners.started = () => {
    starts += 1;
    return arrived("started");
  };
  world.listeners.webhook = () => arrived("webhook");
  const agent = new Agent();
  await ask(wish, { world, agent }).catch(() => undefined);
  if (goes_on) {
    await vi.waitUntil(() => starts > 0, { timeout: 60_000, interval: 10 });
    await world.sandbox.clock.advance(SECOND);
  }
  await doomed.ended;
  await agent.destroy();
  return () => starts;
}

/** What a merchant who repeats the key is told in the end. */
async function hear(wish: Wish, world: FaultWorld): Promise<Told> {
  const agent = new Agent();
  const told = await ask(wish, { world, agent });
  await agent.close();
  return told;
}

/** There is one operation and no more. */
async function statusOf(database_url: string): Promise<unknown> {
  const operations = await askDatabase(database_url, "select status from hakika.operations");
  return operations.map(({ status }) => status).join();
}
