import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiWorld, openApiWorld } from "../support/api-world.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const url = "https://shop.example.com/hakika";
const create = async (change: object = {}) =>
  (await world.call("POST", "/v1/webhook_endpoints", { body: { url, ...change } })).body;

describe("an endpoint", () => {
  test("shows its secret when it is made, and never again", async () => {
    const { endpoint, secret } = await create({ description: "Shop", event_types: ["payment.succeeded"] });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(endpoint).toMatchObject({
      url,
      description: "Shop",
      event_types: ["payment.succeeded"],
      enabled: true,
    });
    const read = await world.call("GET", `/v1/webhook_endpoints/${endpoint.id}`);
    expect(read.body).toEqual(endpoint);
    const list = await world.call("GET", "/v1/webhook_endpoints");
    expect(list.body.data).toContainEqual(endpoint);
    expect(read.text + list.text + world.logged.join("")).not.toContain(secret.slice(6, 20));
  });

  test("is changed in part, switched off and on, and deleted", async () => {
    const { endpoint } = await create({ description: "Shop" });
    const path = `/v1/webhook_endpoints/${endpoint.id}`;
    const change = async (body: object) => (await world.call("PATCH", path, { body })).body;
    expect(await change({ description: null })).toMatchObject({ description: null, url });
    expect(await change({ event_types: ["payment.failed"] })).toMatchObject({
      event_types: ["payment.failed"],
    });
    expect(await change({ enabled: false, url: `${url}/2` })).toMatchObject({
      url: `${url}/2`,
      enabled: false,
      disabled_because: "It was switched off through the API.",
    });
    expect(await change({ enabled: true })).toMatchObject({ enabled: true, disabled_at: null });
    const gone = await world.call("DELETE", path);
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expect((await world.call("GET", path)).status).toBe(404);
    expect((await world.call("DELETE", path)).status).toBe(404);
  });

  test("gets a new secret, and the old one signs for a day beside it", async () => {
    const { endpoint, secret } = await create();
    const rotated = (await world.call("POST", `/v1/webhook_endpoints/${endpoint.id}/rotate_secret`)).body;
    expect(rotated.secret).not.toBe(secret);
    const hours = (Date.parse(rotated.endpoint.previous_secret_until) - world.store.clock.now()) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
  });

  test.each([
    ["http://shop.example.com/hook", "webhook_url_not_accepted"],
    ["https://127.0.0.1/hook", "webhook_url_not_accepted"],
    ["https://user:word@shop.example.com/", "webhook_url_not_accepted"],
    ["https://localhost/", "webhook_url_not_accepted"],
    ["https://[::1]/hook", "webhook_url_not_accepted"],
    ["https://2130706433/hook", "webhook_url_not_accepted"],
    ["javascript:alert(1)", "webhook_url_not_accepted"],
    [`https://shop.example.com/${"x".repeat(2_048)}`, "invalid_request"],
    ["short", "invalid_request"],
    ["https://shop.example.com/\u0000", "unusable_text"],
  ])("is not made for %s", async (bad, code) => {
    const answer = await world.call("POST", "/v1/webhook_endpoints", { body: { url: bad } });
    expect([answer.body.code, answer.body.field]).toEqual([code, "/url"]);
    const { endpoint } = await create();
    const changed = await world.call("PATCH", `/v1/webhook_endpoints/${endpoint.id}`, { body: { url: bad } });
    expect(changed.body.code).toBe(code);
    await world.call("DELETE", `/v1/webhook_endpoints/${endpoint.id}`);
  });

  test.each([
    [{ event_types: ["payment.lost"] }, "/event_types/0"],
    [{ event_types: ["payment.failed", "payment.failed"] }, "/event_types"],
    [{ event_types: "payment.failed" }, "/event_types"],
    [{ secret: "whsec_mine" }, "/secret"],
    [{ description: "" }, "/description"],
    [{ enabled: "yes" }, "/enabled"],
  ])("is not made with %j", async (change, field) => {
    const { body } = await world.call("POST", "/v1/webhook_endpoints", { body: { url, ...change } });
    expect([body.status, body.field]).toEqual([400, field]);
  });

  test("is changed by nothing at all only with a complaint", async () => {
    const { endpoint } = await create();
    const { body } = await world.call("PATCH", `/v1/webhook_endpoints/${endpoint.id}`, { body: {} });
    expect(body.code).toBe("invalid_request");
  });
});

describe("a delivery", () => {
  test("can be found by its event and endpoint, and sent again", async () => {
    const { endpoint } = await create({ event_types: ["payment.created"] });
    const payment = await world.pay();
    const { body: events } = await world.call("GET", `/v1/events?operation=${payment.body.id}`);
    const path = `/v1/webhook_deliveries?event=${events.data[0].id}&endpoint=${endpoint.id}`;
    const { body } = await world.call("GET", `${path}&status=pending`);
    expect(body.data).toMatchObject([
      { endpoint: endpoint.id, event_type: "payment.created", status: "pending", tries: 0 },
    ]);
    const [delivery] = body.data;
    expect((await world.call("GET", `/v1/webhook_deliveries/${delivery.id}`)).body).toEqual(delivery);
    const before = world.pokes();
    const resent = await world.call("POST", `/v1/webhook_deliveries/${delivery.id}/resend`);
    expect([resent.status, resent.body.status, world.pokes()]).toEqual([202, "pending", before + 1]);
    expect((await world.call("GET", `${path}&status=abandoned`)).body.data).toEqual([]);
  });
});
