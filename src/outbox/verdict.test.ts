import { describe, expect, test } from "vitest";
import { retryLadder } from "./retry-ladder.ts";
import { judge } from "./verdict.ts";

const now = Date.UTC(2026, 10, 21, 10);

function verdictOn(status: number, { tries = 0, retry_after = null as string | null } = {}) {
  const posted = { answered: true, status, headers: { date: null, retry_after } } as const;
  return judge(posted, { tries, now, chance: 0, time_scale: 1 });
}

describe("a try's verdict", () => {
  test.each([200, 201, 202, 204, 299])("%i means received", (status) => {
    expect(verdictOn(status).result).toEqual({
      sent: true,
      status: "delivered",
      next_try_at: null,
      last_status: status,
      last_problem: null,
      delivered_at: now,
    });
  });

  test.each([199, 300, 400, 401, 404, 408, 429, 500, 503, 599])("%i means another try", (status) => {
    const { result, gone } = verdictOn(status);
    expect(result).toMatchObject({ status: "pending", last_status: status, next_try_at: now + 5_000 });
    expect(result.delivered_at).toBeNull();
    expect(gone).toBe(false);
  });

  test("a redirect is a failure that says so", () => {
    expect(verdictOn(302).result.last_problem).toBe(
      "The endpoint answered with a redirect (302), and redirects are not followed.",
    );
  });

  test("no answer means another try, and keeps what went wrong", () => {
    const posted = { answered: false, problem: "The connection was refused." } as const;
    const { result } = judge(posted, { tries: 1, now, chance: 0, time_scale: 1 });
    expect(result).toMatchObject({ status: "pending", last_status: null, next_try_at: now + 30_000 });
    expect(result.last_problem).toBe("The connection was refused.");
  });

  test("410 ends it at the first try, and the endpoint with it", () => {
    const { result, gone } = verdictOn(410);
    expect(result).toMatchObject({ status: "abandoned", next_try_at: null, last_status: 410 });
    expect(gone).toBe(true);
  });

  test("after the last rung it is abandoned, with the reason", () => {
    const last = retryLadder.length - 1;
    expect(verdictOn(500, { tries: last - 1 }).result.status).toBe("pending");
    expect(verdictOn(500, { tries: last }).result).toMatchObject({
      status: "abandoned",
      next_try_at: null,
      last_problem: "The endpoint answered 500.",
    });
  });

  test("Retry-After makes the wait longer, and never shorter", () => {
    expect(verdictOn(429, { retry_after: "60" }).result.next_try_at).toBe(now + 60_000);
    expect(verdictOn(429, { retry_after: "60" }).rest_ms).toBe(60_000);
    expect(verdictOn(429, { retry_after: "1" }).result.next_try_at).toBe(now + 5_000);
    expect(verdictOn(503, { retry_after: "60", tries: 5 }).result.next_try_at).toBe(now + 3_600_000);
  });
});
