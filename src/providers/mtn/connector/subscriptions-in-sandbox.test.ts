import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import { errorCodes } from "../simulator/gateway/code-table.ts";
import { subscriptions } from "./subscriptions.ts";
import { sent } from "./testing/orders.ts";
import { openSandbox, type Sandbox } from "./testing/sandbox.ts";
import { subscriber } from "./testing/subscriptions.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});

beforeEach(() => sandbox.set({}));

afterAll(() => sandbox[Symbol.asyncDispose]());

describe("subscriptions", () => {
  let count = 0;

  function orderFor(last_digits: string, subscription_id = "CSM-NEWS"): SubscriptionOrder {
    count += 1;
    const name = `07HAKIKACALL${String(count).padStart(8, "0")}`;
    const provider_options = { subscription_id, subscription_provider: subscription_id.slice(0, 3) };
    const phone_number = `+2783${last_digits}`;
    return { ...subscriber, provider_options, phone_number, attempt_reference: name, call_reference: name };
  }

  const create = async (order: SubscriptionOrder): Promise<SubscriptionFinding> =>
    subscriptions.readCreate(await sandbox.carry(sent(subscriptions.create(order, sandbox.settings))), order);

  const ask = async (order: SubscriptionOrder): Promise<SubscriptionFinding> =>
    subscriptions.readInquiry(
      await sandbox.carry(sent(subscriptions.inquire(order, sandbox.settings))),
      order,
    );

  async function cancel(order: SubscriptionOrder): Promise<SubscriptionFinding> {
    const change = subscriptions.changes.cancel;
    if (change === undefined) throw new Error("A subscription can be cancelled.");
    return change.read(await sandbox.carry(change.request(order, sandbox.settings)), order, sandbox.settings);
  }

  test("begin, are so already, end, and have ended already", async () => {
    const order = orderFor("3000001");
    expect(await create(order)).toMatchObject({ standing: "active", provider: { http_status: 201 } });
    expect(await ask(order)).toMatchObject({ standing: "active" });
    expect((await create(orderFor("3000001"))).reading.reason).toBe("already_subscribed");
    expect(await cancel(order)).toMatchObject({ standing: "ended" });
    expect((await cancel(order)).reading.reason).toBe("already_unsubscribed");
    expect(await ask(order)).toMatchObject({ standing: "ended" });
  });

  test("that run are looked for on their customer's list, and have ended where they are missing", async () => {
    const order = orderFor("3000007");
    const { outcome_url = null } = await create(order);
    expect(outcome_url).toContain("/customers/{customerId}/subscriptions/CSM-NEWS");
    const running = { ...order, outcome_url };
    expect(await ask(running)).toMatchObject({ standing: "active" });
    sandbox.set({ systems: { CSM: "timeout" } });
    expect(await ask(running)).toMatchObject({ standing: null, about: "call" });
    sandbox.set({});
    await cancel(order);
    expect(await ask(running)).toMatchObject({ standing: "ended", provider: { code: "inactive" } });
    await sandbox.advance(30 * 24 * 60 * 60 * 1000);
    expect((await cancel(order)).reading.reason).toBe("already_unsubscribed");
    expect(await ask(running)).toMatchObject({ standing: "ended", provider: { code: "not_listed" } });
    expect(await ask(order)).toMatchObject({ standing: null, about: "call", provider: { code: "1000" } });
  });

  test("that are provisioned later are asked about where the platform says, and then by themselves", async () => {
    sandbox.set({ provision_later: true });
    const order = orderFor("3000002");
    const { standing, outcome_url = null } = await create(order);
    expect(standing).toBe("pending");
    expect(outcome_url).toContain(`/status/${order.attempt_reference}`);
    expect(await ask({ ...order, outcome_url })).toMatchObject({ standing: "pending" });
    await sandbox.advance(6_000);
    const over = await ask({ ...order, outcome_url });
    expect(over).toMatchObject({ standing: "active" });
    expect(over.outcome_url).toBe(outcome_url?.replace(/\/status\/.*/, ""));
    expect(await ask({ ...order, outcome_url: over.outcome_url ?? null })).toMatchObject({
      standing: "active",
    });
  });

  test("cannot be ended where the platform says that it was unsuccessful", async () => {
    const order = orderFor("3000003");
    await create(order);
    sandbox.set({ unsubscribe_fails: true });
    expect(await cancel(order)).toMatchObject({ standing: null, reading: { category: "declined" } });
    expect(await ask(order)).toMatchObject({ standing: "active" });
  });

  test("that nobody can pay for are refused", async () => {
    const [airtime, wallet] = [orderFor("3000004", "CSM-GAMES"), orderFor("2000060")];
    expect((await create(airtime)).reading).toMatchObject({ category: "payer_funds", money: "not_moved" });
    const provider_options = { ...wallet.provider_options, payment_source: "wallet" };
    expect((await create({ ...wallet, provider_options })).reading.category).toBe("payer_funds");
  });

  const refusals = Object.keys(errorCodes).filter((code) => code !== "1003");

  test.each(refusals)("that are answered with %s are read with that code", async (code) => {
    sandbox.set({ answer_with: { subscribe: code } });
    expect((await create(orderFor("3000006"))).provider.code).toBe(code);
  });

  test("whose answer leaves doubt are found by asking", async () => {
    const order = orderFor("3000005");
    sandbox.set({ systems: { AIR: "timeout" }, applied: "yes" });
    expect((await create(order)).reading).toMatchObject({ finality: "unresolved", money: "unknown" });
    sandbox.set({});
    expect(await ask(order)).toMatchObject({ standing: "active" });
  });
});
