import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { often } from "../support/often.ts";
import { impatientTransport, submitFaults } from "../support/submit-faults.ts";
import { openTopupWorld, type Topup, type TopupWorld } from "../support/topup-world.ts";

const TOPUPS_OF_EACH = 2 * often(2);

interface Ambiguous extends Topup {
  /** What the operator makes of the order, if there is one. */
  readonly delivers: boolean;
}

const transport = impatientTransport((path) => path.startsWith("/nellobytes/APIAirtime"));
const topups = new Map<string, readonly Ambiguous[]>();
let world: TopupWorld;

beforeAll(async () => {
  world = await openTopupWorld({ node: { transport: transport.send } });
  const provider = world.sandbox.world("nellobytes");
  for (const { name, fault } of submitFaults) {
    provider.faults.replace([{ ...fault, operation: "airtime" }]);
    const indexes = Array.from({ length: TOPUPS_OF_EACH }, (_, index) => index);
    const made = await Promise.all(indexes.map(topUp));
    topups.set(name, made);
    await world.quiet();
    expect(provider.faults.list()).toMatchObject([{ fired: TOPUPS_OF_EACH }]);
  }
  provider.faults.replace([]);
  await world.settle();
}, 240_000);

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await transport.close();
});

describe.each(submitFaults)("a top-up whose submit $name", ({ name, carried_out }) => {
  test("is sold once at most, and paid for only where it was delivered", () => {
    for (const topup of of(name)) {
      const got = carried_out && topup.delivers ? 1 : 0;
      expect(world.wire.sales(topup.mobile_number)).toBe(carried_out ? 1 : 0);
      expect([world.delivered(topup), world.taken(topup)]).toEqual([got, got]);
    }
  });

  test("ends as the provider says when it is asked; one that it does not know waits for a person", async () => {
    for (const topup of of(name)) {
      const { status, outcome, needs_review } = await world.read(topup);
      const expected = !carried_out ? "in_reconciliation" : topup.delivers ? "succeeded" : "failed";
      expect([status, needs_review]).toEqual([expected, !carried_out]);
      if (carried_out) expect(outcome.basis.evidence).toBe("inquiry");
    }
  });
});

async function topUp(index: number): Promise<Ambiguous> {
  const mobile_number = `0803${String(4_000_000 + 10 * world.topups.length + index)}`;
  const delivers = index % 2 === 0;
  if (!delivers) await world.play("code_511", mobile_number);
  return { ...(await world.topUp({ mobile_number })), delivers };
}

function of(name: string): readonly Ambiguous[] {
  return topups.get(name) ?? [];
}
