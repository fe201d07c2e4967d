import { expect, test } from "vitest";
import { simulator } from "./index.ts";
import { openRawClient, PAYER } from "./testing/raw-client.ts";

const WALLET = `+84${PAYER.slice(1)}`;
const byHand = { auto_approve_after_ms: null };

test("a phone shows the latest order that waits, and the one before it once that is answered", async () => {
  await using client = await openRawClient();
  client.set(byHand);
  const oldest = await client.open({ orderInfo: "Oldest" });
  const first = await client.open({ orderInfo: "First" });
  const second = await client.open({ orderInfo: "Second", amount: 20_000 });
  const prompt = () => client.world.phones().find(({ phone_number }) => phone_number === WALLET)?.prompt;
  expect(prompt()).toMatchObject({
    text: "Hakika Test asks for 20000 VND: Second",
    provider_reference: second,
  });
  expect(await client.world.act(WALLET, "refuse")).toMatchObject({ prompt: { provider_reference: first } });
  expect(await client.world.act(WALLET, "approve")).toMatchObject({ prompt: { provider_reference: oldest } });
  expect(await client.world.act(WALLET, "wrong_pin")).toMatchObject({
    prompt: { provider_reference: oldest },
  });
  expect(await client.world.act(WALLET, "approve")).toMatchObject({ prompt: null });
  await client.advance(5_000);
  const codes = [await client.codeOf(oldest), await client.codeOf(first), await client.codeOf(second)];
  expect(codes).toEqual([0, 0, 1006]);
  expect(await client.world.act(WALLET, "approve")).toBeNull();
});

test("a phone that is off shows nothing and answers nothing; switched on, it shows what still waits", async () => {
  await using client = await openRawClient();
  expect(await client.world.act(WALLET, "switch_off")).toMatchObject({ switched_on: false });
  expect(await client.world.act(WALLET, "switch_off")).toBeNull();
  const orderId = await client.open();
  await client.advance(10_000);
  expect(await client.world.act(WALLET, "approve")).toBeNull();
  expect(await client.codeOf(orderId)).toBe(1000);
  expect(await client.world.act(WALLET, "switch_on")).toMatchObject({ prompt: { text: expect.any(String) } });
});

test("a payer who ignores an order does not answer it by habit", async () => {
  await using client = await openRawClient();
  const orderId = await client.open();
  await client.world.act(WALLET, "ignore");
  await client.advance(60_000);
  expect(await client.codeOf(orderId)).toBe(1000);
});

test("an order that names nobody is for the first phone", async () => {
  await using client = await openRawClient();
  client.set(byHand);
  const orderId = await client.open({ userInfo: undefined });
  expect(await client.world.act("+84900000000", "approve")).toMatchObject({ prompt: null });
  await client.advance(5_000);
  expect(await client.codeOf(orderId)).toBe(0);
});

test("two orders that name nobody are never taken for the same purchase", async () => {
  await using client = await openRawClient();
  await client.world.play("slow_processing", "+84900000000");
  const first = await client.open({ userInfo: undefined });
  await client.advance(5_000);
  expect(await client.codeOf(first)).toBe(7000);
  await client.open({ userInfo: undefined });
});

test("every case with a name can be played by a phone, and no name stands for two", async () => {
  await using client = await openRawClient();
  const names = simulator.magic.flatMap(({ name }) => (name === undefined ? [] : [name]));
  expect(names.length).toBeGreaterThan(40);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect([name, await client.world.play(name, WALLET)]).toEqual([name, true]);
  expect(await client.world.play("a case that nobody knows", WALLET)).toBe(false);
  expect(await client.world.play("pays", "+254700000000")).toBe(false);
});

test("a phone that plays another case is no longer in the one before", async () => {
  await using client = await openRawClient();
  await client.world.play("declines", WALLET);
  const declined = await client.open();
  await client.advance(10_000);
  expect(await client.codeOf(declined)).toBe(1006);
  await client.world.play("no_money", WALLET);
  await client.world.play("notification_lost", WALLET);
  await client.world.play("pays", WALLET);
  await client.paid();
  expect(client.notifications()).toHaveLength(1);
});

test("wallets of payers and merchants can be read, filled and emptied", async () => {
  await using client = await openRawClient();
  await client.paid();
  const balances = Object.fromEntries(
    client.world.wallets().map(({ wallet, owner, balance_minor }) => [wallet, `${owner} ${balance_minor}`]),
  );
  expect(balances).toMatchObject({ [WALLET]: "payer 119850000", HAKIKAVN0001: "merchant 150000" });
  expect(await client.world.setBalance(WALLET, "5")).toBe(true);
  expect(await client.world.setBalance("HAKIKAVN0001", "0")).toBe(true);
  expect(await client.world.setBalance("+84999999999", "0")).toBe(false);
  expect(await client.world.setBalance("nobody", "0")).toBe(false);
});

test("what a wallet may pay begins anew with the next day in Vietnam", async () => {
  await using client = await openRawClient();
  await client.paid({ amount: 50_000_000 });
  await client.paid({ amount: 50_000_000 });
  // The world begins at ten in the morning there.
  await client.advance(14 * 60 * 60_000);
  await client.paid();
});

test("the calls have the names under which faults are asked for", async () => {
  await using client = await openRawClient();
  const names = simulator.operations?.map(({ name }) => name) ?? [];
  expect(new Set(names).size).toBe(names.length);
  const orderId = await client.open();
  client.world.faults.add([{ kind: "server_error", operation: "query" }]);
  expect(await client.call("query", { orderId })).toMatchObject({ status: 503 });
  expect((await client.call("refund/query", { orderId })).status).toBe(200);
  client.world.faults.replace([{ kind: "drop_callback", operation: "notification" }]);
  await client.advance(10_000);
  expect(client.notifications()).toEqual([]);
});

test("the journal tells the code, and the line of the books that a payment made", async () => {
  await using client = await openRawClient();
  await client.paid();
  const settled = client.world.journal(100).find(({ books }) => books.length > 0);
  expect(settled).toMatchObject({ codes: ["0"], books: [{ kind: "charge", amount: 150_000 }] });
});

test("every setting and every magic value says what it does", () => {
  for (const says of Object.values(simulator.settings)) expect(says).toMatch(/\.$/);
  for (const { effect } of simulator.magic) expect(effect).toMatch(/\.$/);
});
