import { expect, test } from "vitest";
import { simulator } from "./index.ts";
import { credentials } from "./seed-world.ts";
import { openRawClient } from "./testing/raw-client.ts";
import { sign } from "./webhook.ts";

const PAYER = "+254708374149";

test("a payer's wallet can be read, topped up and emptied, and payments follow it", async () => {
  await using client = await openRawClient();
  expect(client.world.wallets()).toContainEqual({
    wallet: PAYER,
    owner: "payer",
    balance_minor: "7000000",
    currency: "KES",
  });
  await client.world.setBalance(PAYER, "0");
  await client.initiate();
  await client.advance(3_000);
  expect(client.webhooks()).toMatchObject([{ result_code: "1" }]);
  expect(await client.world.setBalance("+254799999999", "0")).toBe(false);
});

test.each([
  ["cancels", "1032"],
  ["no_money", "1"],
  ["wrong_pin", "2001"],
  ["core_fails", "9999"],
])("an ordinary phone plays %s: result %s", async (name, result_code) => {
  await using client = await openRawClient();
  expect(await client.world.play(name, PAYER)).toBe(true);
  await client.initiate();
  await client.advance(30_000);
  expect(client.webhooks()).toMatchObject([{ result_code }]);
});

test("a phone that plays another case is no longer in the one before", async () => {
  await using client = await openRawClient();
  await client.world.play("webhook_lost", PAYER);
  await client.world.play("pays", PAYER);
  await client.initiate();
  await client.advance(3_000);
  expect(client.webhooks()).toMatchObject([{ result_code: "0" }]);
});

test("every case with a name can be played by a phone, and no name stands for two", async () => {
  await using client = await openRawClient();
  const names = simulator.magic.flatMap(({ name }) => (name === undefined ? [] : [name]));
  expect(names.length).toBeGreaterThan(20);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect([name, await client.world.play(name, PAYER)]).toEqual([name, true]);
});

test.each([
  ["254708374149", "0", "1032"],
  ["254700001032", "1032", "0"],
])(
  "the webhook of %s with %s is contradicted by one with %s, rightly signed",
  async (msisdn, said, opposite) => {
    await using client = await openRawClient();
    client.world.faults.replace([{ kind: "contradict_callback", operation: "result" }]);
    await client.initiate({ msisdn });
    await client.advance(3_000);
    expect(client.webhooks()).toMatchObject([{ result_code: said }, { result_code: opposite }]);
    for (const { body, signature } of client.receiver.received)
      expect(signature).toBe(sign(body, credentials.webhook_secret));
    expect(client.world.books()).toHaveLength(said === "0" ? 1 : 0);
  },
);

test("the journal tells the code, the push before and after, and the charge in the books", async () => {
  await using client = await openRawClient();
  await client.initiate();
  await client.advance(3_000);
  const settled = client.world.journal(100).find(({ books }) => books.length > 0);
  expect(settled).toMatchObject({
    codes: ["0"],
    books: [{ kind: "charge", amount_minor: "150000" }],
    changes: expect.arrayContaining([
      expect.objectContaining({
        kind: "push",
        before: expect.objectContaining({ phase: "prompt" }),
        after: expect.objectContaining({ phase: "ended" }),
      }),
    ]),
  });
});

test("the check of a callback URL meets no fault of callbacks", async () => {
  await using client = await openRawClient();
  client.world.faults.replace([{ kind: "drop_callback" }]);
  expect((await client.initiate()).status).toBe(200);
  await client.advance(3_000);
  expect(client.webhooks()).toEqual([]);
  client.world.faults.replace([]);
  await client.advance(60_000);
  expect(client.webhooks()).toMatchObject([{ result_code: "0" }]);
});
