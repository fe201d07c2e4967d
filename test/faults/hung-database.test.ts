import { expect, test } from "vitest";
import { Chance } from "../support/chance.ts";
import { openFaultWorld } from "../support/fault-world.ts";
import { Fleet } from "../support/fleet.ts";
import { Load } from "../support/load.ts";
import { judgeFromOutside } from "../support/outside-judge.ts";
import { OwnPostgres } from "../support/own-postgres.ts";
import { quicken, twoNodes } from "../support/quick-time.ts";

/** Some before it hangs and some after. */
const ACKNOWLEDGED = 60;

test("a database that takes connections and answers nothing keeps nobody waiting, and goes on where it was", {
  timeout: 180_000,
}, async ({ annotate }) => {
  const chance = new Chance();
  await using postgres = await OwnPostgres.start();
  await using world = await openFaultWorld({ database_url: postgres.url, time: "running" });
  quicken(world, chance);
  const fleet = await Fleet.start(world, twoNodes);
  const load = new Load(world, chance);
  await load.acknowledges(ACKNOWLEDGED);
  const thaw = await postgres.freeze();
  await load.hearsOfNoDatabase().finally(thaw);
  await load.acknowledges(ACKNOWLEDGED);
  await load.end();
  await fleet.comeToRest();
  await annotate(load.summary);
  expect(load.mistakes, chance.says).toEqual([]);
  expect(load.broken, "requests that nobody answered in time").toBe(0);
  expect(await judgeFromOutside(world, load.told), chance.says).toEqual([]);
});
