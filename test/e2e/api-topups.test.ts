import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiAnswer, type ApiWorld, openApiWorld, sellable } from "../support/api-world.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const codeOf = ({ status, body }: ApiAnswer) => `${status} ${body.code} ${body.field}`;

describe("a top-up that is taken", () => {
  test("is answered with 202 and can be read, listed and found by its phone number", async () => {
    const taken = await world.topUp({ phone_number: "+2348030000777" });
    expect(taken.status).toBe(202);
    expect(taken.body).toMatchObject({
      id: expect.stringMatching(/^top_[0-9a-z]{26}$/),
      object: "topup",
      status: "created",
      amount: { value: "100.00", currency: "NGN" },
      provider_options: { network: "mtn" },
      outcome: { money: "not_moved", safe_to_charge_again: false },
      resolving: false,
    });
    expect((await world.call("GET", `/v1/topups/${taken.body.id}`)).text).toBe(taken.text);
    const { body: list } = await world.call("GET", "/v1/topups?limit=1");
    expect(list.data).toMatchObject([{ id: taken.body.id }]);
    const found = await world.call("POST", "/v1/topups/search", { body: { phone_number: "+2348030000777" } });
    expect(found.body.data).toMatchObject([{ id: taken.body.id }]);
  });

  test("leaves its own event", async () => {
    const { body } = await world.topUp();
    const { body: events } = await world.call("GET", `/v1/events?operation=${body.id}`);
    expect(events.data).toMatchObject([{ type: "topup.created", data: { id: body.id, object: "topup" } }]);
    const { body: byType } = await world.call("GET", "/v1/events?type=topup.created&limit=1");
    expect(byType.data).toMatchObject([{ data: { id: body.id } }]);
  });

  test("is no payment, and a payment is no top-up", async () => {
    const [topup, payment] = await Promise.all([world.topUp(), world.pay()]);
    const disguised = topup.body.id.replace("top_", "pay_");
    for (const path of [
      `/v1/payments/${topup.body.id}`,
      `/v1/payments/${disguised}`,
      `/v1/topups/${payment.body.id}`,
    ])
      expect((await world.call("GET", path)).status).toBe(404);
    const { body: payments } = await world.call("GET", "/v1/payments?limit=100");
    expect(payments.data.every(({ object }: { object: string }) => object === "payment")).toBe(true);
  });

  test("may leave the network to us where the number tells it, and name it for one that was ported", async () => {
    const told = await world.topUp({ provider_options: undefined });
    expect(told.body.provider_options).toEqual({ network: "mtn" });
    const ported = await world.topUp({ provider_options: { network: "airtel" } });
    expect(ported.body.provider_options).toEqual({ network: "airtel" });
  });

  test("may leave the provider to us where one can be meant, and has to name it where several can", async () => {
    const abroad = {
      provider: undefined,
      phone_number: "+27832000046",
      amount: { value: "10", currency: "ZAR" },
      provider_options: undefined,
    };
    const { status, body } = await world.topUp(abroad);
    expect([status, body.provider]).toEqual([202, "mtn"]);
    const unclear = await world.topUp({ provider: undefined });
    expect(codeOf(unclear)).toBe("422 provider_not_chosen /provider");
    expect(unclear.body.detail).toContain(sellable.provider);
  });

  test("can be withdrawn while nothing was sent, and then is safe to ask for again", async () => {
    const { body } = await world.topUp();
    const cancelled = await world.call("POST", `/v1/topups/${body.id}/cancel`);
    expect(cancelled.body).toMatchObject({ status: "cancelled", outcome: { safe_to_charge_again: true } });
  });

  test("cannot be disputed while nothing was sent", async () => {
    const { body } = await world.topUp();
    const refused = await world.call("POST", `/v1/topups/${body.id}/resolve`);
    expect(codeOf(refused)).toBe("409 not_possible_now null");
    expect(refused.body.detail).toContain("Nothing was sent yet");
  });

  test("is only answered with once it has ended, whatever is asked of it", async () => {
    const { body } = await world.topUp();
    await world.call("POST", `/v1/topups/${body.id}/cancel`);
    for (const what of ["sync", "resolve"]) {
      const answer = await world.call("POST", `/v1/topups/${body.id}/${what}`);
      expect([answer.status, answer.body.status]).toEqual([200, "cancelled"]);
    }
  });
});

describe("a repeated request", () => {
  test("gets the first answer again, and the same key for a payment is another one", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await world.topUp({}, { headers });
    const again = await world.topUp({}, { headers });
    expect([again.status, again.text]).toEqual([202, first.text]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await world.pay({}, { headers })).body.object).toBe("payment");
    expect(codeOf(await world.topUp({ reference: "another" }, { headers }))).toBe(
      "422 idempotency_key_reused Idempotency-Key",
    );
  });
});

describe("a top-up is refused", () => {
  test.each([
    [
      "without a key for repeats",
      {},
      { "idempotency-key": "" },
      "400 idempotency_key_invalid Idempotency-Key",
    ],
    ["with a way of capturing", { capture: "manual" }, {}, "400 invalid_request /capture"],
    ["by a provider of payments", { provider: "mpesa-ke" }, {}, "422 provider_unknown /provider"],
    [
      "in another currency",
      { amount: { value: "100", currency: "KES" } },
      {},
      "422 amount_not_accepted /amount/currency",
    ],
    [
      "with kobo",
      { amount: { value: "100.50", currency: "NGN" } },
      {},
      "422 amount_not_accepted /amount/value",
    ],
    [
      "to a number abroad",
      { phone_number: "+254712345678" },
      {},
      "422 phone_number_not_accepted /phone_number",
    ],
    ["to nobody", { phone_number: undefined }, {}, "422 phone_number_not_accepted /phone_number"],
    [
      "to a number that does not tell its network",
      { phone_number: "+2347020000001", provider_options: {} },
      {},
      "422 provider_options_not_accepted /provider_options/network",
    ],
    [
      "for an unknown network",
      { provider_options: { network: "kilima" } },
      {},
      "422 provider_options_not_accepted /provider_options/network",
    ],
  ])("%s", async (_, change, headers, told) => {
    expect(codeOf(await world.topUp(change, { headers }))).toBe(told);
  });
});
