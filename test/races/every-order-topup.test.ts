import { describe, expect, test, vi } from "vitest";
import { everyOrder } from "../support/every-order.ts";
import { Gate } from "../support/gate.ts";
import { MINUTE } from "../support/operations.ts";
import { openTopupWorld, type Topup, type TopupWorld } from "../support/topup-world.ts";

type Coming = "stranger's callback" | "inquiry" | "cancel";

const mobile_number = "08031050000";
const orders = everyOrder<Coming>(["stranger's callback", "inquiry", "cancel"]).map((order) => ({ order }));

describe.each(orders)("of a top-up that waits at the provider come $order, over two nodes", ({ order }) => {
  test("it is cancelled once, and nobody got anything, whoever says so", async () => {
    await using world = await openTopupWorld({ nodes: 2 });
    await world.play("code_100", mobile_number);
    const topup = await world.topUp({ mobile_number });
    await world.quiet();
    const answer = await holdQuery(world, topup);
    for (const coming of order) await come[coming](world, topup, answer);
    await world.quiet();
    await world.advance(2 * MINUTE);
    const { status, needs_review } = await world.read(topup);
    expect([status, needs_review]).toEqual(["cancelled", false]);
    expect([world.delivered(topup), world.taken(topup), world.wire.sales(mobile_number)]).toEqual([0, 0, 1]);
    expect(world.wire.made("cancel")).toBe(1);
  });
});

/** The provider has been asked, and its answer, that the order waits, is on its way. */
async function holdQuery(world: TopupWorld, topup: Topup): Promise<Gate> {
  const gate = new Gate();
  world.wire.tamperOnce("query", async (arrive) => {
    const answer = await arrive();
    await gate.pass();
    return answer;
  });
  expect((await world.call("POST", `/v1/topups/${topup.id}/sync`, topup)).status).toBe(202);
  await gate.reached;
  return gate;
}

type Come = (world: TopupWorld, topup: Topup, answer: Gate) => Promise<void>;

const come: Readonly<Record<Coming, Come>> = {
  "stranger's callback": async (world, topup) => {
    const before = await countOf(world, topup, "callback");
    const { pathname, search } = claimOfCompletion(world);
    expect((await fetch(otherNode(world).url + pathname + search)).status).toBe(200);
    await until(async () => (await countOf(world, topup, "callback")) > before);
  },
  inquiry: async (world, topup, answer) => {
    const before = await countOf(world, topup, "inquiry");
    answer.open();
    await until(async () => (await countOf(world, topup, "inquiry")) > before);
  },
  cancel: async (world, topup) => {
    const { merchant, id } = topup;
    const asked = await world.call("POST", `/v1/topups/${id}/cancel`, { merchant, node: otherNode(world) });
    expect(asked.status).toBe(200);
  },
};

/** Whoever knows the URL can say that the order is completed. */
function claimOfCompletion(world: TopupWorld): URL {
  const [order] = world.wire.host.records.all<Readonly<Record<string, string>>>("order");
  const { callback_url = "", order_id = "", request_id = "" } = order?.[1] ?? {};
  const url = new URL(callback_url);
  const said = {
    orderid: order_id,
    requestid: request_id,
    statuscode: "200",
    orderstatus: "ORDER_COMPLETED",
  };
  for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value);
  return url;
}

async function countOf(world: TopupWorld, topup: Topup, evidence: string): Promise<number> {
  return (await world.timeline(topup)).filter(({ detail }) => detail.evidence === evidence).length;
}

function otherNode({ node, nodes }: TopupWorld) {
  return nodes[1] ?? node;
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(check, { timeout: 20_000, interval: 10 });
}
