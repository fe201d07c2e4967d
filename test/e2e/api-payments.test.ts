import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { providers } from "../../src/providers/index.ts";
import { AMINA, type ApiAnswer, type ApiWorld, BARAKA, openApiWorld, payable } from "../support/api-world.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const codeOf = ({ status, body }: ApiAnswer) => `${status} ${body.code} ${body.field}`;

describe("a payment that is taken", () => {
  test("is answered with 202 and can be read again", async () => {
    const taken = await world.pay({ description: "Two tickets", metadata: { shop: "7" } });
    expect(taken.status).toBe(202);
    expect(taken.body).toMatchObject({
      id: expect.stringMatching(/^pay_[0-9a-z]{26}$/),
      status: "created",
      amount: { value: "150.00", currency: "KES" },
      phone_number: "+2547******09",
      reference: "order-77",
      description: "Two tickets",
      metadata: { shop: "7" },
      capture: "automatic",
      outcome: { money: "not_moved", safe_to_charge_again: false, basis: { rule: "hakika/accepted" } },
      version: 1,
    });
    expect((await world.call("GET", `/v1/payments/${taken.body.id}`)).text).toBe(taken.text);
  });

  test("leaves its event, and whoever sends webhooks is told", async () => {
    const before = world.pokes();
    const { body } = await world.pay();
    expect(world.pokes()).toBe(before + 1);
    const { body: events } = await world.call("GET", `/v1/events?operation=${body.id}`);
    expect(events.data).toMatchObject([{ type: "payment.created", data: { id: body.id } }]);
  });

  test("may leave the provider to us where one can be meant", async () => {
    const { status, body } = await world.pay({ provider: undefined });
    expect([status, body.provider]).toEqual([202, payable.provider]);
  });

  test("speaks to the payer in four languages", async () => {
    const { body } = await world.pay();
    const words = await Promise.all(
      ["en", "fr", "sw", "vi"].map(
        async (lang) => (await world.call("GET", `/v1/payments/${body.id}?lang=${lang}`)).body,
      ),
    );
    expect(new Set(words.map((payment) => payment.outcome.message.payer)).size).toBe(4);
  });

  test("holds no whole phone number in any answer or line of the log", async () => {
    const phone_number = "+254700111222";
    const { body } = await world.pay({ phone_number });
    await world.pay({ phone_number, amount: { value: "0", currency: "KES" } });
    await world.call("POST", "/v1/payments/search", { body: { phone_number } });
    const timeline = await world.call("GET", `/v1/payments/${body.id}/timeline`);
    expect(timeline.text + JSON.stringify(body) + world.logged.join("")).not.toContain("700111222");
  });
});

describe("a repeated request", () => {
  test("gets the first answer again, byte for byte, and stores nothing", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await world.pay({}, { headers });
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    const again = await world.pay({}, { headers });
    expect(again.status).toBe(202);
    expect(again.text).toBe(first.text);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
  });

  test("is the same whatever order its fields have", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await world.pay({}, { headers });
    const { provider, amount, ...rest } = payable;
    const reordered = { ...rest, amount: { currency: amount.currency, value: amount.value }, provider };
    const again = await world.call("POST", "/v1/payments", { headers, body: reordered });
    expect(again.text).toBe(first.text);
  });

  test("with another body is refused, however small the difference", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    await world.pay({}, { headers });
    for (const change of [
      { reference: "order-78" },
      { amount: { value: "150.00", currency: "KES" } },
      { metadata: {} },
    ])
      expect(codeOf(await world.pay(change, { headers }))).toBe("422 idempotency_key_reused Idempotency-Key");
  });

  test("gets its first answer on another node too, even where the same would now be refused", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await world.pay({}, { headers });
    const narrowed = providers.map((provider) => ({
      ...provider,
      capabilities: { ...provider.capabilities, operations: [] },
    }));
    await using later = await openApiWorld({ database_url: world.database_url, providers: narrowed });
    expect(codeOf(await later.pay({}, { key: world.key }))).toBe("422 provider_unknown /provider");
    expect((await later.pay({}, { headers, key: world.key })).text).toBe(first.text);
    const other = await later.pay({ reference: "order-78" }, { headers, key: world.key });
    expect(codeOf(other)).toBe("422 idempotency_key_reused Idempotency-Key");
  });

  test("that was refused was never remembered", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    expect(codeOf(await world.pay({ amount: { value: "150.10", currency: "KES" } }, { headers }))).toBe(
      "422 amount_not_accepted /amount/value",
    );
    expect((await world.pay({}, { headers })).status).toBe(202);
  });

  test("of another merchant, or in another environment, is another request", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const mine = await world.pay({}, { headers });
    const theirs = await world.pay({}, { headers, key: await world.newKey(BARAKA) });
    expect(theirs.status).toBe(202);
    expect(theirs.body.id).not.toBe(mine.body.id);
    const live = await world.pay({}, { headers, key: await world.newKey(AMINA, ["payments"], "live") });
    expect(codeOf(live)).toBe("422 provider_not_connected /provider");
  });
});

describe("an idempotency key", () => {
  test.each([
    ["a", 202],
    ["~", 202],
    ["with spaces inside and : ; , \"'", 202],
    ["x".repeat(255), 202],
    ["x".repeat(256), 400],
    ["é", 400],
    ["\u0080", 400],
    ["a\tb", 400],
  ])("%j is answered with %i", async (key, status) => {
    const { status: answered } = await world.pay({}, { headers: { "idempotency-key": `${key}` } });
    expect(answered).toBe(status);
  });

  test("is needed", async () => {
    const answer = await world.call("POST", "/v1/payments", { body: payable });
    expect(codeOf(answer)).toBe("400 idempotency_key_missing Idempotency-Key");
    expect(codeOf(await world.pay({}, { headers: { "idempotency-key": "" } }))).toContain(
      "idempotency_key_invalid",
    );
  });
});

describe("64 requests at once with one key", () => {
  test("make one payment, and all get the same bytes", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const reference = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => world.pay({ reference }, { headers })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers: sent }) => sent.get("idempotent-replayed") === null)).toHaveLength(1);
    expect((await world.call("GET", `/v1/payments?reference=${reference}`)).body.data).toHaveLength(1);
  });

  test("and two bodies make one payment, and the other body is refused", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const references = [crypto.randomUUID(), crypto.randomUUID()];
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, index) => world.pay({ reference: references[index % 2] }, { headers })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(32).fill(202), ...Array(32).fill(422)]);
    expect(new Set(answers.filter(({ status }) => status === 202).map(({ text }) => text)).size).toBe(1);
  });
});
