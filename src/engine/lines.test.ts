import { describe, expect, test } from "vitest";
import { mpesaKe } from "../providers/mpesa-ke/index.ts";
import { Lines } from "./lines.ts";
import type { Account } from "./outgoing.ts";

const NOW = 1_763_700_000_000;
const { calls_in_flight } = mpesaKe.limits;
/** As many as one connection has under way and waiting when its line is closed to more. */
const CLOSED_AT = calls_in_flight + 2_000;

function accountOf(id: string): Account {
  const connection = {
    id,
    merchant_id: "m",
    provider: mpesaKe.id,
    environment: "sandbox",
    config: {},
  } as const;
  return { connection, provider: mpesaKe };
}
const ill = accountOf("ill");
const well = accountOf("well");

/** Calls that end when they are told to. */
function hangingCalls(lines: Lines) {
  const answers: (() => void)[] = [];
  return {
    make: (account: Account, count: number) =>
      Array.from({ length: count }, () =>
        lines.stand(account, () => new Promise<void>((answer) => answers.push(answer))),
      ),
    /** Of those that have begun, and of those that begin then. */
    answerAll: async (calls: readonly Promise<void>[]) => {
      const ended = Promise.all(calls);
      let over = false;
      void ended.then(() => {
        over = true;
      });
      while (!over) {
        for (const answer of answers.splice(0)) answer();
        await Promise.resolve();
      }
    },
    begun: () => answers.length,
  };
}

/** All that can begin has begun. */
async function settled(begun: () => number, wanted: number): Promise<void> {
  await expect.poll(begun, { timeout: 10_000 }).toBe(wanted);
}

describe("the line to a connection", () => {
  test("lets as many calls go at once as the provider bears", async () => {
    const lines = new Lines();
    const { make, answerAll, begun } = hangingCalls(lines);
    const calls = make(ill, calls_in_flight + 5);
    await settled(begun, calls_in_flight);
    await answerAll(calls);
  });

  test("is open while few wait, however many they are to one connection", async () => {
    const lines = new Lines();
    const { make, begun } = hangingCalls(lines);
    make(ill, CLOSED_AT - 1);
    await settled(begun, calls_in_flight);
    expect(lines.closedUntil(ill, NOW)).toBeNull();
  });

  test("that has filled the room is closed, and to no other connection", async () => {
    const lines = new Lines();
    const { make, begun } = hangingCalls(lines);
    make(ill, CLOSED_AT);
    await settled(begun, calls_in_flight);
    expect(lines.closedUntil(ill, NOW)).toBe(NOW + 1_000);
    expect(lines.closedUntil(well, NOW)).toBeNull();
    make(well, calls_in_flight + 99);
    await settled(begun, 2 * calls_in_flight);
    expect(lines.closedUntil(well, NOW)).toBeNull();
    make(well, 1);
    expect(lines.closedUntil(well, NOW)).toBe(NOW + 1_000);
  });

  test("has those that it sent away come back one after the other, within five minutes", async () => {
    const lines = new Lines();
    const { make, begun } = hangingCalls(lines);
    make(ill, CLOSED_AT);
    await settled(begun, calls_in_flight);
    const back = Array.from({ length: 40_000 }, () => lines.closedUntil(ill, NOW) ?? 0);
    expect(back.slice(0, 3)).toEqual([NOW + 1_000, NOW + 1_010, NOW + 1_020]);
    expect(Math.max(...back.slice(-1))).toBe(NOW + 300_000);
  });

  test("opens again as soon as the provider answers, and forgets whom it sent away", async () => {
    const lines = new Lines();
    const { make, answerAll, begun } = hangingCalls(lines);
    const calls = make(ill, CLOSED_AT);
    await settled(begun, calls_in_flight);
    for (let sent = 0; sent < 100; sent += 1) lines.closedUntil(ill, NOW);
    await answerAll(calls);
    expect(lines.closedUntil(ill, NOW)).toBeNull();
    make(ill, CLOSED_AT);
    await settled(begun, calls_in_flight);
    expect(lines.closedUntil(ill, NOW)).toBe(NOW + 1_000);
  });
});
