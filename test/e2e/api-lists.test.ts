import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiWorld, openApiWorld } from "../support/api-world.ts";

let world: ApiWorld;
let ids: readonly string[];
const phone = (index: number) => `+25471234567${index % 2}`;

beforeAll(async () => {
  world = await openApiWorld();
  const taken: string[] = [];
  for (let index = 0; index < 23; index += 1) {
    const { body } = await world.pay({ reference: `order-${index % 3}`, phone_number: phone(index) });
    taken.push(body.id);
  }
  ids = taken.toReversed();
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function readAll(path: string): Promise<readonly string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await world.call("GET", `${path}${cursor === null ? "" : `&cursor=${cursor}`}`);
    seen.push(...page.body.data.map(({ id }: { id: string }) => id));
    cursor = page.body.next_cursor;
  } while (cursor !== null);
  return seen;
}

describe("payments in pages", () => {
  test.each([1, 5, 22, 23, 24, 100])("of %i come newest first, each once", async (limit) => {
    expect(await readAll(`/v1/payments?limit=${limit}`)).toEqual(ids);
  });

  test("do not shift when new ones come in between", async () => {
    const first = await world.call("GET", "/v1/payments?limit=5");
    await world.pay({ reference: "order-new" });
    const second = await world.call("GET", `/v1/payments?limit=5&cursor=${first.body.next_cursor}`);
    expect(second.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(5, 10));
  });

  test("come by 20 where nothing else is asked for", async () => {
    expect((await world.call("GET", "/v1/payments")).body.data).toHaveLength(20);
  });
});

describe("payments can be found", () => {
  test("by reference, provider and status", async () => {
    const found = await readAll("/v1/payments?reference=order-1&provider=mpesa-ke&status=created&limit=3");
    expect(found).toEqual(ids.filter((_, index) => (22 - index) % 3 === 1));
    expect(await readAll("/v1/payments?status=succeeded&limit=3")).toEqual([]);
  });

  test("by time", async () => {
    const { body } = await world.call("GET", `/v1/payments/${ids[10]}`);
    const moment = encodeURIComponent(body.created_at);
    expect(await readAll(`/v1/payments?created_from=${moment}&reference=order-0&limit=50`)).not.toContain(
      ids[11],
    );
    expect(await readAll(`/v1/payments?created_to=${moment}&limit=50`)).not.toContain(ids[10]);
    expect(await readAll(`/v1/payments?created_to=${moment}&limit=50`)).toContain(ids[12]);
  });

  test("by phone number, in a body and page by page", async () => {
    const first = await world.call("POST", "/v1/payments/search", {
      body: { phone_number: phone(1), limit: 6 },
    });
    const second = await world.call("POST", "/v1/payments/search", {
      body: { phone_number: phone(1), limit: 6, cursor: first.body.next_cursor },
    });
    const found = [...first.body.data, ...second.body.data].map(({ id }: { id: string }) => id);
    expect(found).toEqual(ids.filter((_, index) => (22 - index) % 2 === 1));
    expect(second.body.next_cursor).toBeNull();
  });
});

describe("a list refuses", () => {
  test.each([
    ["/v1/payments?limit=0", "invalid_request", "?limit"],
    ["/v1/payments?limit=101", "invalid_request", "?limit"],
    ["/v1/payments?limit=five", "invalid_request", "?limit"],
    ["/v1/payments?cursor=x", "cursor_invalid", "?cursor"],
    ["/v1/payments?status=done", "invalid_request", "?status"],
    ["/v1/payments?created_from=yesterday", "invalid_request", "?created_from"],
    ["/v1/payments?created_from=2026-02-30T10:00:00Z", "invalid_request", "?created_from"],
    ["/v1/payments?created_from=2026-11-21T10:00:00+03:00", "invalid_request", "?created_from"],
    ["/v1/payments?phone_number=1", "invalid_request", "?phone_number"],
    ["/v1/payments?status=failed&status=created", "invalid_request", "?status"],
    ["/v1/events?operation=order-1", "invalid_request", "?operation"],
    ["/v1/events?type=payment.lost", "invalid_request", "?type"],
    ["/v1/webhook_deliveries?endpoint=x", "invalid_request", "?endpoint"],
    ["/v1/reviews?status=new", "invalid_request", "?status"],
  ])("%s", async (path, code, field) => {
    const { status, body } = await world.call("GET", path);
    expect([status, body.code, body.field]).toEqual([400, code, field]);
  });
});

test("events come newest first too, and each can be read alone", async () => {
  const { body } = await world.call("GET", "/v1/events?limit=3&type=payment.created");
  expect(body.data).toHaveLength(3);
  const [first] = body.data;
  expect((await world.call("GET", `/v1/events/${first.id}`)).body).toEqual(first);
  const all = await readAll("/v1/events?limit=7");
  expect(new Set(all).size).toBe(all.length);
});
