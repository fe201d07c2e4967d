import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Simulator } from "../../../connector/simulator.ts";
import { simulator } from "./index.ts";
import { openRawClient } from "./testing/raw-client.ts";

const MINUTE_MS = 60_000;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "momo-vn-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("an order goes on after every restart, through its hold and its release", async () => {
  const codes: unknown[] = [];
  for (const ms of [0, 3_100, 1_000, 24 * 60 * MINUTE_MS]) {
    await using client = await openRawClient({ directory });
    if (ms === 0) await client.open({ orderId: "held", autoCapture: false });
    await client.advance(ms);
    codes.push(await client.codeOf("held"));
  }
  expect(codes).toEqual([1000, 7000, 9000, 1003]);
});

test("an answer that a restart cut off is given to the same request afterwards", async () => {
  const ipnUrl = "http://127.0.0.1:9/nobody";
  const same = { orderId: "slow", requestId: "slow", ipnUrl, userInfo: { phoneNumber: "0900009004" } };
  await askAndRestart(same);
  await using client = await openRawClient({ directory });
  expect((await client.create(same)).status).toBe(422);
  await client.advance(40_000);
  expect((await client.create(same)).body).toMatchObject({ resultCode: 0, payUrl: expect.any(String) });
  expect(await client.codeOf("slow")).toBe(0);
  expect(client.world.books()).toHaveLength(1);
});

/** The sandbox ends while the caller still waits. */
async function askAndRestart(fields: { readonly orderId: string }): Promise<void> {
  await using client = await openRawClient({ directory });
  const cut = client.create(fields).catch(() => undefined);
  await expect.poll(() => client.codeOf(fields.orderId), { timeout: 10_000 }).toBe(1000);
  void cut;
}

/** Without the one whose caller waits for ever, and the one whose caller waits for the clock. */
const numbers = simulator.magic
  .filter(({ field, value }) => field === "userInfo.phoneNumber" && !/900[34]$/.test(value))
  .map(({ value }) => value);

test.each(numbers)(
  "%s: tasks that are performed twice after a crash move the money once",
  async (phoneNumber) => {
    const outcome = async (theirSide: Simulator): Promise<unknown> => {
      await using client = await openRawClient({ theirSide });
      const fields = { orderId: "twice", userInfo: { phoneNumber } };
      await client
        .create({ ...fields, autoCapture: phoneNumber === "0900001003" ? false : undefined })
        .catch(() => "the connection was broken");
      await client.advance(20 * MINUTE_MS);
      const { transId, resultCode } = await client.query("twice");
      await client.refund(transId);
      await client.advance(120 * MINUTE_MS);
      return [resultCode, client.world.books().map(({ kind }) => kind), client.world.phones()];
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
