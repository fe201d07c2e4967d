import { describe, expect, test } from "vitest";
import { list } from "../../src/catalogue/index.ts";
import {
  type Calls,
  type Known,
  markVerified,
  type RawCallback,
  type RefundedPayment,
} from "../../src/connector/connector.ts";
import type { HttpAnswer } from "../../src/connector/http.ts";
import type { Provider } from "../../src/connector/provider.ts";
import type { operationKinds } from "../../src/core/operation.ts";
import { nothingSpecial } from "../support/known.ts";
import { type Fixture, fixturesOf } from "./fixtures.ts";
import { kindsOf, providers } from "./ways.ts";

const NOW_MS = Date.parse("2026-07-15T09:30:00Z");

/** Whatever a provider has ever been seen to say, whichever of the connector's readers it comes to. */
describe.each(providers.map((provider) => [provider.name, provider] as const))("%s", (_name, provider) => {
  const fixtures = fixturesOf(provider);

  test("has fixtures, one for each of its codes unless they are many", () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(Math.min(11, provider.codes.rows.length));
  });

  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
    "every reader bears %s, and none reads it as more than its row says",
    (_name, fixture) => {
      const rows = list({ provider: provider.id });
      if (fixture.reads !== null && !isFamily(fixture.reads))
        expect(rows.map(({ rule }) => rule)).toContain(fixture.reads);
      for (const { reading, provider: words } of readByAll(provider, fixture)) {
        const row = rows.find(({ rule }) => rule === reading.rule);
        expect(row !== undefined || isFamily(reading.rule), reading.rule).toBe(true);
        expect(["none", "unknown", row?.money]).toContain(reading.money);
        if (row === undefined) expect(reading.finality).toBe("unresolved");
        expect(JSON.stringify(words)).not.toMatch(/\d{10}(?=")/);
      }
    },
  );
});

/** Codes without a row of their own, by their family or by none. */
function isFamily(rule: string): boolean {
  return rule === "unmapped" || rule.includes("/range/") || rule.startsWith("hakika/");
}

function readByAll(provider: Provider, fixture: Fixture) {
  const { connector } = provider;
  const answer: HttpAnswer = {
    ...fixture,
    status: fixture.http_status ?? 200,
    body: Buffer.from(fixture.body),
  };
  const raw: RawCallback = { ...fixture, method: "POST", body: answer.body };
  const callback = markVerified(raw, "unsigned");
  return kindsOf(provider).flatMap((kind) => {
    const known = knownOf(provider, kind);
    const calls: Calls<unknown> = connector.kinds?.[kind] ?? connector;
    const { returns, notices, changes = {}, session } = connector;
    session?.read(answer);
    session?.isRefused(answer);
    notices?.read(callback, NOW_MS);
    return [
      calls.readSubmit(answer, known),
      calls.readInquiry(answer, known),
      ...Object.values(changes).map((change) => change.read(answer, known)),
      connector.readCallback(callback, known, NOW_MS),
      ...(returns === undefined ? [] : [returns.read(callback, known, NOW_MS)]),
    ];
  });
}

function knownOf(provider: Provider, kind: (typeof operationKinds)[number]): Known {
  const paid = { minor: 15_000n, currency: provider.limits.amounts[0]?.currency ?? "XXX" };
  const amount = kind === "message" ? { minor: 0n, currency: "XXX" } : paid;
  const reference = "01K0ABCDEFGHJKMNPQRS";
  const { provider_options = {} } = provider.example as { readonly provider_options?: object };
  const refunded: RefundedPayment = {
    amount: paid,
    attempt_reference: reference,
    call_reference: reference,
    provider_reference: "4001",
    receipt: null,
    provider_options: { ...provider_options },
    ended_at: NOW_MS,
  };
  return {
    ...nothingSpecial,
    kind,
    refunded: kind === "refund" ? refunded : null,
    amount,
    phone_number: provider.limits.phone_number?.example ?? null,
    description: "Two tickets",
    provider_options: {},
    capture: "automatic",
    attempt_reference: reference,
    call_reference: reference,
    callback_url: "https://gw.example/callbacks/5b0c",
    return_url: null,
    provider_reference: null,
  };
}
