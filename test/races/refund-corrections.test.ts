import { describe, expect, test } from "vitest";
import { readId } from "../../src/core/ids.ts";
import type { Database } from "../../src/store/database.ts";
import type { ApiAnswer } from "../support/api-world.ts";
import { ask } from "../support/ask.ts";
import { Gate } from "../support/gate.ts";
import { holdStatement } from "../support/gated-database.ts";
import { answerWith } from "../support/generous-provider.ts";
import { found, says } from "../support/messages.ts";
import { often } from "../support/often.ts";
import { HOUR, MINUTE } from "../support/operations.ts";
import { idsOfAccepted, PAID, RefundWorld } from "../support/refund-world.ts";

const AT_ONCE = 20;
const WAIT = { timeout: 20_000 };
const denied = found("callback", says.declined);
const same = (database: Database): Database => database;

describe("a refund that was weighed before its payment was corrected, and comes to be stored after it", () => {
  test.each([
    ["is refused while a person looks at the payment", [], "open review"],
    ["is refused where a person said that the money never moved", ["not_moved"], "this one is failed"],
  ] as const)("%s", async (_what, decisions, why) => {
    const gate = new Gate();
    await using world = await RefundWorld.open([holdStatement("accept_refund", gate)]);
    const payment = await world.paid();
    const weighed = world.giveBack(payment);
    await gate.reached;
    await world.hears(payment, denied);
    for (const decision of decisions) await world.decide(payment, decision);
    gate.open();
    expect(await weighed).toMatchObject({
      status: 409,
      body: { code: "not_possible_now", detail: expect.stringContaining(why) },
    });
    expect(world.returned).toBe(0);
  });
});

test("of twenty refunds at once against a correction only those go that came before it", async () => {
  await using world = await RefundWorld.open([same, same]);
  for (let round = 0; round < often(8); round += 1) {
    const before = world.returned;
    const payment = await world.paid();
    const { asked, some } = counting(world.giveBackFifths(payment, AT_ONCE), 1 + (round % 8));
    await some;
    await world.hears(payment, denied);
    await world.decide(payment, "not_moved");
    const late = await Promise.all(world.giveBackFifths(payment, 5));
    expect(late.map(({ status }) => status)).toEqual(Array(5).fill(409));
    const accepted = idsOfAccepted(await asked);
    expect(accepted.length).toBeLessThanOrEqual(5);
    // One that was taken and had not begun is held back; the others had begun before.
    const ends = () => Promise.all(accepted.map((id) => world.status(id)));
    const open = async () => (await ends()).filter((end) => end !== "succeeded" && end !== "queued");
    await expect.poll(open, WAIT).toEqual([]);
    const gone = (await ends()).filter((end) => end === "succeeded");
    expect(world.returned - before).toBe((gone.length * PAID) / 5);
  }
});

test("twenty at once of a payment that is reopened and found paid give back what it took, and no more", async () => {
  await using world = await RefundWorld.open([same, same]);
  for (let round = 1; round <= often(3); round += 1) {
    const payment = await world.paid();
    await world.hears(payment, denied);
    await world.decide(payment, "not_moved");
    await world.hears(payment, found("callback", says.completed));
    const asked = world.giveBackFifths(payment, AT_ONCE);
    await world.decide(payment, "moved");
    const later = world.giveBackFifths(payment, AT_ONCE);
    const accepted = idsOfAccepted(await Promise.all([...asked, ...later]));
    expect(accepted).toHaveLength(5);
    for (const id of accepted) await world.reaches(id, "succeeded");
    expect(world.returned).toBe(round * PAID);
  }
});

describe("a refund that waits for its provider while its payment is corrected", () => {
  /** It has had its turn again, and was not sent. */
  async function heldBack(
    world: RefundWorld,
  ): Promise<{ readonly payment: string; readonly refund: string }> {
    const payment = await world.paid();
    world.fare = async () => answerWith(429);
    const { body } = await world.giveBack(payment);
    await world.reaches(body.id, "queued");
    world.fare = async (arrive) => arrive();
    await world.hears(payment, denied);
    world.start();
    world.letPass(MINUTE);
    await expect.poll(() => looksAt(body.id, world), WAIT).toBeGreaterThanOrEqual(1);
    expect(world.arrived).toBe(1);
    return { payment, refund: body.id };
  }

  test("goes on once a person says that the payment stands", async () => {
    await using world = await RefundWorld.open([same]);
    const { payment, refund } = await heldBack(world);
    await world.decide(payment, "moved");
    world.letPass(2 * MINUTE);
    await world.reaches(refund, "succeeded");
    expect(world.returned).toBe(PAID);
  });

  test("is never sent where a person says that the money never moved, and fails in the end", async () => {
    await using world = await RefundWorld.open([same]);
    const { payment, refund } = await heldBack(world);
    await world.decide(payment, "not_moved");
    world.letPass(25 * HOUR);
    await world.reaches(refund, "failed");
    expect(world.returned).toBe(0);
  });
});

/** The answers, and when so many of them have come. */
function counting(asked: readonly Promise<ApiAnswer>[], wanted: number) {
  const { promise: some, resolve } = Promise.withResolvers<void>();
  let answered = 0;
  const count = (answer: ApiAnswer): ApiAnswer => {
    answered += 1;
    if (answered === wanted) resolve();
    return answer;
  };
  return { asked: Promise.all(asked.map((one) => one.then(count))), some };
}

/** How often a node has taken it up again, and let go of it. */
async function looksAt(refund: string, { node }: RefundWorld): Promise<unknown> {
  const [row] = await ask(
    node.database_url,
    `select claims from hakika.work where subject_id = '${readId("refund", refund)}' and owner is null`,
  );
  return row?.["claims"];
}
