import { expect, test } from "vitest";
import { Chance } from "../support/chance.ts";
import { openFaultWorld } from "../support/fault-world.ts";
import { Fleet } from "../support/fleet.ts";
import { FollowUps } from "../support/follow-ups.ts";
import { Load } from "../support/load.ts";
import { often } from "../support/often.ts";
import { HOUR } from "../support/operations.ts";
import { judgeFromOutside } from "../support/outside-judge.ts";
import { OwnPostgres } from "../support/own-postgres.ts";
import { QUICK_DAY_MS, quicken, twoNodes } from "../support/quick-time.ts";
import { dailyNews } from "../support/systems/sla.ts";
import { everySystem } from "../support/systems.ts";

const STOPS = often(5);
/** So many acknowledgements lie between two stops at most. */
const APART = 60;
/** With so many stops a day passes for subscribers, who are charged for the next. */
const STOPS_A_DAY = 2;

test(`a database that ends all sessions, and stops without a word ${STOPS} times, has everything that was acknowledged`, {
  timeout: 180_000 + STOPS * 30_000,
}, async ({ annotate }) => {
  const chance = new Chance();
  await using postgres = await OwnPostgres.start();
  await using world = await openFaultWorld({
    database_url: postgres.url,
    time: "running",
    systems: everySystem,
  });
  quicken(world, chance);
  const fleet = await Fleet.start(world, twoNodes);
  const follow_ups = new FollowUps(world);
  const load = new Load(world, chance);
  await load.acknowledges(APART);
  expect(await postgres.endSessions()).toBeGreaterThan(0);
  for (let stops = 0; stops < STOPS; stops += 1) {
    await load.acknowledges(1 + chance.below(APART));
    const day = stops % STOPS_A_DAY === STOPS_A_DAY - 1 ? world.letPassAt(dailyNews, 24 * HOUR) : null;
    await postgres.stopImmediately();
    await load.hearsOfNoDatabase();
    await postgres.startAgain();
    await day;
  }
  await load.acknowledges(APART);
  await load.end();
  await fleet.comeToRest({ at_least_ms: QUICK_DAY_MS });
  await annotate(load.summary);
  const told = [...load.told, ...follow_ups.told.values()];
  expect([...load.mistakes, ...follow_ups.mistakes], chance.says).toEqual([]);
  expect(load.broken, "requests that a node left without an answer").toBe(0);
  expect(await judgeFromOutside(world, told), chance.says).toEqual([]);
});
