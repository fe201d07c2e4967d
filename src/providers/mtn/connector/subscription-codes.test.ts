import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { provesNotCharged } from "../../../core/outcome.ts";
import { bytesOf } from "./testing/orders.ts";
import { asked, cancelled, created } from "./testing/subscriptions.ts";

/** Every code that each call can be answered with, what it is read as, and whether nothing can have happened. */
const codes: readonly (readonly [
  code: string,
  status: number,
  subscribe: readonly [category: string, proves_not_charged: boolean] | null,
  unsubscribe: string | null,
])[] = [
  ["0000", 200, ["in_progress", false], "in_progress"],
  ["1000", 404, ["not_found", true], "not_found"],
  ["1001", 400, ["invalid_request", true], "invalid_request"],
  ["1002", 400, ["duplicate", false], null],
  ["1003", 400, null, "duplicate"],
  ["1004", 202, ["in_progress", false], "in_progress"],
  ["1005", 500, ["indeterminate", false], "indeterminate"],
  ["1007", 500, ["indeterminate", false], "indeterminate"],
  ["1012", 408, ["indeterminate", false], null],
  ["1013", 429, ["throttled", true], "throttled"],
  ["2000", 400, ["indeterminate", false], "indeterminate"],
  ["3000", 503, ["provider_down", false], "provider_down"],
  ["3001", 500, ["indeterminate", false], "indeterminate"],
  ["3003", 408, ["indeterminate", false], "indeterminate"],
  ["3006", 429, ["throttled", true], "throttled"],
  ["4000", 401, ["merchant_setup", true], "merchant_setup"],
  ["4001", 405, ["merchant_setup", true], "merchant_setup"],
  ["5000", 400, ["invalid_request", true], "invalid_request"],
  ["5001", 400, ["invalid_request", true], "invalid_request"],
  ["6000", 403, ["declined", false], null],
  ["6001", 403, ["payer_funds", true], null],
];

const body = (statusCode: string, status: number) => ({ statusCode, status, message: "Words", path: "/x" });

describe("to a subscribe", () => {
  const rows = codes.flatMap(([code, status, read]) =>
    read === null ? [] : [[code, status, ...read] as const],
  );

  test.each(rows)(
    "%s under %i is %s, and proves that nothing was charged: %s",
    (code, status, category, proves) => {
      const { reading, standing, provider } = created(body(code, status), status);
      expect([reading.category, provesNotCharged(reading)]).toEqual([category, proves]);
      expect([standing, provider.code]).toEqual([null, code]);
    },
  );
});

describe("to an unsubscribe", () => {
  const rows = codes.flatMap(([code, status, , read]) =>
    read === null ? [] : [[code, status, read] as const],
  );

  test.each(rows)("%s under %i is %s", (code, status, category) => {
    const { reading, standing } = cancelled(body(code, status), status);
    expect([reading.category, standing]).toEqual([category, null]);
  });
});

test("a throttled call waits as long as it is told to", () => {
  expect(created(body("1013", 429), 429).reading.advice).toMatchObject({ after_seconds: 60 });
});

const word = fc.constantFrom(
  "Active",
  "Inactive",
  "Pending",
  "Failed",
  "Unsubscribe successful",
  "null",
  "404",
);
const fields = fc.record(
  {
    statusCode: fc.oneof(fc.constantFrom(...codes.map(([code]) => code)), fc.string()),
    status: fc.oneof(word, fc.integer()),
    subscriptionStatus: word,
    subscriptionId: fc.constantFrom("CSM-NEWS", "CSM-GAMES", 7, null),
    data: fc.oneof(fc.constantFrom(null, [], {}), fc.json()),
    services: fc.oneof(fc.constantFrom(null, [], {}), fc.json()),
  },
  { requiredKeys: [] },
);
const bytes = fc.oneof(fc.uint8Array({ maxLength: 100 }), fields.map(bytesOf));

test("whatever bytes come there is a finding, and only an answer that worked says where it stands", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), bytes, (status, message) => {
      const text = new TextDecoder().decode(message);
      for (const finding of [created(text, status), asked(text, status), cancelled(text, status)]) {
        expect(finding.reading.rule).not.toBe("");
        if (status < 200 || status >= 300) expect(finding.standing).toBeNull();
        if (finding.strength === "hint") expect(finding.standing).toBeNull();
      }
    }),
    { numRuns: 500 },
  );
});
