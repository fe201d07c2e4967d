import { describe, expect, test } from "vitest";
import { says } from "../support/messages.ts";
import { born, MINUTE, SECOND } from "../support/operations.ts";
import { type Arrival, RatedWorld } from "../support/rated-world.ts";

const phone = (index: number) => `+254711${String(100_000 + index)}`;

describe("a provider that takes five calls a second", () => {
  const rates = [{ per: "connection", count: 5, seconds: 1 }] as const;

  test("gets no more from two nodes that have forty payments to make and to ask about, and none of them fails", async () => {
    await using world = await RatedWorld.open({ rates, answer: says.working });
    await world.payAtEach(40, phone);
    const asked = () => world.arrived.filter(({ call }) => call === "inquiry").length;
    await world.time.passUntil(() => asked() >= 40);
    await world.time.passUntil(allSucceeded(world));
    expect(world.arrived).toHaveLength(80);
    expect(mostWithin(SECOND, world.arrived)).toBe(5);
    // Without a gap it lasts sixteen seconds; a node looks for work four times a second, so a turn may be missed.
    expect(lasted(world.arrived)).toBeLessThan(20 * SECOND);
  });

  test("gives nobody who comes later a turn before those who were told to come back", async () => {
    await using world = await RatedWorld.open({ rates });
    await world.pay(40, phone);
    for (let later = 0; later < 10; later += 1) {
      await world.time.passUntil(() => world.arrived.length >= 15 + later);
      await world.pay(1, () => phone(1_000 + later));
    }
    await world.time.passUntil(() => world.arrived.length >= 50);
    const late = world.arrived.findIndex(({ phone_number }) => phone_number >= phone(1_000));
    expect(late).toBeGreaterThanOrEqual(38);
    expect(mostWithin(SECOND, world.arrived)).toBe(5);
  });
});

test("a limit of one phone holds up that phone alone", async () => {
  await using world = await RatedWorld.open({ rates: [{ per: "phone", count: 4, seconds: 60 }] });
  await world.pay(9, (index) => phone(index % 3));
  await world.time.passUntil(() => world.arrived.length >= 9);
  await world.time.passUntil(allSucceeded(world));
  const phones = Map.groupBy(world.arrived, ({ phone_number }) => phone_number);
  expect(phones.size).toBe(3);
  for (const arrivals of phones.values()) {
    expect(arrivals).toHaveLength(3);
    expect(mostWithin(15 * SECOND, arrivals)).toBe(1);
    expect(lasted(arrivals)).toBeLessThan(MINUTE);
  }
});

test("two calls to one phone are never closer than they may be, however long they wait for the connection's turn", async () => {
  const rates = [
    { per: "phone", count: 1, seconds: 3 },
    { per: "connection", count: 2, seconds: 1 },
  ] as const;
  await using world = await RatedWorld.open({ rates });
  await world.pay(24, (index) => phone(index % 4 === 0 ? 0 : index));
  await world.time.passUntil(() => world.arrived.length >= 24);
  const crowded = world.arrived.filter(({ phone_number }) => phone_number === phone(0));
  expect(crowded).toHaveLength(6);
  expect(mostWithin(3 * SECOND, crowded)).toBe(1);
  expect(mostWithin(SECOND, world.arrived)).toBe(2);
});

test("a provider that takes fewer calls than it declares refuses some, and none of the payments fails for it", async () => {
  const rates = [{ per: "connection", count: 5, seconds: 1 }] as const;
  const refuses = ({ at }: Pick<Arrival, "at">, earlier: readonly Arrival[]) =>
    earlier.some((one) => !one.refused && one.at > at - 3 * SECOND);
  await using world = await RatedWorld.open({ rates, refuses });
  await world.pay(8, phone);
  await world.time.passUntil(() => world.arrived.filter(({ refused }) => !refused).length >= 8);
  await world.time.passUntil(allSucceeded(world));
  const times = Map.groupBy(world.arrived, ({ phone_number }) => phone_number).values();
  expect(Math.max(...[...times].map(({ length }) => length))).toBeGreaterThan(3);
});

test("whoever is told how long to wait comes back no sooner, and waits for a turn again", async () => {
  const rates = [{ per: "connection", count: 5, seconds: 1 }] as const;
  const refuses = (_: unknown, earlier: readonly Arrival[]) => earlier.length < 8;
  await using world = await RatedWorld.open({ rates, refuses, retry_after: 30 });
  await world.pay(8, phone);
  await world.time.passUntil(() => world.arrived.filter(({ refused }) => !refused).length >= 8);
  await world.time.passUntil(allSucceeded(world));
  for (const tries of Map.groupBy(world.arrived, ({ phone_number }) => phone_number).values()) {
    expect(tries).toHaveLength(2);
    expect(lasted(tries)).toBeGreaterThanOrEqual(30 * SECOND);
  }
  expect(mostWithin(SECOND, world.arrived)).toBe(5);
});

test("payments that wait for their phone spend no turns of those that need not wait", async () => {
  const rates = [{ per: "connection", count: 1, seconds: 2 }] as const;
  await using world = await RatedWorld.open({ rates, answer: says.prompt, one_prompt: true });
  await world.pay(6, () => phone(0));
  await world.time.passUntil(() => world.arrived.length >= 1);
  const [first] = world.arrived;
  await world.time.passUntil(() => world.time.now >= (first?.at ?? 0) + SECOND);
  await world.pay(1, () => phone(1));
  const arrived = () => world.arrived.find(({ phone_number }) => phone_number === phone(1));
  await world.time.passUntil(() => arrived() !== undefined);
  // The first payment's own inquiry may come between.
  expect((arrived()?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(5 * SECOND);
});

test("where whoever comes now is sent away, one who was told to come back has a turn", async () => {
  await using world = await RatedWorld.open({ rates: [{ per: "connection", count: 5, seconds: 1 }] });
  const [node] = world.outgoing;
  const ends: unknown[] = [];
  const ask = async (waited: boolean) => {
    const run = async () => world.time.now - born;
    ends.push(await node?.inTurn(world.account, { phone_number: null, waited }, run));
  };
  const asked = Array.from({ length: 11 }, () => ask(false));
  await world.time.passUntil(() => ends.length === 1);
  asked.push(ask(false), ask(true));
  await world.time.passUntil(() => ends.length === 13);
  await Promise.all(asked);
  const done = Array.from({ length: 12 }, (_, index) => ({ state: "done", result: index * 200 }));
  expect(ends).toEqual(expect.arrayContaining(done));
  expect(ends).toContainEqual({ state: "later", come_back_at: born + 200 });
});

test("calls that stay with their node wait as long as it takes, under the same limit", async () => {
  await using world = await RatedWorld.open({ rates: [{ per: "connection", count: 5, seconds: 1 }] });
  const made: number[] = [];
  const calls = Array.from({ length: 50 }, (_, index) =>
    world.outgoing[index % 2]?.limited(world.account, async () => made.push(world.time.now)),
  );
  await world.time.passUntil(() => made.length === 50);
  await Promise.all(calls);
  expect(
    mostWithin(
      SECOND,
      made.map((at) => ({ at })),
    ),
  ).toBe(5);
});

function allSucceeded(world: RatedWorld) {
  return async () => (await world.payments()).every(({ status }) => status === "succeeded");
}

/** The most that came in any span of this length. */
function mostWithin(span_ms: number, arrivals: readonly Pick<Arrival, "at">[]): number {
  const within = ({ at }: Pick<Arrival, "at">) =>
    arrivals.filter((other) => other.at >= at && other.at < at + span_ms).length;
  return Math.max(...arrivals.map(within));
}

function lasted(arrivals: readonly Arrival[]): number {
  const times = arrivals.map(({ at }) => at);
  return Math.max(...times) - Math.min(...times);
}
