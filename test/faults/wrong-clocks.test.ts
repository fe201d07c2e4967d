import { expect, test, vi } from "vitest";
import { ask } from "../support/ask.ts";
import { Chance } from "../support/chance.ts";
import { withDatabase } from "../support/database.ts";
import { openFaultWorld } from "../support/fault-world.ts";
import { Fleet } from "../support/fleet.ts";
import { Load } from "../support/load.ts";
import { MINUTE, SECOND } from "../support/operations.ts";
import { judgeFromOutside } from "../support/outside-judge.ts";
import { quicken, twoNodes } from "../support/quick-time.ts";
import { heldBy, takeovers } from "../support/takeovers.ts";

const WRONG_BY_MS = 10 * MINUTE;
/** Far below the error of the clocks, far above what a busy machine adds to a round trip to the database. */
const DRIFT_MS = 30 * SECOND;
const ACKNOWLEDGED = 60;
/** More than a node brings to an end between a look at the database and its death. */
const HELD_WHEN_KILLED = 5;
/** Long enough for a living node to keep what it holds, however busy the machine is. */
const LEASE_MS = 6_000;

test("nodes whose clocks are ten minutes slow and fast keep to the database's time", {
  timeout: 180_000,
}, async () => {
  const chance = new Chance();
  await using database = await withDatabase();
  await using world = await openFaultWorld({ database_url: database.url, time: "running" });
  quicken(world, chance);
  const wrong = [-WRONG_BY_MS, WRONG_BY_MS];
  const fleet = await Fleet.start(
    world,
    twoNodes.map((node, index) => ({ ...node, lease_ms: LEASE_MS, clock_wrong_by_ms: wrong[index] ?? 0 })),
  );
  const [slow = 0, fast = 0] = fleet.nodes.map(({ own_time }) => own_time - Date.now());
  expect([Math.abs(slow + WRONG_BY_MS) < DRIFT_MS, Math.abs(fast - WRONG_BY_MS) < DRIFT_MS]).toEqual([
    true,
    true,
  ]);
  const load = new Load(world, chance);
  await load.acknowledges(ACKNOWLEDGED);
  const held_by_fast = "node-2";
  const holdsEnough = async () => (await heldBy(held_by_fast, database.url)) >= HELD_WHEN_KILLED;
  await vi.waitUntil(holdsEnough, { interval: 5, timeout: 20_000 });
  await fleet.kill(1);
  await load.acknowledges(ACKNOWLEDGED);
  await load.end();
  const now = Date.now();
  // Before time is let pass: all that happened lies within this test, and each thing after the one before it.
  expect(await eventsOutOfTime(database.url, now)).toEqual([]);
  await fleet.comeToRest();
  const taken = await takeovers(database.url);
  // Some were taken over, and others ended by a message that came to the living node first.
  expect(await heldBy(held_by_fast, database.url), "things that the killed node still holds").toBe(0);
  expect(
    taken.filter(({ from }) => from !== held_by_fast),
    "things that a living node lost",
  ).toEqual([]);
  expect(load.mistakes, chance.says).toEqual([]);
  expect(await judgeFromOutside(world, load.told), chance.says).toEqual([]);
});

async function eventsOutOfTime(database_url: string, now: number) {
  return await ask(
    database_url,
    `select operation_id, seq, type, at from (
       select *, lag(at) over (partition by slot, operation_id order by seq) as before from hakika.events) as event
      where abs(extract(epoch from at) * 1000 - ${now}) > ${2 * MINUTE}
         or extract(epoch from before - at) * 1000 > ${DRIFT_MS}`,
  );
}
