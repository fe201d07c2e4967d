import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Simulator } from "../../../connector/simulator.ts";
import { simulator } from "./index.ts";
import {
  campaign,
  MERCHANT,
  NUMBER,
  openRawClient,
  type RawClient,
  transactionOf,
} from "./testing/raw-client.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sla-dcb-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const stateOf = async (client: RawClient, msisdn: string): Promise<unknown> => {
  const named = { msisdn, campaign: campaign("daily"), merchant: MERCHANT };
  return (await client.call("/v2.2/subscription/latest", named)).body["status"];
};

test("a subscription goes on after every restart, and its money with it", async () => {
  for (const days of [0, 1, 2]) {
    await using client = await openRawClient({ directory });
    if (days === 0) await client.create();
    await client.advance(days * DAY_MS);
    expect(await stateOf(client, NUMBER)).toBe("ACTIVE");
  }
  await using client = await openRawClient({ directory });
  expect(client.world.books()).toHaveLength(4);
  expect(client.balanceOf(NUMBER)).toBe("960000");
});

test("transaction ids go on where they were, and correlators stay taken", async () => {
  const ids: unknown[] = [];
  for (const correlator of ["first", "second"]) {
    await using client = await openRawClient({ directory });
    ids.push(transactionOf(await client.charge({ correlator }))["transaction_id"]);
  }
  expect(ids).toEqual(["700000001", "700000002"]);
  await using client = await openRawClient({ directory });
  expect((await client.charge({ correlator: "first" })).body).toMatchObject({ error: { code: "2007" } });
});

/** Does everything that was put off a second time, as after a crash. */
const twice: Simulator = {
  ...simulator,
  perform: async (host, task) => {
    await simulator.perform(host, task);
    await simulator.perform(host, task);
  },
};

const numbers = simulator.magic.filter(({ field }) => field === "msisdn").map(({ value }) => value);

test.each([NUMBER, ...numbers])("%s: tasks that are performed twice move the money once", async (msisdn) => {
  const outcome = async (theirSide: Simulator): Promise<unknown> => {
    await using client = await openRawClient({ theirSide });
    const isNigerian = msisdn.startsWith("234");
    const order = isNigerian ? {} : { currency: "MMK" };
    await client.charge({ msisdn, ...order }).catch(() => "the connection was broken");
    const named = isNigerian ? {} : { campaign: campaign("subscription-telenor-mm") };
    await client.create({ msisdn, ...named }).catch(() => "the connection was broken");
    await client.advance(9 * DAY_MS);
    const books = client.world.books().map(({ at_ms, kind, amount_minor }) => [at_ms, kind, amount_minor]);
    return [await stateOf(client, msisdn), books, client.balanceOf(msisdn)];
  };
  expect(await outcome(twice)).toEqual(await outcome(simulator));
});

test("a notification that nobody takes is not repeated more often", async () => {
  await using client = await openRawClient({ theirSide: twice });
  client.receiver.answer(...Array<number>(20).fill(500));
  await client.charge({ msisdn: "2348090009114" });
  await client.advance(30 * DAY_MS);
  await expect.poll(() => client.receiver.received.length, { timeout: 10_000 }).toBe(7);
});
