import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { providers } from "../../src/providers/index.ts";
import { type ApiWorld, openApiWorld } from "../support/api-world.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const get = async (path: string, headers = {}) => await world.call("GET", path, { headers });

describe("the providers", () => {
  test("say what they can do, and which of them are connected", async () => {
    const { body } = await get("/v1/providers");
    const ids = body.data.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(providers.map(({ id }) => id));
    expect(body.data[0]).toMatchObject({
      takes_payments: true,
      connected: true,
      service_status: "available",
    });
    for (const sentence of body.data[0].timing) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test("are not connected in an environment without connections", async () => {
    const key = await world.newKey("0190f3a0-0000-7000-8000-00000000a001", [], "live");
    const { body } = await world.call("GET", "/v1/providers", { key });
    expect(body.data.some(({ connected }: { connected: boolean }) => connected)).toBe(false);
  });

  test("give examples that are taken as they stand", async () => {
    const { body } = await get("/v1/providers");
    for (const { example, takes_payments } of body.data) {
      if (example === null) continue;
      const headers = { "idempotency-key": crypto.randomUUID() };
      const path = takes_payments ? "/v1/payments" : "/v1/topups";
      expect((await world.call("POST", path, { headers, body: example })).status).toBe(202);
    }
  });
});

describe("the registry", () => {
  test("comes as a whole, of one provider, or page by page", async () => {
    const { body: whole } = await get("/v1/outcomes");
    expect(whole.data.length).toBeGreaterThan(242);
    const { body: one } = await get("/v1/outcomes?provider=mtn");
    expect(one.data).toEqual(whole.data.filter(({ provider }: { provider: string }) => provider === "mtn"));
    const rules: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof get>> = await get(
        `/v1/outcomes?limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`,
      );
      rules.push(...page.body.data.map(({ rule }: { rule: string }) => rule));
      cursor = page.body.next_cursor;
    }
    expect(rules).toEqual(whole.data.map(({ rule }: { rule: string }) => rule));
    expect((await get("/v1/outcomes?provider=nobody")).body.data).toEqual([]);
  });

  test("is not sent again to whoever has it", async () => {
    const { headers } = await get("/v1/outcomes");
    const etag = headers.get("etag") ?? "";
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`]) {
      const again = await get("/v1/outcomes", { "if-none-match": known });
      expect([again.status, again.text]).toEqual([304, ""]);
    }
    expect((await get("/v1/outcomes?provider=mtn", { "if-none-match": etag })).status).toBe(200);
  });

  test("explains a code in a payer's language", async () => {
    const { body } = await get(
      "/v1/outcomes/explain?provider=mpesa-ke&code=1032&surface=result&call=submit&lang=sw",
    );
    expect(body).toMatchObject({
      known_by: "row",
      readings: [{ rule: "mpesa-ke/result/1032", words: { language: "sw" } }],
    });
  });

  test("says of an unknown code that it is unknown, and what may have been meant", async () => {
    const { body } = await get("/v1/outcomes/explain?provider=mpesa-ke&code=10322");
    expect(body).toMatchObject({ known_by: "nothing", readings: [] });
    expect(body.near.length).toBeGreaterThan(0);
  });
});

describe("a phone number is looked up", () => {
  test.each([
    [{ phone_number: "0712 345 678", country: "KE" }, "+254712345678", "KE", true],
    [{ phone_number: "+254712345678" }, "+254712345678", "KE", true],
    [{ phone_number: "+84 98 765 4321" }, "+84987654321", "VN", false],
    [{ phone_number: "0712 345 678" }, null, null, false],
    [{ phone_number: "0712 345 678", country: "QQ" }, null, null, false],
    [{ phone_number: "garbage" }, null, null, false],
    [{ phone_number: "+254" }, null, null, false],
    [{ phone_number: "٠٧١٢٣٤٥٦٧٨", country: "KE" }, "+254712345678", "KE", true],
  ])("%j", async (asked, phone_number, country, accepts) => {
    const { body } = await world.call("POST", "/v1/lookups/phone", { body: asked });
    expect(body).toMatchObject({ valid: phone_number !== null, phone_number, country });
    expect(body.providers).toContainEqual(expect.objectContaining({ provider: "mpesa-ke", accepts }));
  });

  test("and stands in no line of the log", async () => {
    await world.call("POST", "/v1/lookups/phone", { body: { phone_number: "+254722000111" } });
    expect(world.logged.join("")).not.toContain("722000111");
  });
});

describe("those who run the gateway", () => {
  test("can see that it lives and can work, without a key", async () => {
    for (const path of ["/", "/healthz", "/readyz"])
      expect((await world.call("GET", path, { key: null })).status).toBe(200);
  });

  test("can count requests by route, and never by what callers put into URLs", async () => {
    await get("/v1/payments/pay_with_a_name?reference=secret");
    const { text } = await world.call("GET", "/metrics", { key: null });
    expect(text).toMatch(
      /hakika_http_request_seconds_count\{method="GET",route="\/v1\/payments\/:id",status="400"\} \d/,
    );
    expect(text).not.toMatch(/pay_with_a_name|secret/);
    expect(world.logged.join("")).not.toMatch(/pay_with_a_name|reference=/);
  });

  test("can close the metrics with a token", async () => {
    await using closed = await openApiWorld({ settings: { metrics_token: "for-the-scraper" } });
    expect((await closed.call("GET", "/metrics", { key: null })).status).toBe(401);
    expect((await closed.call("GET", "/metrics", { key: "for-somebody-else" })).status).toBe(401);
    expect((await closed.call("GET", "/metrics", { key: "for-the-scraper" })).status).toBe(200);
  });
});

describe("the reference page", () => {
  test("loads everything from this server", async () => {
    const page = await world.call("GET", "/docs/", { key: null });
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none';.*connect-src 'self'/);
    const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, target = ""]) => target);
    expect(loaded.length).toBeGreaterThan(0);
    for (const target of loaded) {
      const { status, headers } = await world.call("GET", new URL(target, "http://a/docs/").pathname, {
        key: null,
      });
      expect([target, status, headers.get("content-type")]).toEqual([
        target,
        200,
        "application/javascript; charset=utf-8",
      ]);
    }
    expect(page.text).toMatch(/"?withDefaultFonts"?: ?false/);
    expect(loaded.filter((target) => /^[a-z]+:|^\/\//.test(target))).toEqual([]);
  });

  test("shows the document that the routes make", async () => {
    const { text } = await world.call("GET", "/docs/openapi.json", { key: null });
    expect(JSON.parse(text).paths).toEqual(JSON.parse(JSON.stringify(world.server.swagger())).paths);
  });

  test("is found from /docs", async () => {
    expect((await world.call("GET", "/docs", { key: null })).status).toBe(200);
  });
});

test("no answer of the API lets a browser do anything with it", async () => {
  const { headers } = await get("/v1/payments");
  expect(headers.get("content-security-policy")).toBe("default-src 'none';frame-ancestors 'none'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});
