import { expect, test } from "vitest";
import { simulator } from "./index.ts";
import { NUMBER, openRawClient, transactionOf } from "./testing/raw-client.ts";

test("every case has a name of its own, and can be played on any operator's number", async () => {
  const cases = simulator.magic.filter(({ field }) => field === "msisdn");
  const names = cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(33);
  await using client = await openRawClient();
  for (const { name = "" } of cases) expect(await client.world.play(name, "+97330005678")).toBe(true);
  expect(await client.world.play("a case that nobody knows", `+${NUMBER}`)).toBe(false);
  expect(await client.world.play("failed", "+12025550123")).toBe(false);
});

test("a customer who is put into a case behaves as the magic number does", async () => {
  await using client = await openRawClient();
  await client.world.play("limit_exceeded", `+${NUMBER}`);
  expect(transactionOf(await client.charge())["status"]).toBe("LIMIT_EXCEEDED");
});

test("there is a customer of each operator from the start", async () => {
  await using client = await openRawClient();
  const wallets = client.world.wallets();
  expect(wallets).toHaveLength(17);
  expect(wallets).toContainEqual({
    wallet: `+${NUMBER}`,
    owner: "payer",
    balance_minor: "1000000",
    currency: "NGN",
  });
  for (const { phone_number, currency } of client.world.phones()) {
    expect(phone_number).toMatch(/^\+[1-9]\d{9,13}$/);
    expect(currency).toMatch(/^[A-Z]{3}$/);
  }
});

test("a balance can be set, and the statement knows", async () => {
  await using client = await openRawClient();
  expect(await client.world.setBalance(`+${NUMBER}`, "12345")).toBe(true);
  expect(client.balanceOf(NUMBER)).toBe("12345");
  expect(await client.world.setBalance("+2348099999999", "1")).toBe(false);
});

test("calls have names by which faults are asked for, all different", async () => {
  const names = (simulator.operations ?? []).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining([
      "charge",
      "refund",
      "pin",
      "subscription_create",
      "subscription_latest",
      "mo_charge",
      "check_transaction",
      "fraud_check_transaction",
      "purchase",
      "notification",
    ]),
  );
  await using client = await openRawClient();
  client.world.faults.add([{ kind: "server_error", operation: "charge" }]);
  expect((await client.charge()).status).toBe(503);
  expect((await client.create()).status).toBe(200);
});

test("the journal tells the code that a caller met, and the line of the books that a call touched", async () => {
  await using client = await openRawClient();
  await client.charge({ currency: "EUR" });
  await client.charge();
  const [refused, charged] = client.world.journal(2);
  expect(JSON.stringify(refused)).toContain("2005");
  expect(JSON.stringify(charged)).toContain("The operator says CHARGED.");
});
