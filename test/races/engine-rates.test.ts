import { describe, expect, test } from "vitest";
import type { InTurn } from "../../src/engine/outgoing.ts";
import { says } from "../support/messages.ts";
import { born, MINUTE, SECOND } from "../support/operations.ts";
import { type Arrival, RatedWorld } from "../support/rated-world.ts";

const ahead = { phone_number: null, waited: false };
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

describe("a provider that says how long to wait", () => {
  const waits = 30 * SECOND;

  test("is called by no node until it is over, and by all of them afterwards", async () => {
    const rates = [{ per: "connection", count: 5, seconds: 1 }] as const;
    const refuses = (_: unknown, earlier: readonly Arrival[]) => earlier.length === 3;
    await using world = await RatedWorld.open({ rates, refuses, retry_after: 30 });
    await world.payAtEach(40, phone);
    await world.time.passUntil(() => world.arrived.length >= 41);
    await world.time.passUntil(allSucceeded(world));
    expect(world.arrived).toHaveLength(41);
    const refused_at = world.arrived.find(({ refused }) => refused)?.at ?? 0;
    const after = world.arrived.filter(({ at }) => at > refused_at);
    expect(after).toHaveLength(37);
    expect(Math.min(...after.map(({ at }) => at))).toBe(refused_at + waits);
    // Without a gap they take eight seconds; a node looks for work four times a second, so a turn may be missed.
    expect(lasted(after)).toBeLessThan(12 * SECOND);
    expect(mostWithin(SECOND, world.arrived)).toBe(5);
  });

  test("is called by no node until then though it was only asked about a payment", async () => {
    const rates = [{ per: "connection", count: 5, seconds: 1 }] as const;
    const refuses = ({ call }: Pick<Arrival, "call">, earlier: readonly Arrival[]) =>
      call === "inquiry" && earlier.every((one) => one.call === "submit");
    await using world = await RatedWorld.open({ rates, refuses, retry_after: 30, answer: says.working });
    await world.payAtEach(20, phone);
    await world.time.passUntil(allSucceeded(world));
    const refused_at = world.arrived.find(({ refused }) => refused)?.at ?? 0;
    const after = world.arrived.filter(({ at }) => at > refused_at);
    expect(after.length).toBeGreaterThan(20);
    expect(Math.min(...after.map(({ at }) => at))).toBe(refused_at + waits);
  });

  test("gets no burst at the end of it, for it has just said that it was too much", async () => {
    const rates = [{ per: "connection", count: 5, seconds: 1, burst: 10 }] as const;
    const refuses = (_: unknown, earlier: readonly Arrival[]) => earlier.length === 12;
    await using world = await RatedWorld.open({ rates, refuses, retry_after: 30 });
    await world.payAtEach(30, phone);
    await world.time.passUntil(() => world.arrived.length >= 31);
    const refused_at = world.arrived.find(({ refused }) => refused)?.at ?? 0;
    const after = world.arrived.filter(({ at }) => at > refused_at);
    expect(Math.min(...after.map(({ at }) => at))).toBe(refused_at + waits);
    expect(mostWithin(SECOND, after)).toBe(5);
  });

  test("is asked again after ten minutes, however long a wait it names", async () => {
    const rates = [{ per: "connection", count: 5, seconds: 1 }] as const;
    const refuses = (_: unknown, earlier: readonly Arrival[]) => earlier.length === 0;
    await using world = await RatedWorld.open({ rates, refuses, retry_after: 86_400 });
    await world.pay(1, phone);
    await world.time.passUntil(() => world.arrived.length === 1);
    const over = (world.arrived[0]?.at ?? 0) + 10 * MINUTE;
    const ask = () =>
      world.outgoing[0]?.inTurn(world.account, { ...ahead, waited: true }, async () => world.time.now);
    const told = await ask();
    if (told?.state !== "later") throw new Error("A turn was given although all calls are held.");
    await world.time.passUntil(() => world.time.now >= told.come_back_at);
    const made: unknown[] = [];
    const asked = ask()?.then((turned) => made.push(turned));
    await world.time.passUntil(() => made.length > 0);
    await asked;
    expect(made).toEqual([{ state: "done", result: over }]);
  });

  test("keeps nobody waiting beyond their time, however long a wait it names", async () => {
    const rates = [{ per: "connection", count: 5, seconds: 1 }] as const;
    const refuses = (_: unknown, earlier: readonly Arrival[]) => earlier.length === 0;
    await using world = await RatedWorld.open({ rates, refuses, retry_after: 86_400 });
    await world.payAtEach(4, phone);
    await world.time.passUntil(async () =>
      (await world.payments()).every(({ status }) => status === "failed"),
    );
    expect(world.arrived).toHaveLength(1);
    expect(world.time.now - born).toBeLessThan(5 * MINUTE + 2 * SECOND);
  });

  test("holds up one customer alone where it speaks of that one, on every node", async () => {
    const rates = [
      { per: "connection", count: 5, seconds: 1 },
      { per: "phone", count: 1, seconds: 1 },
    ] as const;
    const refuses = ({ phone_number }: Pick<Arrival, "phone_number">, earlier: readonly Arrival[]) =>
      phone_number === phone(0) && earlier.filter((one) => one.phone_number === phone(0)).length === 1;
    await using world = await RatedWorld.open({ rates, refuses, retry_after: 30, refuses_phone: true });
    await world.payAtEach(20, (index) => phone(index % 5));
    await world.time.passUntil(() => world.arrived.length >= 21);
    await world.time.passUntil(allSucceeded(world));
    const refused_at = world.arrived.find(({ refused }) => refused)?.at ?? 0;
    const after = Map.groupBy(
      world.arrived.filter(({ at }) => at > refused_at),
      ({ phone_number }) => phone_number === phone(0),
    );
    const [theirs = [], others = []] = [after.get(true), after.get(false)];
    expect(theirs).toHaveLength(3);
    expect(Math.min(...theirs.map(({ at }) => at))).toBeGreaterThanOrEqual(refused_at + waits);
    expect(Math.max(...theirs.map(({ at }) => at))).toBeLessThan(refused_at + waits + 10 * SECOND);
    expect(world.arrived.filter(({ phone_number }) => phone_number !== phone(0))).toHaveLength(16);
    expect(Math.max(...others.map(({ at }) => at))).toBeLessThan(refused_at + waits);
  });

  test("holds up nothing but what it refused where it declares no such limit", async () => {
    const rates = [{ per: "connection", count: 5, seconds: 1 }] as const;
    const refuses = (_: unknown, earlier: readonly Arrival[]) => earlier.length === 0;
    await using world = await RatedWorld.open({ rates, refuses, retry_after: 30, refuses_phone: true });
    await world.pay(4, () => phone(0));
    await world.time.passUntil(() => world.arrived.length >= 5);
    const [first, ...others] = world.arrived.map(({ at }) => at);
    expect(others.filter((at) => at < (first ?? 0) + 5 * SECOND)).toHaveLength(3);
  });
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
    ends.push(await node?.inTurn(world.account, { ...ahead, waited }, run));
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

test("turns that passed while the provider hung are not made up for all at once", async () => {
  await using world = await RatedWorld.open({ rates: [{ per: "connection", count: 20, seconds: 1 }] });
  const at_once = world.account.provider.limits.calls_in_flight;
  const hangs = Promise.withResolvers<void>();
  const made: { readonly at: number }[] = [];
  const calls = Array.from({ length: at_once + 60 }, () =>
    world.outgoing[0]?.inTurnHere(world.account, ahead, async () => {
      made.push({ at: world.time.now });
      await hangs.promise;
    }),
  );
  await world.time.passUntil(() => made.length === at_once);
  world.time.now += 10 * SECOND;
  hangs.resolve();
  await world.time.passUntil(() => made.length === calls.length);
  await Promise.all(calls);
  expect(mostWithin(SECOND, made)).toBe(20);
});

test("calls that can wait on their node alone wait for half a minute under the same limit, and no longer", async () => {
  await using world = await RatedWorld.open({ rates: [{ per: "connection", count: 5, seconds: 1 }] });
  const ends: InTurn<{ readonly at: number }>[] = [];
  const calls = Array.from({ length: 200 }, async (_, index) => {
    const run = async () => ({ at: world.time.now });
    const turned = await world.outgoing[index % 2]?.inTurnHere(world.account, ahead, run);
    if (turned !== undefined) ends.push(turned);
  });
  await world.time.passUntil(() => ends.length === calls.length);
  await Promise.all(calls);
  const made = ends.flatMap((end) => (end.state === "done" ? [end.result] : []));
  // Half a minute's and those of the moments that a turn is given ahead.
  expect(made.length).toBeGreaterThanOrEqual(150);
  expect(made.length).toBeLessThanOrEqual(175);
  expect(mostWithin(SECOND, made)).toBe(5);
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
