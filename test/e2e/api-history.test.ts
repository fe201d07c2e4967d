import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exchange } from "../../src/connector/http.ts";
import type { Event } from "../../src/core/event.ts";
import { readId, slotOf } from "../../src/core/ids.ts";
import { type ApiWorld, openApiWorld } from "../support/api-world.ts";
import type { Untimed } from "../support/operations.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function happen(shown: string, ...events: readonly Untimed[]): Promise<void> {
  const id = readId("payment", shown) ?? "";
  for (const event of events)
    await world.engine.happened({
      slot: slotOf(id),
      id,
      event: { ...event, at: world.store.clock.now() } as Event,
      raw: null,
    });
}

/** A payment of which nobody can tell what became, with its review. */
async function unsettled(): Promise<{ readonly payment: string; readonly review: string }> {
  const { body } = await world.pay();
  await happen(
    body.id,
    { type: "attempt_began" },
    { type: "attempt_silent", attempt: 1, cause: "TIMEOUT" },
    { type: "deadline_passed" },
  );
  const { body: reviews } = await world.call("GET", `/v1/reviews?operation=${body.id}`);
  return { payment: body.id, review: reviews.data[0].id };
}

const decide = (review: string, decision: string) =>
  world.call("POST", `/v1/reviews/${review}/decide`, {
    body: { decision, why: "The statement shows it.", by: "Amina" },
  });

describe("the timeline", () => {
  test("tells in sentences what happened", async () => {
    const { payment, review } = await unsettled();
    await decide(review, "moved");
    const { body } = await world.call("GET", `/v1/payments/${payment}/timeline`);
    expect(
      body.data.map(({ version, says }: { version: number; says: string }) => `${version} ${says}`),
    ).toEqual([
      "1 It was stored. Nothing was sent yet.",
      "2 The call to M-Pesa Kenya was written down, and then made. It is now processing.",
      "3 No answer of M-Pesa Kenya came (TIMEOUT): nobody knows yet whether the money moved.",
      "4 The time for asking is used up. It is now in_reconciliation.",
      '5 Amina decided "moved", because: The statement shows it. It is now succeeded.',
    ]);
  });

  test("has its attempts beside it", async () => {
    const { payment } = await unsettled();
    const { body } = await world.call("GET", `/v1/payments/${payment}/attempts`);
    expect(body.data).toMatchObject([
      { number: 1, kind: "submit", state: "silent", began_at: expect.any(String) },
    ]);
  });
});

describe("a payment can be withdrawn", () => {
  test("before anything was sent, and again without harm", async () => {
    const { body } = await world.pay();
    const cancelled = await world.call("POST", `/v1/payments/${body.id}/cancel`);
    expect([cancelled.status, cancelled.body.status]).toEqual([200, "cancelled"]);
    const again = await world.call("POST", `/v1/payments/${body.id}/cancel`);
    expect(again.body).toEqual(cancelled.body);
  });

  test("with or without a media type, and with an empty body", async () => {
    for (const headers of [{}, { "content-type": "application/json" }]) {
      const { body } = await world.pay();
      expect((await world.call("POST", `/v1/payments/${body.id}/cancel`, { headers })).status).toBe(200);
    }
  });

  test("only where the provider offers it, once it is sent", async () => {
    const { body } = await world.pay();
    await happen(body.id, { type: "attempt_began" });
    const answer = await world.call("POST", `/v1/payments/${body.id}/cancel`);
    expect([answer.status, answer.body.code]).toEqual([409, "not_possible_now"]);
    expect(answer.body.detail).toMatch(/^[A-Z].*\.$/);
  });
});

describe("the provider can be asked now", () => {
  test("not where there is nothing to ask with", async () => {
    const { payment } = await unsettled();
    const answer = await world.call("POST", `/v1/payments/${payment}/sync`);
    expect([answer.status, answer.body.detail]).toEqual([409, "There is nothing to ask this provider with."]);
  });

  test("and a payment that has ended is only shown", async () => {
    const { body } = await world.pay();
    const cancelled = await world.call("POST", `/v1/payments/${body.id}/cancel`);
    const answer = await world.call("POST", `/v1/payments/${body.id}/sync`);
    expect([answer.status, answer.body]).toEqual([200, cancelled.body]);
  });

  test("and its answer stands in the timeline", async () => {
    const fixture = (name: string): Exchange => {
      const file = new URL(`../../src/providers/mpesa-ke/fixtures/${name}.json`, import.meta.url);
      const { http_status: status, headers, body } = JSON.parse(readFileSync(file, "utf8"));
      return { end: "answer", answer: { status, headers, body: Buffer.from(body) } };
    };
    const called: string[] = [];
    await using live = await openApiWorld({
      transport: async ({ url }) => {
        called.push(url);
        return fixture(url.endsWith("initiate") ? "submit-accepted" : "inquiry-still-processing");
      },
    });
    const { body } = await live.pay();
    await expect
      .poll(async () => (await live.call("GET", `/v1/payments/${body.id}`)).body.status)
      .toBe("awaiting_payer");
    const shown = (await live.call("GET", `/v1/payments/${body.id}`)).body;
    expect(shown.next_action).toMatchObject({ type: "approve_on_phone" });
    expect(shown.provider_reference).not.toContain("701234509");
    expect((await live.call("POST", `/v1/payments/${body.id}/sync`)).status).toBe(202);
    await expect.poll(() => called.length).toBe(2);
    await expect
      .poll(async () => (await live.call("GET", `/v1/payments/${body.id}/timeline`)).text)
      .toContain("Asked about it, M-Pesa Kenya said");
  });
});

describe("a review", () => {
  test("says what is known, and is settled by a person", async () => {
    const { payment, review } = await unsettled();
    const { body } = await world.call("GET", `/v1/reviews/${review}`);
    expect(body).toMatchObject({
      operation: payment,
      status: "open",
      cause: "cannot_ask",
      decision: null,
      closed_at: null,
    });
    const decided = await decide(review, "not_moved");
    expect(decided.body.review).toMatchObject({
      status: "decided",
      decision: "not_moved",
      decided_by: "Amina",
    });
    expect(decided.body.operation).toMatchObject({ status: "failed", needs_review: false });
    const again = await decide(review, "moved");
    expect([again.status, again.body.code]).toEqual([409, "not_possible_now"]);
  });

  test("cannot be left to a provider that has nothing to be asked with", async () => {
    const { review } = await unsettled();
    const answer = await decide(review, "keep_asking");
    expect([answer.status, answer.body.code]).toEqual([409, "not_possible_now"]);
  });

  test("needs a decision, its reason and a name", async () => {
    const { review } = await unsettled();
    for (const [body, field] of [
      [{}, "/decision"],
      [{ decision: "moved", by: "Amina" }, "/why"],
      [{ decision: "moved", why: "So.", by: "" }, "/by"],
      [{ decision: "perhaps", why: "So.", by: "Amina" }, "/decision"],
      [{ decision: "moved", why: "\u0000", by: "Amina" }, "/why"],
      [{ decision: "moved", why: "x".repeat(2_001), by: "Amina" }, "/why"],
    ] as const)
      expect((await world.call("POST", `/v1/reviews/${review}/decide`, { body })).body.field).toBe(field);
  });

  test("is told of when it opens and when it is decided", async () => {
    const { payment, review } = await unsettled();
    await decide(review, "moved");
    const { body } = await world.call("GET", `/v1/events?operation=${payment}`);
    const types = body.data.map(({ type }: { type: string }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        "review.opened",
        "payment.in_reconciliation",
        "review.decided",
        "payment.succeeded",
      ]),
    );
  });
});
