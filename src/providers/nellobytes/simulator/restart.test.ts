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
  directory = mkdtempSync(join(tmpdir(), "nellobytes-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("an order in the middle of its hour goes on after every restart, and the wallet with it", async () => {
  let order_id = "";
  const codes: unknown[] = [];
  for (const minutes of [0, 1.5, 30, 25, 10]) {
    await using client = await openRawClient({ directory });
    if (minutes === 0) order_id = await client.order({ MobileNumber: "08030000201" });
    await client.advance(minutes * MINUTE_MS);
    codes.push(await client.codeOf(order_id));
  }
  expect(codes).toEqual(["100", "201", "201", "201", "501"]);
  await using client = await openRawClient({ directory });
  expect(await client.balance()).toBe("10,000,000.00");
  expect(client.world.books().map(({ kind }) => kind)).toEqual(["charge", "reversal"]);
});

test("order numbers and receipts go on where they were", async () => {
  const orders: string[] = [];
  for (const _start of ["first", "second"]) {
    await using client = await openRawClient({ directory });
    orders.push(await client.order(), await client.order());
  }
  expect([...orders].sort()).toEqual(orders);
  expect(new Set(orders).size).toBe(4);
});

/** Without the one whose caller waits for ever. */
const numbers = simulator.magic
  .filter(({ field, value }) => field === "MobileNumber" && value !== "08030009003")
  .map(({ value }) => value);

test.each(numbers)(
  "%s: tasks that are performed twice after a crash move the money once",
  async (MobileNumber) => {
    const outcome = async (theirSide: Simulator): Promise<unknown> => {
      await using client = await openRawClient({ theirSide });
      const RequestID = "TWICE0001";
      const MobileNetwork = MobileNumber.startsWith("0805") ? "02" : "01";
      const fields = { MobileNetwork, MobileNumber, RequestID, CallBackURL: undefined };
      await client.airtime(fields).catch(() => "the connection was broken");
      await client.advance(80 * MINUTE_MS);
      const { body } = await client.call("APIQueryV1", { RequestID });
      return [body["statuscode"], body["status"], await client.balance(), client.world.phones()];
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

test("the example of the simulator succeeds in a new world", async () => {
  await using client = await openRawClient();
  const { path } = simulator.example(`${client.receiver.url}/example`);
  const url = new URL(path, "http://sandbox");
  const fields = Object.fromEntries(url.searchParams);
  const { body } = await client.call(url.pathname.slice(1).replace(".asp", ""), fields);
  await client.advance(3_000);
  expect(await client.codeOf(body["orderid"])).toBe("200");
  expect(client.receiver.received).toMatchObject([{ path: "/example", fields: { statuscode: "200" } }]);
});
