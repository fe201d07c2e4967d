import { describe, expect, test } from "vitest";
import { readId } from "../../src/core/ids.ts";
import type { Database } from "../../src/store/database.ts";
import { ask } from "../support/ask.ts";
import { Gate } from "../support/gate.ts";
import { lost } from "../support/generous-provider.ts";
import { HOUR, MINUTE } from "../support/operations.ts";
import { idsOfAccepted, PAID, RefundWorld } from "../support/refund-world.ts";

const AT_ONCE = 20;
const WAIT = { timeout: 20_000 };
const same = (database: Database): Database => database;
const nobodyKnows = { code: "not_possible_now", detail: expect.stringContaining("Nobody knows yet") };

describe("refunds of a provider that hangs", () => {
  test("are promised at once and together never more than was paid, whatever they wait for", async () => {
    await using world = await RefundWorld.open([same, same]);
    const payment = await world.paid();
    const gate = new Gate();
    world.fare = async (arrive) => {
      await gate.pass();
      return arrive();
    };
    const accepted = idsOfAccepted(await Promise.all(world.giveBackFifths(payment, AT_ONCE)));
    expect(accepted).toHaveLength(5);
    await expect.poll(() => world.arrived, WAIT).toBe(5);
    expect(await Promise.all(accepted.map((id) => world.status(id)))).toEqual(Array(5).fill("processing"));
    const late = await Promise.all(world.giveBackFifths(payment, AT_ONCE));
    expect(idsOfAccepted(late)).toEqual([]);
    gate.open();
    for (const id of accepted) await world.reaches(id, "succeeded");
    expect([world.arrived, world.returned]).toEqual([5, PAID]);
  });

  test("keep every other one waiting while their answers are missed, until each is known", async () => {
    await using world = await RefundWorld.open([same, same]);
    const payment = await world.paid();
    const gate = new Gate();
    // Three are carried out, and two never arrive; nobody can tell which.
    world.fare = async (arrive) => {
      const carried_out = world.arrived % 2 === 1;
      await gate.pass();
      if (carried_out) arrive();
      return lost;
    };
    const accepted = idsOfAccepted(await Promise.all(world.giveBackFifths(payment, AT_ONCE)));
    gate.open();
    await expect.poll(() => inDoubt(payment, world), WAIT).toBe(5);
    world.fare = async (arrive) => arrive();
    for (const { body } of await Promise.all(world.giveBackFifths(payment, AT_ONCE)))
      expect(body).toMatchObject(nobodyKnows);
    world.start();
    world.letPass(MINUTE);
    const ends = () => Promise.all(accepted.map((id) => world.status(id)));
    const sorted = async () => (await ends()).toSorted();
    await expect.poll(sorted, WAIT).toEqual([...Array(2).fill("processing"), ...Array(3).fill("succeeded")]);
    expect(idsOfAccepted(await Promise.all(world.giveBackFifths(payment, AT_ONCE)))).toEqual([]);
    world.letPass(25 * HOUR);
    await expect
      .poll(sorted, WAIT)
      .toEqual([...Array(2).fill("in_reconciliation"), ...Array(3).fill("succeeded")]);
    for (const [index, end] of (await ends()).entries())
      if (end === "in_reconciliation") await world.decide(accepted[index] ?? "", "not_moved");
    expect(idsOfAccepted(await Promise.all(world.giveBackFifths(payment, AT_ONCE)))).toHaveLength(2);
    await expect.poll(() => world.returned, WAIT).toBe(PAID);
    expect(world.arrived).toBe(7);
  });
});

/** Of how many refunds nobody knows what became of them. */
async function inDoubt(payment: string, { node }: RefundWorld): Promise<unknown> {
  const [row] = await ask(
    node.database_url,
    `select in_doubt from hakika.refunded_payments where payment_id = '${readId("payment", payment)}'`,
  );
  return row?.["in_doubt"];
}
