import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { momoVn } from "../../src/providers/momo-vn/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE, SECOND } from "../support/operations.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

type Body = ReturnType<typeof JSON.parse>;

let world: DevelopmentWorld;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

async function pay(wish: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const amount = { value: "150000", currency: "VND" };
  return (await world.api("/v1/payments", { provider: momoVn.id, amount, ...wish })).id;
}

const read = (id: string): Promise<Body> => world.api(`/v1/payments/${id}`);

/** What the provider's books say of a phone: a charge counts up, a reversal down. */
async function charges(phone_number: string): Promise<number> {
  const entries = (await world.books(momoVn.id)).filter((entry) => entry.phone_number === phone_number);
  return entries.reduce((sum, { kind }) => sum + (kind === "charge" ? 1 : -1), 0);
}

/** Phones whose last digits are a case of the simulator's, and where their payments end. */
const stories: readonly (readonly [
  digits: string,
  capture: "automatic" | "manual",
  status: string,
  charges: number,
])[] = [
  ["0001", "automatic", "succeeded", 1],
  // Refused before there is an order.
  ...["0011", "0012", "0013", "0020", "0021", "0022", "0045", "0047", "2019"].map(
    (digits) => [digits, "automatic", "failed", 0] as const,
  ),
  // A refusal that says that the gateway is closed is tried again, for nothing was started.
  ["0010", "automatic", "failed", 0],
  // They speak of an earlier request, and no order of ours is ever found: nobody can be sure.
  ...["0040", "0041", "0042", "0043"].map((digits) => [digits, "automatic", "in_reconciliation", 0] as const),
  // The payer, the wallet, the bank.
  ...["1001", "1002", "1004", "1005", "1006", "1007", "1026", "4001", "4002", "4100"].map(
    (digits) => [digits, "automatic", "failed", 0] as const,
  ),
  ["0098", "automatic", "failed", 0],
  ["0099", "automatic", "in_reconciliation", 0],
  ["7000", "automatic", "succeeded", 1],
  ["9000", "automatic", "succeeded", 1],
  // Notifications that are lost, doubled, late, early or altered; one that names another amount is for a person.
  ...["8001", "8002", "8003", "8004", "8005"].map((digits) => [digits, "automatic", "succeeded", 1] as const),
  ["8006", "automatic", "in_reconciliation", 1],
  // Answers that are lost or lie, with an order that gets paid, and without one.
  ...["9001", "9004", "9042", "9098", "9099", "9500"].map(
    (digits) => [digits, "automatic", "succeeded", 1] as const,
  ),
  ["9002", "automatic", "in_reconciliation", 0],
  ["9502", "automatic", "in_reconciliation", 0],
];

describe("every case of the simulator's phones", () => {
  const payments = new Map<string, string>();
  const phoneOf = (digits: string) => `+8490000${digits}`;

  beforeAll(async () => {
    for (const [digits, capture] of stories)
      payments.set(digits, await pay({ phone_number: phoneOf(digits), capture }));
    await world.advance(3 * HOUR);
  }, 120_000);

  test.each(stories)("…%s, captured %s, ends as %s", async (digits, _capture, status, charged) => {
    const payment = await read(payments.get(digits) ?? "");
    expect([payment.status, await charges(phoneOf(digits))]).toEqual([status, charged]);
    expect(payment.needs_review).toBe(status === "in_reconciliation");
    if (status === "failed") expect(payment.outcome.money).toMatch(/^(not_moved|returned)$/);
  });

  test("each outcome is the one that the registry has for its code", async () => {
    for (const [digits, , status] of stories) {
      const { outcome } = await read(payments.get(digits) ?? "");
      const { code } = outcome.provider;
      if (status !== "failed") continue;
      const rows = momoVn.codes.rows.filter((row) => row.code === code && row.money !== "unknown");
      expect(
        rows.map(({ reason }) => reason),
        `${digits}: ${code}`,
      ).toContain(outcome.reason);
    }
  });
});

describe("held money", () => {
  const reserve = async (phone_number: string) => {
    const id = await pay({ phone_number, capture: "manual" });
    await world.advance(MINUTE);
    expect(await read(id)).toMatchObject({ status: "reserved", outcome: { money: "reserved" } });
    expect(await charges(phone_number)).toBe(0);
    return id;
  };

  test("is taken by a capture, once", async () => {
    const phone_number = "+84912000001";
    const id = await reserve(phone_number);
    await Promise.all([1, 2, 3].map(() => world.tryApi(`/v1/payments/${id}/capture`)));
    await world.advance(MINUTE);
    expect(await read(id)).toMatchObject({ status: "succeeded", outcome: { money: "moved" } });
    expect(await charges(phone_number)).toBe(1);
    expect((await world.tryApi(`/v1/payments/${id}/capture`)).status).toBe(200);
  });

  test("goes free by a cancel, and cannot be captured any more", async () => {
    const phone_number = "+84912000002";
    const id = await reserve(phone_number);
    await world.tryApi(`/v1/payments/${id}/cancel`);
    await world.advance(MINUTE);
    expect(await read(id)).toMatchObject({ status: "cancelled", outcome: { money: "returned" } });
    expect(await world.tryApi(`/v1/payments/${id}/capture`)).toMatchObject({ body: { status: "cancelled" } });
    expect(await charges(phone_number)).toBe(0);
  });

  test("that the provider let go by itself is found out by whoever asks", async () => {
    const phone_number = "+84900001003";
    const id = await reserve(phone_number);
    await world.advance(10 * MINUTE);
    await world.tryApi(`/v1/payments/${id}/sync`);
    await world.advance(MINUTE);
    expect(await read(id)).toMatchObject({ status: "failed", outcome: { money: "returned" } });
  });

  test("is needed for a capture", async () => {
    await world.set(momoVn.id, { auto_approve_after_ms: null });
    const id = await pay({ phone_number: "+84912000003" });
    await world.advance(SECOND);
    expect(await world.tryApi(`/v1/payments/${id}/capture`)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("reserved") },
    });
    await world.set(momoVn.id, {});
  });
});

describe("the payer's page", () => {
  test("is told with the payment, and leads back by us to the merchant's own page", async () => {
    await using shop = await openShop();
    const id = await pay({ phone_number: "+84912000004", provider_options: { return_url: shop.url } });
    await world.advance(SECOND);
    const { next_action } = await read(id);
    expect(next_action).toMatchObject({ type: "open_page", expires_at: expect.any(String) });
    expect((await fetch(next_action.url)).status).toBe(200);
    await world.advance(MINUTE);
    // Once the order has ended, the page sends the payer's browser back.
    const page = await fetch(next_action.url);
    expect(page.url).toBe(`${shop.url}?payment_id=${id}`);
    const { data } = await world.api(`/v1/payments/${id}/timeline`);
    expect(data.some(({ detail }: Body) => detail.evidence === "redirect")).toBe(true);
  });

  test("never decides by what the browser brings", async () => {
    await world.set(momoVn.id, { auto_approve_after_ms: null });
    const id = await pay({ phone_number: "+84912000005" });
    await world.advance(SECOND);
    const { next_action } = await read(id);
    const refused = await fetch(next_action.url.replace("/v2/gateway/pay", "/page/refuse"), {
      method: "POST",
      redirect: "manual",
    });
    const back = new URL(refused.headers.get("location") ?? "");
    back.searchParams.set("resultCode", "0");
    expect((await fetch(back)).status).toBe(200);
    expect((await read(id)).status).not.toBe("succeeded");
    await world.advance(MINUTE);
    expect(await read(id)).toMatchObject({ status: "failed", outcome: { money: "not_moved" } });
    await world.set(momoVn.id, {});
  });

  test("is not ours under an address that we did not write", async () => {
    expect((await fetch(`${world.gateway}/returns/AAAA`)).status).toBe(404);
  });
});

async function openShop() {
  const server = createServer((_request, response) => response.end("Thank you")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/thanks`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

keepWalkedCodes(() => toldIn(world));
