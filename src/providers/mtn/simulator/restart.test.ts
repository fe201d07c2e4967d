import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Simulator } from "../../../connector/simulator.ts";
import { simulator } from "./index.ts";
import { openRawClient } from "./testing/raw-client.ts";

const ID = "6a1d2a5e-43c1-4c9b-8d3e-2f6f3f7f9a01";
const MINUTE_MS = 60_000;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "mtn-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("a payment goes on after every restart, and the wallet with it", async () => {
  const words: unknown[] = [];
  for (const [index, advance_ms] of [0, 10_000, 10_000].entries()) {
    await using client = await openRawClient({ directory });
    if (index === 0) await client.pay({ correlatorId: ID, payer: { payerId: "27832000064" } });
    await client.advance(advance_ms);
    words.push(await client.outcome(ID));
  }
  expect(words).toEqual(["Pending", "Pending", "Successful"]);
  await using client = await openRawClient({ directory });
  expect(client.world.books()).toHaveLength(1);
});

const twice: Simulator = {
  ...simulator,
  perform: async (host, task) => {
    await simulator.perform(host, task);
    await simulator.perform(host, task);
  },
};

test("a provisioning that is performed twice is told of once", async () => {
  await using client = await openRawClient({ theirSide: twice });
  client.set({ provision_later: true });
  await client.call("POST", "/v2/customers/27832000046/subscriptions", {
    body: { subscriptionId: "CSM-NEWS", subscriptionProviderId: "CSM" },
  });
  await client.advance(5_000);
  const texts = client.world.phones()[0]?.messages?.map(({ text }) => text) ?? [];
  expect(texts.filter((text) => text.startsWith("You have subscribed"))).toHaveLength(1);
});

/** Without the one whose caller waits for ever. */
const numbers = simulator.magic
  .filter(({ field, value }) => field === "msisdn" && value !== "27832000082")
  .map(({ value }) => value);

test.each(numbers)(
  "%s: tasks that are performed twice after a crash move the money once",
  async (payerId) => {
    const outcome = async (theirSide: Simulator): Promise<unknown> => {
      await using client = await openRawClient({ theirSide });
      const sent = client.pay({ correlatorId: ID, payer: { payerId } }).catch(() => "broken");
      await client.settle(sent);
      await client.advance(20 * MINUTE_MS);
      const { status, body } = await client.status(ID);
      const books = client.world.books().map(({ kind, amount_minor }) => [kind, amount_minor]);
      return [status, body["statusCode"], body["data"], books, client.world.wallets(), client.world.phones()];
    };
    const twice: Simulator = {
      ...simulator,
      perform: async (host, task) => {
        await simulator.perform(host, task);
        await simulator.perform(host, task);
      },
    };
    expect(await outcome(twice)).toEqual(await outcome(simulator));
  },
);
