import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { FaultWorld } from "../support/fault-world.ts";
import { judgeFromOutside, readBooks, timesDone } from "../support/outside-judge.ts";
import { heldWallets } from "../support/systems/momo.ts";
import { phoneBills } from "../support/systems/sla.ts";
import { openTwoNodes, type TwoNodes } from "../support/two-nodes.ts";
import type { Told } from "../support/wish.ts";

const PAYMENTS = 12;

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

test("held money is taken or let go, however a capture and a cancel race", async () => {
  await using run = await openTwoNodes(heldWallets, PAYMENTS);
  const { world, payments } = run;
  await run.reach("reserved");
  const answers = await Promise.all(
    payments.map((payment) =>
      askBoth(run, payment, [
        { what: "capture", body: {} },
        { what: "cancel", body: {} },
      ]),
    ),
  );
  // The one that came second is refused, unless the first was done by then.
  for (const both of answers) expect(both.some((status) => status === 200 || status === 202)).toBe(true);
  await run.finish();
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
