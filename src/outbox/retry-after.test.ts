import { describe, expect, test } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

const now = Date.UTC(2026, 10, 21, 10);
const day_ms = 24 * 60 * 60 * 1000;

function read(retry_after: string | null, date: string | null = null): number {
  return readRetryAfter({ retry_after, date }, now);
}

describe("Retry-After", () => {
  test("is a number of seconds", () => {
    expect(read("120")).toBe(120_000);
    expect(read(" 0 ")).toBe(0);
  });

  test("is a date, held against our clock", () => {
    expect(read("Sat, 21 Nov 2026 10:05:00 GMT")).toBe(5 * 60_000);
  });

  test("is a date, held against the receiver's own clock where it tells it", () => {
    expect(read("Sat, 21 Nov 2026 12:05:00 GMT", "Sat, 21 Nov 2026 12:04:00 GMT")).toBe(60_000);
    expect(read("Sat, 21 Nov 2026 10:05:00 GMT", "at noon")).toBe(5 * 60_000);
  });

  test("puts us off for a day at most", () => {
    expect(read("9999999999")).toBe(day_ms);
    expect(read("Sun, 21 Nov 2027 10:00:00 GMT")).toBe(day_ms);
  });

  test("of the past means now", () => {
    expect(read("Sat, 21 Nov 2026 09:00:00 GMT")).toBe(0);
  });

  test.each([
    null,
    "",
    "soon",
    "-5",
    "1.5",
    "1e3",
    "0x10",
    "120 s",
    "99999999999",
    "2026-11-21T10:05:00Z",
    "Sat, 99 Nov 2026 10:00:00 GMT",
  ])("means nothing as %j", (text) => {
    expect(read(text)).toBe(0);
  });
});
