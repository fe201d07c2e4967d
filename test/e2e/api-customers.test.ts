import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exchange, HttpRequest } from "../../src/connector/http.ts";
import type { Lookup, LookupCall } from "../../src/connector/lookup.ts";
import { defineProvider } from "../../src/connector/provider.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { type ApiWorld, openApiWorld } from "../support/api-world.ts";
import { says } from "../support/messages.ts";

const PHONE = "+254701987654";

function asking(path: string, phone_number: string | null): LookupCall {
  return {
    request: {
      method: "GET",
      url: `http://kilima/${path}/${phone_number}`,
      headers: {},
      body: null,
      timeout_ms: 60_000,
    },
    refusal: ({ status }) => (status === 429 ? says.throttled : null),
    read: ({ body }) => JSON.parse(Buffer.from(body).toString()),
  };
}

/** An invented provider that tells three parts, of which one cannot be asked for alone. */
const lookup: Lookup<unknown> = {
  parts: ["wallet", "plans", "location"],
  whole: ({ phone_number }, parts) => asking(`all/${parts.join("+")}`, phone_number),
  part: ({ phone_number }, part) => (part === "location" ? null : asking(part, phone_number)),
};

const kilima = defineProvider({
  ...mpesaKe,
  id: "kilima",
  limits: { ...mpesaKe.limits, rates: [{ per: "connection", count: 5, seconds: 1 }] },
  connector: { ...mpesaKe.connector, lookup },
  lookup: {
    options: Type.Object({ region: Type.Optional(Type.String()) }, { additionalProperties: false }),
    example: { provider: "kilima", phone_number: PHONE },
  },
});

/** By the path that was asked. */
let answers: Readonly<Record<string, unknown>> = {};
const asked: HttpRequest[] = [];

async function transport(request: HttpRequest): Promise<Exchange> {
  asked.push(request);
  const path = request.url.replace("http://kilima/", "").replace(`/${PHONE}`, "");
  const told = answers[path];
  if (told === undefined) return { end: "no_answer", cause: "TIMEOUT" };
  return {
    end: "answer",
    answer: { status: 200, headers: {}, body: Buffer.from(JSON.stringify(told)) },
  };
}

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld({ providers: [mpesaKe, kilima], transport });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const paths = () => asked.map(({ url }) => url.replace("http://kilima/", "").replace(`/${PHONE}`, ""));

async function lookUp(change: Readonly<Record<string, unknown>> = {}, told: typeof answers = {}) {
  answers = told;
  asked.length = 0;
  return await world.call("POST", "/v1/customers/lookup", { body: { phone_number: PHONE, ...change } });
}

const present = { state: "present", value: { balance: "120.50" } };
const all = "all/wallet+plans+location";

describe("a customer is looked up", () => {
  test("with one call where it brings every part", async () => {
    const told = {
      wallet: present,
      plans: { state: "absent" },
      location: { state: "present", value: "NBO" },
    };
    const answer = await lookUp({}, { [all]: told });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        object: "customer",
        provider: "kilima",
        environment: "sandbox",
        phone_number: "+2547******54",
        complete: true,
        parts: told,
      },
    });
    expect(paths()).toEqual([all]);
  });

  test("and parts that this did not bring are asked for alone, once", async () => {
    const failed = { state: "failed", because: "Out of order.", code: "5000" };
    const answer = await lookUp(
      {},
      { [all]: { plans: failed, location: failed }, wallet: { wallet: present }, plans: { plans: failed } },
    );
    expect(answer.body).toMatchObject({
      complete: false,
      parts: { wallet: present, plans: failed, location: failed },
    });
    expect(paths().toSorted()).toEqual([all, "plans", "wallet"].toSorted());
  });

  test("and what was told in part is shown beside the reason why it is not certain", async () => {
    const partial = { state: "unknown", because: "Half of it.", code: null, told: ["daily"] };
    const answer = await lookUp({ parts: ["plans"] }, { "all/plans": { plans: partial } });
    expect(answer.body.parts).toEqual({
      plans: { state: "unknown", because: "Half of it.", code: null, value: ["daily"] },
    });
  });

  test("for some parts alone, and nothing else is told", async () => {
    const answer = await lookUp(
      { parts: ["wallet"] },
      { "all/wallet": { wallet: present, location: present } },
    );
    expect(answer.body).toMatchObject({ complete: true });
    expect(answer.body.parts).toEqual({ wallet: present });
  });

  test("and where no answer comes, or it does not speak of a part, that part is unknown", async () => {
    const answer = await lookUp({}, { wallet: { wallet: present }, plans: {} });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        complete: false,
        parts: {
          wallet: present,
          plans: { state: "unknown", because: "The provider was asked, and its answer did not come." },
          location: { state: "unknown", code: null },
        },
      },
    });
  });

  test("within a time in which a person may wait", async () => {
    await lookUp({}, { [all]: {} });
    for (const { timeout_ms } of asked) expect(timeout_ms).toBeLessThanOrEqual(20_000);
  });

  test("and their number comes back in no value, no log and no number of the operator's", async () => {
    const because = `No plan for ${PHONE}.`;
    const told = {
      wallet: { state: "present", value: { msisdn: PHONE.slice(1), owner: [{ number: Number(PHONE) }] } },
      plans: { state: "failed", because, code: null },
      location: { state: "absent" },
    };
    const { text, body } = await lookUp({}, { [all]: told });
    expect(body.parts.wallet.value).toEqual({ msisdn: "2547******54", owner: [{ number: "2547******54" }] });
    for (const shown of [text, ...world.logged, JSON.stringify(world.observed)])
      expect(shown).not.toContain("701987654");
  });
});

describe("what cannot be looked up is refused, and nobody is asked", () => {
  test.each([
    ["a provider that tells nothing", { provider: "mpesa-ke" }, "provider_unknown", "kilima"],
    ["a part that it does not tell", { parts: ["wallet", "age"] }, "part_not_offered", "plans"],
    [
      "a number that it does not know",
      { provider: "kilima", phone_number: "+84912345678" },
      "phone_number_not_accepted",
      "Kenyan",
    ],
    [
      "an option that it does not know",
      { provider_options: { city: "x" } },
      "provider_options_not_accepted",
      "",
    ],
  ])("%s", async (_what, change, code, detail) => {
    const answer = await lookUp(change);
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(answer.body.detail).toContain(detail);
    expect(answer.text).not.toContain("701987654");
    expect(asked).toEqual([]);
  });

  test("a key without the right for it", async () => {
    const key = await world.newKey("0190f3a0-0000-7000-8000-00000000a001", []);
    const answer = await world.call("POST", "/v1/customers/lookup", { key, body: { phone_number: PHONE } });
    expect(answer).toMatchObject({ status: 403, body: { code: "scope_missing" } });
  });
});

test("the providers say what they tell of a customer, and how many calls they take", async () => {
  const { body } = await world.call("GET", "/v1/providers");
  const [plain, telling] = body.data;
  expect(plain).toMatchObject({ id: "mpesa-ke", lookup: null, limits: { rates: [] } });
  expect(telling).toMatchObject({
    id: "kilima",
    lookup: { parts: lookup.parts, example: kilima.lookup?.example },
    limits: { rates: [{ per: "connection", count: 5, seconds: 1, burst: 1 }] },
  });
});
