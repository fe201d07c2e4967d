import { expect, test } from "vitest";
import { campaign, openRawClient, type RawClient } from "./testing/raw-client.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const lasts = { timeout: 10_000 };

const heard = (client: RawClient): number => client.receiver.received.length;

test("a notification is repeated after 1, 5, 15, 60, 360 and 1440 minutes, then given up", async () => {
  await using client = await openRawClient();
  client.receiver.answer(...Array<number>(10).fill(500));
  await client.charge({ msisdn: "2348090009114" });
  await client.advance(30_000);
  await expect.poll(() => heard(client), lasts).toBe(1);
  for (const [index, minutes] of [1, 5, 15, 60, 360, 1440].entries()) {
    await client.advance(minutes * MINUTE_MS - 1);
    expect(heard(client)).toBe(index + 1);
    await client.advance(1);
    expect(heard(client)).toBe(index + 2);
  }
  await client.advance(30 * DAY_MS);
  expect(heard(client)).toBe(7);
});

test.each([
  [200, 1],
  [204, 1],
  [302, 2],
  [404, 2],
])("an answer of %d makes %d attempts", async (status, attempts) => {
  await using client = await openRawClient();
  client.receiver.answer(status);
  await client.charge({ msisdn: "2348090009114" });
  await client.advance(30_000 + 2 * MINUTE_MS);
  await expect.poll(() => heard(client), lasts).toBe(attempts);
  const [first, ...others] = client.receiver.received;
  for (const other of others) expect(other).toEqual(first);
});

test("a notification goes where the portal says, and carries no proof of where it comes from", async () => {
  await using client = await openRawClient();
  const service = { notification_url: `${client.receiver.url}/elsewhere` };
  client.set({ notification_url: "http://127.0.0.1:9/", services: { [campaign("one-off")]: service } });
  await client.charge({ msisdn: "2348090009114" });
  await client.advance(30_000);
  await expect.poll(() => heard(client), lasts).toBe(1);
});

test.each([
  ["2348090009114", "success", "CHARGED", "error", "INSUFFICIENT_FUNDS"],
  ["2348090009115", "error", "FAILED", "success", "CHARGED"],
])(
  "the notification about %s (%s, %s) can be contradicted",
  async (msisdn, word, status, otherWord, other) => {
    await using client = await openRawClient();
    client.world.faults.add([{ kind: "contradict_callback" }]);
    await client.charge({ msisdn });
    await client.advance(MINUTE_MS);
    await expect.poll(() => heard(client), lasts).toBe(2);
    expect(client.receiver.received).toMatchObject([
      { [word]: { transaction: { status } } },
      { [otherWord]: { transaction: { status: other } } },
    ]);
    const ids = client.receiver.received.map((told) => Object.values(told)[0]?.["transaction"]);
    expect(
      new Set(ids.map((transaction) => (transaction as Readonly<Record<string, unknown>>)["transaction_id"]))
        .size,
    ).toBe(1);
  },
);

test("what is no message about a charge cannot be contradicted", async () => {
  await using client = await openRawClient();
  client.world.faults.add([{ kind: "contradict_callback" }]);
  await client.create();
  const deleted = { msisdn: "2348090001234", campaign: campaign("daily") };
  const { merchant } = (await import("./seed-world.ts")).credentials;
  await client.call("/v2.2/subscription/delete", { ...deleted, merchant });
  await client.advance(MINUTE_MS);
  await expect.poll(() => heard(client), lasts).toBe(1);
});
