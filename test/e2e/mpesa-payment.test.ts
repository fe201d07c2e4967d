import { expect, test } from "vitest";
import { judge } from "../support/judge.ts";
import { openWorld } from "../support/world.ts";

test("a payment", async () => {
  await using world = await openWorld();
  const payment = await world.pay();
  await world.settle(payment);
  expect(await world.statusOf(payment)).toBe("succeeded");
  console.error(world.receiver.heard.at(-1));
  expect(await judge(world)).toEqual([]);
});
