import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { isFinalStatus, type Status } from "../../src/core/outcome.ts";
import type { Database } from "../../src/store/database.ts";
import type { FaultWorld } from "../support/fault-world.ts";
import { Meeting, meetingAt } from "../support/meeting.ts";
import { judgeFromOutside, readBooks, timesDone } from "../support/outside-judge.ts";
import { heldWallets } from "../support/systems/momo.ts";
import { phoneBills } from "../support/systems/sla.ts";
import { openTwoNodes, type TwoNodes } from "../support/two-nodes.ts";
import type { Told } from "../support/wish.ts";

const PAYMENTS = 12;
const HELD = 20;
const WAIT = { timeout: 30_000, interval: 20 };

test("two PINs that come to two nodes at once charge nobody twice", async () => {
  await using run = await openTwoNodes(phoneBills, PAYMENTS);
  const { world, payments } = run;
  await run.reach("awaiting_payer");
  for (const [index, payment] of payments.entries()) {
    const pins = index % 2 === 0 ? ["000000", "000000"] : ["111111", "000000"];
    const answers = await askBoth(run, payment, [
      { what: "confirm", body: { pin: pins[0] } },
      { what: "confirm", body: { pin: pins[1] } },
    ]);
    // The second may find that the first has been answered, and so is a try of its own.
    expect(answers.filter((status) => status === 202 || status === 200)).not.toHaveLength(0);
    expect(answers.every((status) => [200, 202, 409].includes(status))).toBe(true);
  }
  await run.finish();
  const books = readBooks(world);
  const ends = await Promise.all(payments.map(async (one) => [await run.status(one), timesDone(one, books)]));
  const even = ends.filter((_, index) => index % 2 === 0);
  expect(even).toEqual(even.map(() => ["succeeded", 1]));
  expect(await judgeFromOutside(world, payments)).toEqual([]);
});

test("held money is taken or let go by one call, however a capture and a cancel race", async () => {
  let [meeting, opened] = [new Meeting(1), 0];
  const through = (database: Database): Database => {
    opened += 1;
    return meetingAt("apply", `node-${opened}`, () => meeting)(database);
  };
  await using run = await openTwoNodes(heldWallets, HELD, { through });
  const { world, payments } = run;
  await run.reach("reserved");
  for (const [index, payment] of payments.entries()) {
    // Both have read the payment as it was, and write at the same moment.
    meeting = new Meeting(2);
    const answers = await askBoth(run, payment, index % 2 === 0 ? [capture, cancel] : [cancel, capture]);
    // The one that came second is refused, unless the first was done by then.
    expect(answers.some((status) => status === 200 || status === 202)).toBe(true);
    expect([200, 202, 409]).toEqual(expect.arrayContaining(answers));
    await vi.waitUntil(async () => isFinalStatus((await run.status(payment)) as Status), WAIT);
  }
  await run.finish();
  expect(confirmed(run)).toEqual(payments.map(() => 1));
  const books = readBooks(world);
  for (const payment of payments) {
    const end = [await run.status(payment), timesDone(payment, books)];
    expect([
      ["succeeded", 1],
      ["cancelled", 0],
    ]).toContainEqual(end);
  }
  expect(await judgeFromOutside(world, payments)).toEqual([]);
});

const capture = { what: "capture", body: {} };
const cancel = { what: "cancel", body: {} };

/** How many calls have reached the provider that take what is held or let it go, by the order's name there. */
function confirmed({ world }: TwoNodes): readonly number[] {
  const bodies = world
    .sideOf(heldWallets)
    .journal(1_000)
    .flatMap(({ cause }) =>
      "call" in cause && cause.call.path.endsWith("/confirm") ? [JSON.parse(cause.call.body ?? "")] : [],
    );
  return [...Map.groupBy(bodies, ({ orderId }) => orderId).values()].map(({ length }) => length);
}

interface Asked {
  readonly what: string;
  readonly body: object;
}

/** One of each node, at the same moment. */
function askBoth({ world, nodes }: TwoNodes, payment: Told, asked: readonly Asked[]) {
  return Promise.all(asked.map((it, index) => askAt(nodes[index]?.url ?? "", { payment, ...it }, world)));
}

async function askAt(
  url: string,
  { payment, what, body }: Asked & { readonly payment: Told },
  world: FaultWorld,
): Promise<number> {
  const response = await fetch(`${url}/v1/payments/${payment.id}/${what}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${world.merchantOf(payment.system).api_key}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response.status;
}
