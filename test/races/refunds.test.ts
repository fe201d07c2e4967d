import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readId, slotOf } from "../../src/core/ids.ts";
import { momoVn } from "../../src/providers/momo-vn/index.ts";
import { type ApiAnswer, type ApiWorld, openApiWorld } from "../support/api-world.ts";
import { found, says } from "../support/messages.ts";
import type { Untimed } from "../support/operations.ts";

/** One that gives back in parts; nothing goes out of this world, so what a refund answers is told by the test. */
const giving = {
  ...momoVn,
  capabilities: { ...momoVn.capabilities, refund: "partial" },
  connector: { ...momoVn.connector, kinds: { refund: momoVn.connector } },
} as const;

const PAID = 150_000;
let world: ApiWorld;
let keys = 0;

beforeAll(async () => {
  world = await openApiWorld({ providers: [giving] });
});
afterAll(() => world[Symbol.asyncDispose]());

async function happens(shown: string, ...events: readonly Untimed[]): Promise<void> {
  const id = readId("payment", shown) ?? readId("refund", shown) ?? "";
  for (const event of events)
    await world.engine.happened({
      slot: slotOf(id),
      id,
      event: { ...event, at: world.store.clock.now() } as never,
      raw: null,
    });
}

const began: Untimed = { type: "attempt_began" };
const silent: Untimed = { type: "attempt_silent", attempt: 1, cause: "TIMEOUT" };
const done = found("answer", says.completed);
const refused = found("answer", says.declined);
const provedNotDone = found("inquiry", says.declined);

async function paid(): Promise<string> {
  const amount = { value: String(PAID), currency: "VND" };
  const { body } = await create("/v1/payments", { provider: giving.id, amount });
  await happens(body.id, began, done);
  return body.id;
}

async function create(path: string, body: unknown, key?: string): Promise<ApiAnswer> {
  keys += 1;
  return await world.call("POST", path, { body, headers: { "idempotency-key": key ?? `key-${keys}` } });
}

function giveBack(payment: string, value?: number, key?: string): Promise<ApiAnswer> {
  const amount = value === undefined ? {} : { amount: { value: String(value), currency: "VND" } };
  return create(`/v1/payments/${payment}/refunds`, amount, key);
}

async function refundsOf(payment: string) {
  return (await world.call("GET", `/v1/payments/${payment}/refunds`)).body.data;
}

describe("the refunds of a payment", () => {
  test("never give back more than it took, whoever asks at the same time", async () => {
    const payment = await paid();
    const answers = await Promise.all(Array.from({ length: 20 }, () => giveBack(payment, PAID / 5)));
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted).toHaveLength(5);
    expect(new Set(answers.filter(({ status }) => status !== 202).map(({ body }) => body.code))).toEqual(
      new Set(["not_possible_now"]),
    );
    const refunds = await refundsOf(payment);
    expect(refunds.map(({ amount }: { amount: { value: string } }) => Number(amount.value))).toEqual(
      Array(5).fill(PAID / 5),
    );
  });

  test("of uneven parts leave what no part fits into", async () => {
    const payment = await paid();
    const answers = await Promise.all(Array.from({ length: 8 }, () => giveBack(payment, 40_000)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
    const late = await giveBack(payment, 40_000);
    expect(late.body).toMatchObject({
      code: "amount_not_accepted",
      detail: expect.stringContaining("30000 VND can still be given back"),
    });
    expect((await giveBack(payment)).body.amount).toEqual({ value: "30000", currency: "VND" });
  });

  test("are taken once for each key, and answered alike", async () => {
    const payment = await paid();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => giveBack(payment, 1_000, "return-12")),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === "true")).toHaveLength(19);
    expect(await refundsOf(payment)).toHaveLength(1);
    const other = await giveBack(payment, 2_000, "return-12");
    expect(other.body.code).toBe("idempotency_key_reused");
    const elsewhere = await giveBack(await paid(), 1_000, "return-12");
    expect([elsewhere.status, elsewhere.headers.get("idempotent-replayed")]).toEqual([202, null]);
  });

  test("come back to be given once more where it is certain that one failed", async () => {
    const payment = await paid();
    const { body: failed } = await giveBack(payment);
    await happens(failed.id, began, refused);
    expect((await world.call("GET", `/v1/refunds/${failed.id}`)).body).toMatchObject({
      status: "failed",
      payment,
    });
    const { body: next } = await giveBack(payment);
    await happens(next.id, began, done);
    expect((await world.call("GET", `/v1/refunds/${next.id}`)).body.status).toBe("succeeded");
    expect((await giveBack(payment)).body.detail).toContain("All of the payment is given back");
  });

  test("wait while nobody knows what became of one", async () => {
    const payment = await paid();
    const { body: lost } = await giveBack(payment, 1_000);
    await happens(lost.id, began, silent);
    const blocked = await Promise.all(Array.from({ length: 5 }, () => giveBack(payment, 1_000)));
    for (const { status, body } of blocked)
      expect([status, body.detail]).toEqual([409, expect.stringContaining("Nobody knows yet")]);
    await happens(lost.id, provedNotDone);
    expect((await giveBack(payment)).body.amount).toEqual({ value: String(PAID), currency: "VND" });
  });

  test("count again where a person says that one was carried out after all", async () => {
    const payment = await paid();
    const { body: refund } = await giveBack(payment);
    await happens(refund.id, began, refused, found("callback", says.completed));
    const { body: reviews } = await world.call("GET", `/v1/reviews?operation=${refund.id}`);
    const decision = { decision: "moved", why: "line 214 of the statement", by: "asha" };
    const decided = await world.call("POST", `/v1/reviews/${reviews.data[0].id}/decide`, { body: decision });
    expect(decided.body.operation.status).toBe("succeeded");
    expect((await giveBack(payment, 1_000)).status).toBe(409);
  });
});

describe("a refund is refused", () => {
  test.each([
    ["before the payment succeeded", [began]],
    ["of a payment that failed", [began, refused]],
  ])("%s", async (_when, events) => {
    const amount = { value: String(PAID), currency: "VND" };
    const { body } = await create("/v1/payments", { provider: giving.id, amount });
    await happens(body.id, ...events);
    expect((await giveBack(body.id)).body).toMatchObject({ code: "not_possible_now" });
  });

  test("while a person has to look at the payment", async () => {
    const payment = await paid();
    await happens(payment, found("callback", says.declined));
    expect((await giveBack(payment)).body.detail).toContain("open review");
  });

  test.each([
    ["in another currency", { value: "10", currency: "KES" }, "/amount/currency"],
    ["of nothing", { value: "0", currency: "VND" }, "/amount/value"],
    ["of a fraction of a đồng", { value: "10.5", currency: "VND" }, "/amount/value"],
    ["of more than was paid", { value: "150001", currency: "VND" }, "/amount/value"],
  ])("%s", async (_what, amount, field) => {
    const { status, body } = await create(`/v1/payments/${await paid()}/refunds`, { amount });
    expect([status, body.code, body.field]).toEqual([422, "amount_not_accepted", field]);
  });

  test("of a payment that is not ours", async () => {
    const { body } = await create("/v1/refunds", { payment: "pay_01k9d3z7g8f6qv2m4n5p6r7s8t" });
    expect(body.code).toBe("not_found");
  });
});

test("a refund named in the body is the same as one under the payment", async () => {
  const payment = await paid();
  const { body } = await create("/v1/refunds", { payment, reference: "return-13" }, "return-13");
  expect(body).toMatchObject({
    object: "refund",
    payment,
    amount: { value: String(PAID) },
    reference: "return-13",
  });
  const { body: list } = await world.call("GET", "/v1/refunds?reference=return-13");
  expect(list.data.map(({ id }: { id: string }) => id)).toEqual([body.id]);
  const { body: events } = await world.call("GET", `/v1/events?operation=${body.id}`);
  expect(events.data.map(({ type }: { type: string }) => type)).toEqual(["refund.created"]);
});
