import { expect, test } from "vitest";
import { Chance } from "../support/chance.ts";
import { withDatabase } from "../support/database.ts";
import { openFaultWorld } from "../support/fault-world.ts";
import { Fleet } from "../support/fleet.ts";
import { FollowUps } from "../support/follow-ups.ts";
import { Load } from "../support/load.ts";
import { often } from "../support/often.ts";
import { HOUR } from "../support/operations.ts";
import { judgeFromOutside } from "../support/outside-judge.ts";
import { QUICK_DAY_MS, quicken, twoNodes } from "../support/quick-time.ts";
import { dailyNews } from "../support/systems/sla.ts";
import { everySystem } from "../support/systems.ts";
import { takeovers } from "../support/takeovers.ts";

const KILLS = often(20);
/** So many acknowledgements lie between two kills at most. */
const APART = 30;
/** With so many kills a day passes for subscribers, who are charged for the next. */
const KILLS_A_DAY = 6;

test(`${KILLS} killed nodes lose nothing, do nothing twice and leave nothing behind`, {
  timeout: 120_000 + KILLS * 20_000,
}, async ({ annotate }) => {
  const chance = new Chance();
  await using database = await withDatabase();
  await using world = await openFaultWorld({
    database_url: database.url,
    time: "running",
    systems: everySystem,
  });
  quicken(world, chance);
  const fleet = await Fleet.start(world, twoNodes);
  const follow_ups = new FollowUps(world);
  const load = new Load(world, chance);
  for (let kills = 0; kills < KILLS; kills += 1) {
    await load.acknowledges(1 + chance.below(APART));
    const victim = chance.below(twoNodes.length);
    const day = kills % KILLS_A_DAY === KILLS_A_DAY - 1 ? world.letPassAt(dailyNews, 24 * HOUR) : null;
    await fleet.kill(victim);
    await fleet.startAgain(victim);
    await day;
  }
  await load.end();
  await fleet.comeToRest({ at_least_ms: QUICK_DAY_MS });
  const taken_over = (await takeovers(database.url)).length;
  await annotate(
    `${load.summary}, ${follow_ups.told.size} refunds and charges, ${taken_over} things taken over`,
  );
  expect(load.broken, "requests that a kill broke off").toBeGreaterThan(0);
  expect(taken_over, "things that a killed node held").toBeGreaterThan(0);
  const told = [...load.told, ...follow_ups.told.values()];
  expect([...load.mistakes, ...follow_ups.mistakes], chance.says).toEqual([]);
  expect(await judgeFromOutside(world, told), chance.says).toEqual([]);
});
