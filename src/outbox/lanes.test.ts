import { describe, expect, test } from "vitest";
import { SLOW_MS } from "./lane.ts";
import { Lanes } from "./lanes.ts";

const SECOND = 1000;
const QUICK_MS = 20;

/** Lanes whose tries go on until the test ends them. An item is named after its endpoint: `shop 7` goes to `shop`. */
function openLanes() {
  const started: string[] = [];
  const put_back: { readonly item: string; readonly in_ms: number }[] = [];
  const clock = { now: 1_000_000 };
  const lanes = new Lanes<string>({
    start: (item) => started.push(item),
    putBack: (item, until) => put_back.push({ item, in_ms: until - clock.now }),
    now: () => clock.now,
    chance: () => 0,
  });
  const end = (
    endpoint: string,
    change: { succeeded?: boolean; took_ms?: number; rest_ms?: number } = {},
  ) => {
    const { succeeded = true, took_ms = QUICK_MS, rest_ms = 0 } = change;
    lanes.ended(endpoint, { succeeded, took_ms, rest_ms });
  };
  const offer = (endpoint: string, count = 1) => {
    for (let number = 1; number <= count; number += 1) lanes.offer(endpoint, `${endpoint} ${number}`);
  };
  const startedOf = (endpoint: string) => started.filter((item) => item.startsWith(`${endpoint} `)).length;
  return { lanes, started, put_back, clock, end, offer, startedOf };
}

describe("an endpoint's lane", () => {
  test("begins with one try, and earns one place more with each success", () => {
    const { offer, end, startedOf } = openLanes();
    offer("shop", 8);
    expect(startedOf("shop")).toBe(1);
    end("shop");
    expect(startedOf("shop")).toBe(3);
    end("shop");
    expect(startedOf("shop")).toBe(5);
  });

  test("loses half of its places with each failure", () => {
    const { offer, end, startedOf } = openLanes();
    for (let round = 0; round < 8; round += 1) {
      offer("shop");
      end("shop", { succeeded: round < 7 });
    }
    offer("shop", 20);
    expect(startedOf("shop") - 8).toBe(4);
  });

  test("has a bounded number of tries at once, however well it does", () => {
    const { offer, end, startedOf } = openLanes();
    for (let round = 0; round < 1_000; round += 1) {
      offer("shop");
      end("shop");
    }
    offer("shop", 1_000);
    expect(startedOf("shop") - 1_000).toBe(50);
  });

  test("lets wait what it takes in half a second, and puts back the rest", () => {
    const { offer, end, put_back } = openLanes();
    offer("shop", 29);
    expect(put_back.map(({ item }) => item)).toEqual(["shop 27", "shop 28", "shop 29"]);
    for (let round = 0; round < 26; round += 1) end("shop");
    offer("shop", 700);
    expect(put_back).toHaveLength(3);
  });

  test("has a backlog come again at the pace that it can hope for", () => {
    const { offer, put_back } = openLanes();
    offer("shop", 5_000);
    const last = put_back.at(-1)?.in_ms ?? 0;
    expect(last).toBeGreaterThan(1 * SECOND);
    expect(last).toBeLessThan(5 * SECOND);
  });

  test("has a backlog come again at the pace of its one place, while it fails", () => {
    const { offer, end, put_back } = openLanes();
    offer("shop");
    end("shop", { succeeded: false });
    offer("shop", 29);
    expect(put_back.map(({ in_ms }) => in_ms)).toEqual([QUICK_MS, 2 * QUICK_MS, 3 * QUICK_MS]);
  });

  test("puts nothing back for longer than five minutes, whatever the backlog", () => {
    const { lanes, offer, put_back } = openLanes();
    offer("shop");
    lanes.hangs("shop");
    offer("shop", 10_000);
    expect(Math.max(...put_back.map(({ in_ms }) => in_ms))).toBe(300 * SECOND);
  });
});

describe("an endpoint that hangs", () => {
  test("loses its queue in memory at once", () => {
    const { lanes, offer, put_back, started } = openLanes();
    offer("dead", 5);
    lanes.hangs("dead");
    expect(started).toEqual(["dead 1"]);
    expect(put_back).toEqual([
      { item: "dead 2", in_ms: SLOW_MS },
      { item: "dead 3", in_ms: 2 * SLOW_MS },
      { item: "dead 4", in_ms: 3 * SLOW_MS },
      { item: "dead 5", in_ms: 4 * SLOW_MS },
    ]);
  });

  test("gets one try after the other, and nothing waits for it", () => {
    const { lanes, offer, end, startedOf, put_back } = openLanes();
    offer("dead");
    lanes.hangs("dead");
    offer("dead");
    expect([startedOf("dead"), put_back.length]).toEqual([1, 1]);
    end("dead", { succeeded: false, took_ms: 15 * SECOND });
    offer("dead", 2);
    expect([startedOf("dead"), put_back.length]).toEqual([2, 2]);
  });

  test("is forgiven as soon as it answers quickly", () => {
    const { lanes, offer, end, startedOf } = openLanes();
    offer("shop");
    lanes.hangs("shop");
    end("shop", { took_ms: SLOW_MS });
    offer("shop");
    end("shop");
    offer("shop", 5);
    expect(startedOf("shop")).toBe(5);
  });

  test("takes no place of the others any more, and five hundred at most of those for the slow", () => {
    const { lanes, offer, startedOf, put_back } = openLanes();
    for (let number = 0; number < 500; number += 1) offer(`dead${number}`);
    offer("shop");
    expect(startedOf("shop")).toBe(0);
    for (let number = 0; number < 500; number += 1) lanes.hangs(`dead${number}`);
    expect(startedOf("shop")).toBe(1);
    offer("late");
    lanes.hangs("late");
    lanes.ended("late", { succeeded: false, took_ms: 15 * SECOND, rest_ms: 0 });
    offer("late");
    expect(startedOf("late")).toBe(1);
    expect(put_back).toHaveLength(1);
  });
});

describe("lanes take turns", () => {
  test("a flood for one endpoint does not come before the others' first", () => {
    const { lanes, started, offer, end } = openLanes();
    for (let number = 0; number < 500; number += 1) offer(`early${number}`);
    offer("flood", 10);
    offer("shop", 1);
    offer("other", 1);
    expect(started).toHaveLength(500);
    for (let number = 0; number < 3; number += 1) end(`early${number}`);
    expect(started.slice(500)).toEqual(["flood 1", "shop 1", "other 1"]);
    expect(lanes.takeAllWaiting()).toHaveLength(9);
  });
});

describe("an endpoint that asks for a rest", () => {
  test("is left alone by all its deliveries until then", () => {
    const { offer, end, startedOf, put_back, clock } = openLanes();
    offer("shop", 3);
    end("shop", { succeeded: false, rest_ms: 60 * SECOND });
    expect(startedOf("shop")).toBe(1);
    expect(put_back.map(({ in_ms }) => in_ms >= 60 * SECOND)).toEqual([true, true]);
    offer("shop");
    expect(startedOf("shop")).toBe(1);
    clock.now += 60 * SECOND;
    offer("shop");
    expect(startedOf("shop")).toBe(2);
  });

  test("may have it for five minutes", () => {
    const { offer, end, startedOf, clock } = openLanes();
    offer("shop");
    end("shop", { succeeded: false, rest_ms: 24 * 3600 * SECOND });
    clock.now += 300 * SECOND;
    offer("shop");
    expect(startedOf("shop")).toBe(2);
  });

  test("what waits for it can be taken out", () => {
    const { lanes, offer, end, startedOf } = openLanes();
    offer("shop", 3);
    expect(lanes.takeWaiting("shop")).toEqual(["shop 2", "shop 3"]);
    end("shop");
    expect(startedOf("shop")).toBe(1);
  });
});
