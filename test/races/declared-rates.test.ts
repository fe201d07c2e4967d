import { expect, test } from "vitest";
import type { SimulatorHost } from "../../src/connector/simulator.ts";
import { mtn } from "../../src/providers/mtn/index.ts";
import { countAppCall, countCustomerCall } from "../../src/providers/mtn/simulator/gateway/rate-limits.ts";
import { ChangingRecords } from "../../src/sandbox/records.ts";
import { says } from "../support/messages.ts";
import { born } from "../support/operations.ts";
import { type Arrival, RatedWorld } from "../support/rated-world.ts";

/** More than may go at once, and one customer more often than may be in a minute. */
const PAYMENTS = 110;
const OF_ONE_CUSTOMER = 6;

test("as MTN's own simulator counts, two nodes never make too many calls for an app or a customer, and none fails", async () => {
  let now = 0;
  const host = hostAt(() => now);
  const refuses = ({ at, call, phone_number }: Omit<Arrival, "refused">): boolean => {
    now = at;
    try {
      countAppCall(host, "app");
      if (call === "submit") countCustomerCall(host, phone_number);
      return false;
    } catch {
      return true;
    }
  };
  const { rates = [] } = mtn.limits;
  await using world = await RatedWorld.open({ rates, refuses, answer: says.working });
  await world.payAtEach(PAYMENTS, (index) => `+2783${1_000_000 + Math.max(0, index - OF_ONE_CUSTOMER + 1)}`);
  const refused = () => world.arrived.filter((call) => call.refused);
  await world.time.passUntil(() => world.arrived.length >= 2 * PAYMENTS || refused().length > 0);
  expect(refused()).toEqual([]);
  const all = async () => (await world.payments()).every(({ status }) => status === "succeeded");
  await world.time.passUntil(all);
  expect(world.arrived).toHaveLength(2 * PAYMENTS);
});

test("calls that catch each other up on the way are not too many either", async () => {
  const { rates = [] } = mtn.limits;
  await using world = await RatedWorld.open({ rates });
  const arrived: number[] = [];
  const calls = Array.from({ length: 200 }, () =>
    world.outgoing[0]?.inTurnHere(world.account, { phone_number: null, waited: false }, async () => {
      arrived.push(Math.max(world.time.now, born + HELD_UP_MS));
    }),
  );
  await world.time.passUntil(() => arrived.length === calls.length);
  await Promise.all(calls);
  let now = 0;
  const host = hostAt(() => now);
  for (const at of arrived) {
    now = at;
    expect(() => countAppCall(host, "app")).not.toThrow();
  }
});

/** On a machine that is busy, or a network. */
const HELD_UP_MS = 900;

/** As much of a sandbox as counting takes. */
function hostAt(now: () => number): SimulatorHost {
  return {
    now,
    random: () => 0,
    records: new ChangingRecords({ written: false }),
    schedule: () => undefined,
    wait: async () => undefined,
    send: async () => ({ end: "not_sent", cause: "Nothing goes out of this test." }),
    note: () => undefined,
    setting: () => undefined,
  };
}
