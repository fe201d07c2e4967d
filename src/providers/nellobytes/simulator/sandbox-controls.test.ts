import { expect, test } from "vitest";
import { simulator } from "./index.ts";
import { openRawClient } from "./testing/raw-client.ts";

const MINUTE_MS = 60_000;

test("every case has a name of its own, and can be played on any number", async () => {
  const cases = simulator.magic.filter(({ field }) => field === "MobileNumber");
  const names = cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  await using client = await openRawClient();
  for (const { name = "" } of cases) expect(await client.world.play(name, "+2348030000077")).toBe(true);
  expect(await client.world.play("a case that nobody knows", "+2348030000077")).toBe(false);
});

test("a line that is put into a case behaves as the magic number does", async () => {
  await using client = await openRawClient();
  await client.world.play("code_515", "+2348030000077");
  const order_id = await client.order({ MobileNumber: "08030000077" });
  await client.advance(3_000);
  expect(await client.codeOf(order_id)).toBe("515");
});

test("an operator writes to the line what it has delivered, in silence too", async () => {
  await using client = await openRawClient();
  await client.data({ MobileNumber: "08030004201" });
  await client.advance(75 * MINUTE_MS);
  const phone = client.world.phones().find(({ phone_number }) => phone_number === "+2348030004201");
  expect(phone?.messages).toMatchObject([
    { at_ms: Date.parse("2026-03-14T09:08:01Z"), text: "You have received: 1 GB - 30 days." },
  ]);
});

test("a wallet can be filled and emptied, and its statement knows", async () => {
  await using client = await openRawClient();
  await client.data();
  expect(client.world.wallets()).toContainEqual({
    wallet: "CK100000001",
    owner: "merchant",
    balance_minor: "999943987",
    currency: "NGN",
  });
  expect(await client.world.setBalance("CK100000001", "9699")).toBe(true);
  expect(await client.balance()).toBe("96.995");
  expect((await client.airtime()).body).toEqual({ status: "INSUFFICIENT_BALANCE" });
  await client.world.setBalance("CK100000001", "10000");
  await client.order();
  expect(await client.world.setBalance("CK1", "10000")).toBe(false);
});

test.each([
  ["get", "08030000001", ["200", "511"]],
  ["json", "08030000511", ["511", "200"]],
])("a callback (%s) can be contradicted", async (callback_form, MobileNumber, codes) => {
  await using client = await openRawClient();
  client.set({ callback_form });
  client.world.faults.add([{ kind: "contradict_callback" }]);
  const order_id = await client.order({ MobileNumber });
  await client.advance(3_000);
  expect(client.receiver.received.map(({ fields }) => fields["statuscode"])).toEqual(codes);
  expect(new Set(client.receiver.received.map(({ fields }) => fields["orderid"]))).toEqual(
    new Set([order_id]),
  );
});

test("what is no message about an end cannot be contradicted", async () => {
  await using client = await openRawClient();
  client.set({ callback_at_every_change: true });
  client.world.faults.add([{ kind: "contradict_callback", count: 1 }]);
  await client.order();
  await client.advance(3_000);
  expect(client.receiver.received.map(({ fields }) => fields["statuscode"])).toEqual(["100", "300", "200"]);
});

test("the calls have the names under which faults are asked for", async () => {
  await using client = await openRawClient();
  client.world.faults.add([{ kind: "server_error", operation: "query" }]);
  const order_id = await client.order();
  expect(await client.call("APIqueryV1", { OrderID: order_id })).toMatchObject({ status: 503 });
  expect(await client.balance()).toBe("9,999,903.00");
});
