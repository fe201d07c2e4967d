import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../../core/outcome.ts";
import { byToken, correlatorId, known, read, refund } from "./testing/orders.ts";

describe("literal messages", () => {
  const ours = ["submit", "inquiry", "refund", "refund_inquiry"];
  const fixtures = readdirSync(new URL("../fixtures/", import.meta.url))
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, readFixture(name)] as const)
    .filter(([name, { call }]) => ours.includes(call) && !name.startsWith("open-api"));

  test.each(fixtures)(
    "%s reads by its row, or by the word of the fate that stands in it",
    (name, fixture) => {
      const rule = name === "payment-taken.json" ? "mtn/result/pending" : fixture.reads;
      expect(heard(name, fixture).reading.rule).toBe(rule);
    },
  );

  function heard(name: string, { body, call, http_status }: Fixture): Finding {
    const order = name.startsWith("carrier-billing") ? byToken : call === "refund" ? refund : known;
    const { correlatorId: named } = JSON.parse(body).data ?? {};
    // A message about another payment would be no more than a hint.
    const message = body.replace(named, correlatorId);
    return read({ body: message, status: http_status, order, asks: call === "inquiry" });
  }
});

interface Fixture {
  readonly call: string;
  readonly body: string;
  readonly http_status: number;
  readonly reads: string;
}

function readFixture(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
}
