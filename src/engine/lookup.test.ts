import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { says } from "../../test/support/messages.ts";
import { StandingTime } from "../../test/support/standing-time.ts";
import { randomness } from "../../test/support/store-node.ts";
import type { Exchange, HttpAnswer, HttpRequest } from "../connector/http.ts";
import type { Customer, Lookup, PartReading } from "../connector/lookup.ts";
import { mpesaKe } from "../providers/mpesa-ke/index.ts";
import { lookUpCustomer } from "./lookup.ts";
import type { Outgoing } from "./outgoing.ts";

const request: HttpRequest = {
  method: "GET",
  url: "http://kilima/",
  headers: {},
  body: null,
  timeout_ms: 30_000,
};

const TOO_MANY = 429;
const slower: PartReading = { state: "failed", because: "There were too many.", code: "429" };
const tooMany = { a: slower, b: slower, c: slower };

/** A question for three parts, at a provider that is reached like this. */
function asking(
  outgoing: Partial<Pick<Outgoing, "inTurn" | "exchange" | "heed">>,
  told: Readonly<Record<string, PartReading>> = {},
) {
  const time = new StandingTime(0);
  const asked: HttpRequest[] = [];
  const customers: Customer[] = [];
  const call = (customer: Customer) => {
    customers.push(customer);
    const refusal = ({ status }: HttpAnswer) => (status === TOO_MANY ? says.throttled : null);
    return { request, refusal, read: ({ status }: HttpAnswer) => (status === TOO_MANY ? tooMany : told) };
  };
  const lookup: Lookup<unknown> = { parts: ["a", "b", "c"], whole: call, part: call };
  const provider = {
    ...mpesaKe,
    connector: { ...mpesaKe.connector, lookup },
    lookup: { options: Type.Object({}), example: {} },
  };
  const connection = {
    id: "one",
    merchant_id: "",
    provider: "kilima",
    environment: "live",
    config: {},
  } as const;
  const answer = lookUpCustomer(
    { provider, connection, phone_number: "+254712345678", provider_options: {}, parts: lookup.parts },
    {
      clock: { now: () => time.now, offset_ms: 0 },
      timers: time.timers,
      randomness,
      outgoing: {
        inTurn: async (_account, _call, run) => ({ state: "done", result: await run() }),
        exchange: async (_account, _call, sent) => {
          asked.push(sent);
          return { end: "no_answer", cause: "lost" };
        },
        heed: async () => null,
        ...outgoing,
      },
    },
  );
  let ended = false;
  const end = answer.finally(() => {
    ended = true;
  });
  return { time, asked, customers, end: async () => time.passUntil(() => ended).then(() => end) };
}

const inTime = { state: "unknown", because: "The provider could not be asked in time.", code: null };

describe("a question ends within twenty seconds", () => {
  test("although the provider's calls in flight leave no room", async () => {
    const { time, end } = asking({ inTurn: () => new Promise(() => undefined) });
    expect(await end()).toEqual({ a: inTime, b: inTime, c: inTime });
    expect(time.now).toBe(20_000);
  });

  test("and at once where its turn would come later than that", async () => {
    const { time, end } = asking({ inTurn: async () => ({ state: "later", come_back_at: 20_000 }) });
    expect(await end()).toEqual({ a: inTime, b: inTime, c: inTime });
    expect(time.now).toBe(0);
  });

  test("and calls are given no more time than is left", async () => {
    const turns: boolean[] = [];
    const inTurn: Outgoing["inTurn"] = async (_account, { waited }, run) => {
      turns.push(waited);
      return waited ? { state: "done", result: await run() } : { state: "later", come_back_at: 15_000 };
    };
    const { asked, end } = asking({ inTurn });
    await end();
    expect(turns.slice(0, 2)).toEqual([false, true]);
    expect(asked.map(({ timeout_ms }) => timeout_ms)).toEqual([5_000, 5_000, 5_000, 5_000]);
  });
});

describe("a call that was refused because there were too many", () => {
  const answer = (status: number): Exchange => ({
    end: "answer",
    answer: { status, headers: {}, body: new Uint8Array() },
  });
  const told: Readonly<Record<string, PartReading>> = {
    a: { state: "absent" },
    b: { state: "absent" },
    c: { state: "absent" },
  };

  test("is made again when the wait is over", async () => {
    const heeded: number[] = [];
    const answers = [answer(TOO_MANY), answer(200)];
    const { time, end } = asking(
      {
        exchange: async () => answers.shift() ?? { end: "no_answer", cause: "lost" },
        heed: async (_account, { reading, at }) => {
          heeded.push(at);
          return reading === says.throttled ? at + 5_000 : null;
        },
      },
      told,
    );
    expect(await end()).toEqual(told);
    expect([answers.length, time.now, heeded]).toEqual([0, 5_000, [0]]);
  });

  test("is told of as it is where the wait takes too long, and nobody waits", async () => {
    const { time, end } = asking({
      exchange: async () => answer(TOO_MANY),
      heed: async (_account, { at }) => at + 20_000,
    });
    expect(await end()).toEqual(tooMany);
    expect(time.now).toBe(0);
  });
});

test("each call has a name of its own, as providers want it", async () => {
  const { customers, end } = asking({});
  await end();
  const names = customers.map(({ call_reference }) => call_reference);
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(name).toMatch(/^[0-9]{2}[0-9A-Z]{18}$/);
});

test("a part that says where it is found by itself is asked for there, and nobody else is told the place", async () => {
  const place = "https://kilima.invalid/+254712345678/a";
  const failed = { state: "failed", because: "It broke.", code: null } as const;
  const answer = { status: 207, headers: {}, body: new Uint8Array() };
  const { customers, end } = asking(
    { exchange: async () => ({ end: "answer", answer }) },
    { a: { ...failed, place }, b: { ...failed }, c: { state: "absent" } },
  );
  expect(await end()).toEqual({ a: failed, b: failed, c: { state: "absent" } });
  expect(customers.map((customer) => customer.place)).toEqual([undefined, place, undefined]);
});
