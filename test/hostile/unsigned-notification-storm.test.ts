import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { readId, slotOf } from "../../src/core/ids.ts";
import { writeConnectionAddress } from "../../src/engine/callback-address.ts";
import { callReference } from "../../src/engine/calls.ts";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import { ask } from "../support/ask.ts";
import { FollowUps } from "../support/follow-ups.ts";
import { often } from "../support/often.ts";
import { judgeFromOutside, readBooks, timesDone } from "../support/outside-judge.ts";
import { shuffled } from "../support/shuffled.ts";
import { type Message, storm } from "../support/storm.ts";
import { phoneBills } from "../support/systems/sla.ts";
import { openTwoNodes, type TwoNodes } from "../support/two-nodes.ts";

const PAYMENTS = 5;
const OF_EACH = often(250);
const SEED = 7;

/** Its inquiries go as soon as something makes them go, so that they meet the storm. */
const { rates: _, ...limits } = slaDcb.limits;
const uncounted = { ...slaDcb, limits };

test("a thousand notifications that anybody could have written charge nobody and end nothing", {
  timeout: 120_000,
}, async () => {
  await using run = await openTwoNodes({ ...phoneBills, gives_back: [] }, PAYMENTS, {
    time_scale: 1,
    providers: [uncounted],
  });
  const { world, payments } = run;
  await run.reach("awaiting_payer");
  const path = hookOf(run);
  const bodies = Array.from({ length: OF_EACH }, (_, index) =>
    notificationsAbout(nameOf(run, index % PAYMENTS)),
  );
  const messages = bodies.flat().map((body): Message => ({ path, body }));
  expect(await storm(shuffled(messages, SEED), run.nodes)).toEqual({ 200: 2 * OF_EACH, 403: 2 * OF_EACH });
  const unread = "select from hakika.callbacks where verdict = 'received' limit 1";
  await vi.waitUntil(async () => (await ask(world.database_url, unread)).length === 0, { timeout: 60_000 });
  const stand = await Promise.all(payments.map(run.status));
  expect(stand.filter((status) => status === "succeeded" || status === "failed")).toEqual([]);
  expect(payments.map((payment) => timesDone(payment, readBooks(world)))).toEqual(payments.map(() => 0));
  // Whoever has waited all the time for a PIN can still pay with it.
  const follow_ups = new FollowUps(world);
  await Promise.all(payments.map((payment) => follow_ups.goOn(payment)));
  await run.finish();
  expect(await Promise.all(payments.map(run.status))).toEqual(payments.map(() => "succeeded"));
  expect(await judgeFromOutside(world, payments)).toEqual([]);
});

/** As our own call was named, which the provider alone knows; a thief who knows it too gets no further. */
function nameOf({ world, payments }: TwoNodes, index: number): string {
  const id = readId("payment", payments[index]?.id ?? "") ?? "";
  return callReference({ slot: slotOf(id), id }, "1", world.office.vault);
}

function hookOf({ world }: TwoNodes): string {
  const { connection_id } = world.merchantOf(world.systems[0]);
  return `/hooks/${writeConnectionAddress(connection_id, world.office.vault)}`;
}

/** Of one that is ours, one that is nobody's, one of another merchant, and rubbish. */
function notificationsAbout(correlator: string): readonly string[] {
  const { merchant = "" } = slaDcb.simulator.credentials;
  return [
    charged({ correlator, merchant }),
    charged({ correlator: randomUUID(), merchant }),
    charged({ correlator, merchant: merchant.replace(/.$/, (last) => (last === "1" ? "2" : "1")) }),
    '{"success":{"merchant":',
  ];
}

function charged(told: Readonly<Record<string, string>>): string {
  const transaction_id = String(SEED) + randomUUID().replaceAll(/\D/g, "");
  return JSON.stringify({
    success: {
      type: "mo_charge",
      operator: "mtn-ng",
      environment: "sandbox",
      currency: "NGN",
      amount: "100.0",
      transaction: { status: "CHARGED", timestamp: "2026-03-01T11:00:00Z", transaction_id },
      ...told,
    },
  });
}
