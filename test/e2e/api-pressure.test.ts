import { describe, expect, test } from "vitest";
import { type Database, DatabaseUnavailable, openDatabase } from "../../src/store/database.ts";
import { openApiWorld } from "../support/api-world.ts";
import { sendRaw } from "../support/raw-http.ts";

/** A server that nobody listens as. */
const nowhere = "postgres://nobody@127.0.0.1:1/nothing";

describe("without its database the gateway", () => {
  test("acknowledges nothing and says when to come again", async () => {
    const dead = openDatabase({
      url: nowhere,
      connections: 1,
      statement_timeout_ms: 1_000,
      onError: () => undefined,
    });
    let is_down = false;
    const through = (database: Database): Database => ({
      ...database,
      run: (statement, values) => (is_down ? dead : database).run(statement, values),
    });
    await using world = await openApiWorld({ through });
    const headers = { "idempotency-key": "one order" };
    expect((await world.call("GET", "/v1/payments")).status).toBe(200);
    is_down = true;
    const refused = await world.pay({}, { headers });
    expect([refused.status, refused.body.code]).toEqual([503, "database_unavailable"]);
    expect(refused.headers.get("retry-after")).toMatch(/^[1-9][0-9]*$/);
    expect((await world.call("GET", "/v1/payments", { key: `hk_test_${"k".repeat(43)}` })).status).toBe(503);
    expect((await world.call("GET", "/readyz")).status).toBe(503);
    expect((await world.call("GET", "/healthz")).status).toBe(200);
    is_down = false;
    expect((await world.call("GET", "/readyz")).status).toBe(200);
    const taken = await world.pay({}, { headers });
    expect([taken.status, taken.headers.get("idempotent-replayed")]).toEqual([202, null]);
    expect((await world.call("GET", "/v1/payments")).body.data).toHaveLength(1);
    await dead.close();
  });

  test("tells a database that cannot be reached from a statement that is wrong", async () => {
    const dead = openDatabase({
      url: nowhere,
      connections: 1,
      statement_timeout_ms: 1_000,
      onError: () => undefined,
    });
    await expect(dead.run({ name: "ping", sql: "select 1" }, [])).rejects.toBeInstanceOf(DatabaseUnavailable);
    await dead.close();
    await using world = await openApiWorld();
    const { database } = world.store;
    const wrong = database.run({ name: "wrong", sql: "select 1 / $1::integer" }, [0]);
    await expect(wrong).rejects.not.toBeInstanceOf(DatabaseUnavailable);
    const slow = openDatabase({
      url: world.database_url,
      connections: 1,
      statement_timeout_ms: 50,
      onError: () => undefined,
    });
    await expect(
      slow.run({ name: "slow", sql: "select count(*) from generate_series(1, 1000000000)" }, []),
    ).rejects.toBeInstanceOf(DatabaseUnavailable);
    const ended = slow.run({ name: "end", sql: "select pg_terminate_backend(pg_backend_pid())" }, []);
    await expect(ended).rejects.toBeInstanceOf(DatabaseUnavailable);
    await slow.close();
  });
});

describe("a connection that is slow", () => {
  const head = (key: string) =>
    `POST /v1/payments HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n`;

  test.each([
    ["its headers", (key: string) => [head(key)]],
    ["its body", (key: string) => [`${head(key)}\r\n`, '{"provider"']],
  ])("with %s is let go", async (_what, parts) => {
    await using world = await openApiWorld({ settings: { request_timeout_ms: 500 } });
    const answer = await sendRaw(world.url, parts(world.key));
    expect(answer.milliseconds).toBeLessThan(5_000);
    expect(answer.statuses).toEqual([408]);
    expect(answer.text).toContain("request_too_slow");
  });
});

test("of a crowd of requests each is stored and acknowledged, or told to come again", {
  timeout: 60_000,
}, async () => {
  await using world = await openApiWorld();
  const answers = await Promise.all(Array.from({ length: 500 }, () => world.pay()));
  const taken = answers.filter(({ status }) => status === 202);
  for (const { status, headers } of answers)
    if (status !== 202) expect([status, headers.get("retry-after")]).toEqual([503, expect.any(String)]);
  const rows = await world.store.database.run(
    { name: "all_operations", sql: "select id from operations" },
    [],
  );
  expect(rows).toHaveLength(taken.length);
  expect(new Set(taken.map(({ body }) => body.id)).size).toBe(taken.length);
  expect(taken.length).toBeGreaterThan(0);
});

/** Longer than collecting garbage takes, and far shorter than what nobody waits for. */
const STALL_MS = 1_200;

test("a node that stood still for a moment, and once more, takes payments again at once", async () => {
  await using world = await openApiWorld();
  for (let stall = 0; stall < 3; stall += 1) {
    standStill();
    expect((await world.pay()).status, `after stall ${stall}`).toBe(202);
  }
});

/** Nothing else runs in this process meanwhile. */
function standStill(): void {
  const until = performance.now() + STALL_MS;
  while (performance.now() < until);
}
