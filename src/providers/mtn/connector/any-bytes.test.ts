import fc from "fast-check";
import { expect, test } from "vitest";
import type { Known } from "../../../connector/connector.ts";
import { type Finding, provesNotCharged } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { connector } from "../connector.ts";
import { byToken, bytesOf, correlatorId, known, refund, settings, topup } from "./testing/orders.ts";

const word = fc.oneof(
  fc.constantFrom(...codes.rows.map(({ code }) => code)),
  fc.constantFrom("Successful", "Rejected", "null", "", correlatorId),
  fc.string(),
);
const value: fc.Arbitrary<unknown> = fc.oneof(word, fc.integer(), fc.constantFrom(null, true, [], {}, [{}]));
const field = fc.constantFrom(
  "statusCode",
  "statusMessage",
  "supportMessage",
  "status",
  "error",
  "fault",
  "amount",
  "currencyCode",
  "correlatorId",
  "providerTransactionId",
  "sequenceNo",
  "msn",
  "fulfillmentStatus",
  "services",
  "__proto__",
);
const object = fc.dictionary(field, value, { maxKeys: 5 });
const message = fc
  .record({ fields: object, data: fc.oneof(object, value) })
  .map(({ fields, data }) => JSON.stringify({ ...fields, data }));
const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(bytesOf), message.map(bytesOf));
const status = fc.oneof(
  fc.constantFrom(200, 201, 202, 204, 400, 401, 403, 404, 408, 429, 500),
  fc.integer({ min: 100, max: 999 }),
);
const headers = fc.dictionary(fc.constantFrom("location", "retry-after", "date"), fc.string());

test("whatever bytes come, every reader answers with a finding", () => {
  fc.assert(
    fc.property(status, headers, bytes, (http_status, named, body) => {
      for (const { reading, provider, strength } of readEveryWay({
        status: http_status,
        headers: named,
        body,
      })) {
        expect(typeof reading.rule).toBe("string");
        // A callback has no status of its own. Money has moved only where the call worked.
        if (strength === "hint") continue;
        if (reading.money === "moved") expect(http_status >= 200 && http_status < 300).toBe(true);
        if (provesNotCharged(reading) && http_status >= 200 && http_status < 300)
          expect(reading.rule).toMatch(/^mtn\/result\//);
        expect(provider.message?.length ?? 0).toBeLessThanOrEqual(300);
      }
    }),
    { numRuns: 1_000 },
  );
});

const everyOrder = [known, byToken, refund, topup];

test("no callback is ever proof", () => {
  fc.assert(
    fc.property(bytes, (body) => {
      for (const about of everyOrder) expect(called(body, about).strength).toBe("hint");
    }),
  );
});

function readEveryWay(answer: Parameters<typeof connector.readSubmit>[0]): readonly Finding[] {
  const { refund: refunds, topup: topups } = connector.kinds ?? {};
  if (refunds === undefined || topups === undefined) throw new Error("There are refunds and top-ups.");
  return [
    ...[known, byToken].flatMap((order) => [
      connector.readSubmit(answer, order),
      connector.readInquiry(answer, order),
    ]),
    refunds.readSubmit(answer, refund),
    refunds.readInquiry(answer, refund),
    topups.readSubmit(answer, topup),
    called(answer.body, known),
  ];
}

function called(body: Uint8Array, about: Known): Finding {
  const verification = connector.verifyCallback(
    { method: "POST", headers: {}, query: {}, body },
    settings,
    0,
  );
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return connector.readCallback(verification.callback, about, 0);
}
