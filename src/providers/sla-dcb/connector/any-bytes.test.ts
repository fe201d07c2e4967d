import fc from "fast-check";
import { expect, test } from "vitest";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { Finding } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { connector } from "../connector.ts";
import { known, ofKind } from "../testing/orders.ts";

const written = fc.constantFrom(
  ...codes.rows.map((row) => row.code),
  known.attempt_reference,
  "NGN",
  "100.0",
  "-100.0",
  "2348090001234",
  "700000200",
);
const value = fc.oneof(written, fc.string(), fc.constantFrom<unknown>(null, true, 0, 4003, {}, []));
const transaction = fc.dictionary(fc.constantFrom("status", "transaction_id", "timestamp"), value);
const field = fc.constantFrom(
  "code",
  "cdoe",
  "category",
  "message",
  "amount",
  "currency",
  "correlator",
  "msisdn",
  "status",
);
const result = fc
  .tuple(fc.dictionary(field, value), transaction)
  .map(([fields, inner]) => ({ ...fields, transaction: inner }));
const message = fc.oneof(
  result,
  fc
    .tuple(fc.constantFrom("success", "error"), fc.oneof(result, value))
    .map(([envelope, inside]) => ({ [envelope]: inside })),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
  message.map((object) => new TextEncoder().encode(JSON.stringify(object))),
);

const readers: readonly ((answer: HttpAnswer) => Finding)[] = [
  (answer) => connector.readSubmit(answer, known),
  (answer) => connector.readSubmit(answer, { ...known, provider_options: { flow: "token" } }),
  (answer) => connector.readInquiry(answer, known),
  (answer) => read(connector.changes?.confirm?.read(answer, known)),
  (answer) => read(connector.kinds?.refund?.readSubmit(answer, ofKind("refund"))),
  (answer) => read(connector.kinds?.message?.readSubmit(answer, ofKind("message"))),
];

const moves = ["CHARGED", "REFUNDED", "success"];

test("whatever bytes come, every reader answers, and money moved only by a word that says so", () => {
  fc.assert(
    fc.property(
      body,
      fc.integer({ min: 100, max: 599 }),
      fc.nat(readers.length - 1),
      (bytes, status, index) => {
        const { reading, strength, about } = read(readers[index]?.({ status, headers: {}, body: bytes }));
        const moved = reading.money === "moved" && strength === "proof" && about === "operation";
        if (moved) expect(moves.some((word) => reading.rule.includes(`/result/${word}`))).toBe(true);
        if (!reading.known) expect(reading.finality).toBe("unresolved");
      },
    ),
    { numRuns: 2_000 },
  );
});

function read<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Error("Nobody reads it.");
  return found;
}
