import { expect, test } from "vitest";
import {
  type Answer,
  campaign,
  type Fields,
  MERCHANT,
  NUMBER,
  openRawClient,
  type RawClient,
  resultOf,
} from "./testing/raw-client.ts";

const HOUR_MS = 60 * 60 * 1000;
const lasts = { timeout: 10_000 };

const sms = (client: RawClient, fields: Fields): Promise<Answer> =>
  client.call("/v2.2/sms", {
    msisdn: NUMBER,
    campaign: campaign("one-off"),
    merchant: MERCHANT,
    correlator: "sms-1",
    ...fields,
  });

const ask = (client: RawClient, fields: Fields = {}): Promise<Answer> =>
  client.call("/v2.2/mo/charge", {
    msisdn: "96590001234",
    campaign: campaign("one-off"),
    merchant: MERCHANT,
    amount: "0.5",
    currency: "KWD",
    correlator: "hk-000031",
    description: "Coins",
    ...fields,
  });

const incoming = (client: RawClient, text: string, fields: Fields = {}): Promise<Answer> =>
  client.call(
    "/v2.2/mo",
    { msisdn: "96590001234", receiver: "93052", text, ...fields },
    { authorization: "" },
  );

const stateOf = async (client: RawClient, msisdn: string, code: string): Promise<unknown> => {
  const named = { msisdn, campaign: campaign(`subscription-${code}`), merchant: MERCHANT };
  return (await client.call("/v2.2/subscription/latest", named)).body["status"];
};

test("a text reaches the customer", async () => {
  await using client = await openRawClient();
  expect((await sms(client, { text: "Welcome to the news" })).body).toEqual({ success: true });
  expect(client.lastSms(NUMBER)).toBe("Welcome to the news");
  expect((await sms(client, { text: "Again" })).body).toMatchObject({ error: { code: "2007" } });
});

test("a preset is filled with values, of which those of letters and digits are quoted", async () => {
  await using client = await openRawClient();
  await sms(client, { text: `{username: 'a1', "password": "b 2", count: 3}` });
  expect(client.lastSms(NUMBER)).toBe("Game coins: username a1 password b 2 count 3");
  const bad = await sms(client, { text: "{username: a1}", correlator: "sms-2" });
  expect(bad.body).toMatchObject({ error: { code: "2022" } });
});

test("a phone that is off gets its messages once it is on", async () => {
  await using client = await openRawClient();
  await client.world.act(`+${NUMBER}`, "switch_off");
  await sms(client, { text: "Welcome" });
  expect(client.lastSms(NUMBER)).toBe("");
  const phone = await client.world.act(`+${NUMBER}`, "switch_on");
  expect(phone?.messages).toEqual([{ at_ms: Date.parse("2026-03-01T08:30:00Z"), text: "Welcome" }]);
  expect(await client.world.act(`+${NUMBER}`, "switch_on")).toBeNull();
});

test("a customer says yes by SMS, and a notification tells of the charge", async () => {
  await using client = await openRawClient();
  expect((await ask(client)).body).toEqual({ success: true });
  expect(client.lastSms("96590001234")).toBe("Reply YES to pay 0.500 KWD: Coins");
  expect(client.world.books()).toEqual([]);
  await client.advance(3_000);
  await expect
    .poll(() => client.receiver.received, lasts)
    .toMatchObject([
      {
        success: {
          type: "mo_charge",
          operator: "zain-kw",
          msisdn: "96590001234",
          currency: "KWD",
          amount: "0.5",
          correlator: "hk-000031",
          transaction: { status: "CHARGED" },
        },
      },
    ]);
  expect(client.world.books()).toMatchObject([{ attempt: "hk-000031", amount_minor: "500" }]);
});

test("who is asked by a reference is charged and told of under it", async () => {
  await using client = await openRawClient();
  const telenor = { msisdn: "959700001234", currency: "MMK" };
  const { msisdn: reference } = resultOf(await client.charge({ ...telenor, amount: "100" }));
  const asked = await ask(client, { msisdn: String(reference), currency: "MMK", amount: "100" });
  expect(asked.body).toEqual({ success: true });
  await client.advance(3_000);
  const told = { type: "mo_charge", msisdn: expect.stringMatching(/^telenor-TLN-MM:/) };
  await expect.poll(() => client.receiver.received, lasts).toMatchObject([{ success: told }]);
  expect(client.world.books().map(({ phone_number }) => phone_number)).toEqual(
    Array(2).fill("+959700001234"),
  );
});

test.each([
  ["approve", 1],
  ["refuse", 0],
  ["wrong_pin", null],
  ["ignore", null],
] as const)("the holder of the phone can %s", async (act, booked) => {
  await using client = await openRawClient();
  client.set({ mo_reply_after_ms: null });
  await ask(client);
  const prompt = client.world.phones().find(({ prompt }) => prompt !== null)?.prompt;
  expect(prompt).toMatchObject({
    text: "Reply YES to pay 0.500 KWD: Coins",
    provider_reference: "hk-000031",
  });
  const phone = await client.world.act("+96590001234", act);
  if (booked === null) expect(phone).toBeNull();
  else expect(phone?.prompt).toBeNull();
  await client.advance(25 * HOUR_MS);
  expect(client.world.books()).toHaveLength(booked ?? 0);
  await expect.poll(() => client.receiver.received.length, lasts).toBe(booked ?? 0);
  expect(await client.world.act("+96590001234", "approve")).toBeNull();
});

test("nobody says yes on a phone that is off", async () => {
  await using client = await openRawClient();
  await client.world.act("+96590001234", "switch_off");
  await ask(client);
  await client.advance(25 * HOUR_MS);
  expect(client.world.books()).toEqual([]);
});

test("a service that is tried out is there for its listed customers", async () => {
  await using client = await openRawClient();
  const own = { campaign: campaign("mo-in-test"), msisdn: "96560001234" };
  expect((await ask(client, own)).body).toEqual({ success: true });
});

test.each([
  ["96590001234", "93052", "zain-kw", "SUB NEWS", "UNSUB NEWS"],
  ["97330001234", "94005", "zain-bh", "start news", "stop news"],
  ["966500001234", "700116", "zain-sa", "NEWS", "UNEWS"],
  ["96550001234", "50700", "stc-kw", "NEWS", "STOP NEWS"],
  ["959700001234", "2222", "telenor-mm", "SUB NEWS", "STOP SLA NEWS"],
  ["97699001234", "1441", "unitel-mn", "ON30", "OFF"],
])("%s subscribes and unsubscribes by SMS to %s at %s", async (msisdn, receiver, code, on, off) => {
  await using client = await openRawClient();
  expect((await incoming(client, on, { msisdn, receiver, operator: code })).body).toEqual({
    success: true,
  });
  await client.advance(30_000);
  expect(await stateOf(client, msisdn, code)).toBe("ACTIVE");
  await expect
    .poll(() => client.receiver.received, lasts)
    .toMatchObject([{ success: { type: "subscription", mode: "MOSMS", operator: code } }]);
  expect((await incoming(client, off, { msisdn, receiver })).body).toEqual({ success: true });
  expect(await stateOf(client, msisdn, code)).toBe("DELETED");
  await expect
    .poll(() => client.receiver.received.at(-1), lasts)
    .toMatchObject({
      success: { mode: "MOSMS", transaction: { status: "DELETED" } },
    });
});

test("an SMS that subscribes twice is refused like a second create", async () => {
  await using client = await openRawClient();
  await incoming(client, "SUB NEWS");
  expect((await incoming(client, "SUB NEWS")).body).toMatchObject({ error: { code: "2012" } });
});
