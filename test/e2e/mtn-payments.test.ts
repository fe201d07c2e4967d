import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mtn } from "../../src/providers/mtn/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE, SECOND } from "../support/operations.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

type Body = ReturnType<typeof JSON.parse>;

let world: DevelopmentWorld;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

const ONE = { value: "1", currency: "ZAR" };
const TEN = { value: "10", currency: "ZAR" };

async function pay(phone_number: string, wish: object = {}): Promise<string> {
  return (await world.api("/v1/payments", { provider: mtn.id, amount: TEN, phone_number, ...wish })).id;
}

const read = (id: string): Promise<Body> => world.api(`/v1/payments/${id}`);

/** What the provider's books say of a phone: a charge counts up, a reversal down. */
async function charges(phone_number: string): Promise<number> {
  const entries = (await world.books(mtn.id)).filter((entry) => entry.phone_number === phone_number);
  return entries.reduce((sum, { kind }) => sum + (kind === "charge" ? 1 : -1), 0);
}

type Story = readonly [phone: string, status: string, charges: number, code: string | null];

/** Phones that are a case of the simulator's: where their payments end, and with which code or word. */
const stories: readonly Story[] = [
  ["27832000046", "succeeded", 1, "successful"],
  // Gaps in a profile are no obstacle to a payment, but for the one who has no wallet.
  ...["27832000048", "27832000049", "27832000050", "27832000051"].map(succeeds),
  ["27832000047", "failed", 0, "1001"],
  ["27832000065", "failed", 0, "1001"],
  ["27832000060", "failed", 0, "6001"],
  ["27832000063", "failed", 0, "rejected"],
  ["27832000070", "failed", 0, "expired"],
  // Time-outs of three kinds, and a system error: what became of the money, the status call tells.
  ["27832000062", "failed", 0, "expired"],
  ["27832000071", "succeeded", 1, "successful"],
  ["27832000067", "failed", 0, "failed"],
  ...["27832000064", "27832000066", "27832000072", "27832000073"].map(succeeds),
  // Paid, and the goods do not come.
  succeeds("27832000068"),
  // Neither answer nor status ever proves that nothing happened, so a person has to find out.
  ...["27832000061", "27832000069", "27832000074", "27832000080"].map(unknown),
  // Answers that are lost or say nothing.
  ...["27832000081", "27832000083", "27832000084", "27832000085"].map(succeeds),
  // Callbacks that are lost, doubled, late, early or wrong decide nothing.
  ...["27832000090", "27832000091", "27832000092", "27832000093", "27832000094"].map(succeeds),
  ["27832000095", "failed", 0, "rejected"],
];

/** Numbers that ask for a code. After the three that leave doubt the money moves later. */
const shortcuts: readonly Story[] = [
  // Those that are too fast for ever, too: it is tried again until the deadline.
  ...["1000", "1001", "1013", "3006", "4000", "4001", "5000", "5001", "6001"].map(
    (code): Story => [`2783999${code}`, "failed", 0, code],
  ),
  ...["1002", "1003", "1005", "1012", "2000", "3000", "6000"].map((code) => unknown(`2783999${code}`)),
  ...["1004", "1007", "3001", "3003"].map((code) => succeeds(`2783999${code}`)),
];

function succeeds(phone: string): Story {
  return [phone, "succeeded", 1, "successful"];
}

function unknown(phone: string): Story {
  return [phone, "in_reconciliation", 0, null];
}

describe("every case of the simulator's phones", () => {
  const all = [...stories, ...shortcuts];
  const payments = new Map<string, string>();

  beforeAll(async () => {
    for (const [phone] of all) payments.set(phone, await pay(`+${phone}`));
    await world.advance(25 * HOUR);
  }, 300_000);

  test.each(all)("%s ends as %s", async (phone, status, charged, code) => {
    const payment = await read(payments.get(phone) ?? "");
    expect([payment.status, await charges(`+${phone}`)]).toEqual([status, charged]);
    expect(payment.needs_review).toBe(status === "in_reconciliation");
    if (code !== null) expect(payment.outcome.provider.code).toBe(code);
    if (status === "failed") expect(payment.outcome.money).toBe("not_moved");
  });

  test("none is left out", () => {
    const numbers = mtn.simulator.magic.filter(({ field }) => field === "msisdn").map(({ value }) => value);
    // A call that is never answered ends by the wall clock, and a reversal has a test of its own.
    const elsewhere = ["27832000082", "27832000086"];
    expect(numbers.toSorted()).toEqual([...all.map(([phone]) => phone), ...elsewhere].toSorted());
  });

  test("whoever was turned away before any work can be charged again", async () => {
    for (const code of ["1013", "3006", "6001"]) {
      const { outcome } = await read(payments.get(`2783999${code}`) ?? "");
      expect([code, outcome.safe_to_charge_again]).toEqual([code, true]);
    }
  });

  test("a success without its goods asks the merchant to see to it", async () => {
    const { outcome } = await read(payments.get("27832000068") ?? "");
    expect(outcome).toMatchObject({
      money: "moved",
      actor: "merchant",
      advice: { action: "escalate" },
      basis: { rule: "mtn/result/paid_not_fulfilled", evidence: "inquiry" },
    });
  });
});

test("a payment waits for its payer, and is found by the name that the platform gave it", async () => {
  const id = await pay("+27832000201");
  await world.advance(SECOND);
  expect(await read(id)).toMatchObject({
    status: "awaiting_payer",
    outcome: { actor: "payer", reason: "awaiting_payer" },
  });
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "succeeded", outcome: { money: "moved" } });
});

test("of many payments from one phone each is made, as fast as the platform lets them", async () => {
  const ids = await Promise.all(
    Array.from({ length: 7 }, () =>
      pay("+27832000208", { provider_options: { method: "airtime" }, amount: ONE }),
    ),
  );
  await world.advance(30 * MINUTE);
  for (const id of ids) expect(await read(id)).toMatchObject({ status: "succeeded" });
  expect(await charges("+27832000208")).toBe(7);
});

test.each([
  ["final200", "+27832000211"],
  ["illegal102", "+27832000212"],
])("1004 sent as %s does no harm", async (pending_style, phone_number) => {
  await world.set(mtn.id, { pending_style, auto_approve_after_ms: 20_000 });
  const id = await pay(phone_number);
  await world.advance(10 * SECOND);
  expect((await read(id)).status).toBe("awaiting_payer");
  await world.advance(MINUTE);
  await world.set(mtn.id, {});
  expect([(await read(id)).status, await charges(phone_number)]).toEqual(["succeeded", 1]);
});

test("where the platform recognises nothing again, nothing is sent again", async () => {
  await world.set(mtn.id, { dedupe: "none" });
  const cases = ["reply_lost", "timeout_then_paid", "system_error_but_paid", "operation_timeout_but_paid"];
  const paid = await Promise.all(
    cases.map(async (name, index) => {
      const phone_number = `+2783200022${index}`;
      await world.control(`/${mtn.id}/scenarios/play`, { name, phone_number });
      return [await pay(phone_number), phone_number] as const;
    }),
  );
  await world.advance(10 * MINUTE);
  await world.set(mtn.id, {});
  for (const [id, phone_number] of paid)
    expect([(await read(id)).status, await charges(phone_number)]).toEqual(["succeeded", 1]);
});

test("one that the platform reverses later has been paid, as far as anybody was told", async () => {
  const id = await pay("+27832000086");
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "succeeded" });
  await world.advance(HOUR);
  expect([(await read(id)).status, await charges("+27832000086")]).toEqual(["succeeded", 0]);
});

test("airtime is taken at once, and asked about once", async () => {
  const ways = { provider_options: { method: "airtime" } };
  const paid = await pay("+27832000202", ways);
  const poor = await pay("+27832000060", ways);
  await world.advance(MINUTE);
  expect(await read(paid)).toMatchObject({
    status: "succeeded",
    outcome: { provider: { code: "successful" } },
  });
  expect(await read(poor)).toMatchObject({ status: "failed", outcome: { reason: "insufficient_funds" } });
});

describe("a content token", () => {
  const token = (content_token: string) => ({ provider_options: { method: "content_token", content_token } });

  test.each([
    ["HAKIKA-TOKEN-AIRTIME-0001", "succeeded", "carried_out"],
    ["HAKIKA-TOKEN-CANCELLED-0004", "failed", "1003"],
    ["HAKIKA-TOKEN-NOMONEY-0006", "failed", "6001"],
  ])("%s ends as %s", async (content_token, status, code) => {
    const id = await pay("+27832000203", token(content_token));
    await world.advance(MINUTE);
    expect(await read(id)).toMatchObject({ status, outcome: { provider: { code } } });
  });

  test.each<[string, object, string]>([
    ["without its token", { provider_options: { method: "content_token" } }, "content_token"],
    ["beside another method", { provider_options: { content_token: "HAKIKA-TOKEN-AIRTIME-0001" } }, "method"],
    [
      "in another currency",
      { ...token("HAKIKA-TOKEN-AIRTIME-0001"), amount: { value: "10", currency: "NGN" } },
      "method",
    ],
  ])("is not taken %s", async (_what, wish, option) => {
    const body = { provider: mtn.id, amount: TEN, phone_number: "+27832000203", ...wish };
    expect(await world.tryApi("/v1/payments", body)).toMatchObject({
      status: 422,
      body: { field: `/provider_options/${option}` },
    });
  });
});

test("the number of the provider's own example, one digit too long, is not sent at all", async () => {
  const body = { provider: mtn.id, amount: TEN, phone_number: "+278320123456" };
  expect((await world.tryApi("/v1/payments", body)).status).toBeGreaterThanOrEqual(400);
});

describe("a refund", () => {
  const refund = (id: string, value: string) =>
    world.api(`/v1/payments/${id}/refunds`, { amount: { value, currency: "ZAR" } });
  const state = async ({ id }: Body): Promise<Body> => (await world.api(`/v1/refunds/${id}`)).status;

  test.each([
    ["a wallet", "+27832000204", {}],
    ["airtime", "+27832000205", { provider_options: { method: "airtime" } }],
    [
      "a content token",
      "+27832000206",
      { provider_options: { method: "content_token", content_token: "HAKIKA-TOKEN-WALLET-0002" } },
    ],
  ])("of a payment by %s comes in parts, and never above the whole", async (_by, phone_number, wish) => {
    const id = await pay(phone_number, wish);
    await world.advance(MINUTE);
    const part = await refund(id, "4");
    await world.advance(MINUTE);
    expect(await state(part)).toBe("succeeded");
    const more = { amount: { value: "6.01", currency: "ZAR" } };
    expect((await world.tryApi(`/v1/payments/${id}/refunds`, more)).status).toBeGreaterThanOrEqual(400);
    const rest = await refund(id, "6");
    await world.advance(MINUTE);
    expect(await state(rest)).toBe("succeeded");
  });

  test("that the merchant's own account cannot pay fails, and is the merchant's to mend", async () => {
    const id = await pay("+27832000207");
    await world.advance(MINUTE);
    await world.set(mtn.id, { answer_with: { pay: "6001" } });
    const { id: refund_id } = await refund(id, "10");
    await world.advance(MINUTE);
    await world.set(mtn.id, {});
    expect(await world.api(`/v1/refunds/${refund_id}`)).toMatchObject({
      status: "failed",
      outcome: { reason: "merchant_balance_insufficient", disclosure: "mask" },
    });
  });
});

keepWalkedCodes(() => toldIn(world));
