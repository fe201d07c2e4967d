import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parts } from "../wire/profile.ts";
import { lookup } from "./lookup.ts";
import { customer, everything, readAlone, readProfile, states } from "./testing/customers.ts";
import { answerOf, bytesOf, settings } from "./testing/orders.ts";

const failed = { location: "failed", wallet: "failed", plans: "failed", subscriptions: "failed" };

const error = (statusCode: string, status: number, statusMessage: string) => ({
  timestamp: "2026-03-14T08:15:33.710+0000",
  status,
  error: "Error",
  message: statusMessage,
  path: "/customers/278320123456",
  statusCode,
  statusMessage,
});

/** Every code that a look-up can be answered with, beside success. */
const refusals: readonly (readonly [code: string, status: number, says: string, because: string])[] = [
  ["1000", 404, "User not found", "The provider knows no payer with this phone number or account."],
  ["1001", 400, "Request error", "did not accept the request"],
  ["1005", 500, "Retry", "went wrong inside the provider"],
  ["1007", 500, "Operation timeout", "time"],
  ["1013", 429, "Request rate exceeded", "there were too many in a short time"],
  ["2000", 400, "Connection error", "A connection broke somewhere behind the provider."],
  ["3000", 503, "Service not available", "is down or refuses work"],
  ["3001", 500, "System error", "went wrong inside the provider"],
  ["3003", 408, "Timeout", "time"],
  ["3006", 429, "Rate exceeded", "there were too many in a short time"],
  ["4000", 401, "Unauthorised", "The provider does not accept our credentials."],
  ["4001", 405, "Not allowed", "is not allowed to do this"],
  ["5000", 400, "Invalid Parameters", "did not accept the request"],
];

describe("an answer that refuses", () => {
  test.each(refusals)("with %s under %i fails every part, and says so", (code, status, says, because) => {
    const read = readProfile(error(code, status, says), status);
    expect(states(read)).toEqual(failed);
    expect(read["wallet"]).toMatchObject({ code, because: expect.stringContaining(`They say: ${says}`) });
    expect(read["wallet"]).toMatchObject({ because: expect.stringContaining(because) });
    for (const part of parts)
      expect(readAlone(part, error(code, status, says), status)).toMatchObject({ code });
  });

  test.each([{ data: null }, { services: null }])(
    "with %j alone under 404 knows no such customer",
    (body) => {
      expect(readProfile(body, 404)["location"]).toMatchObject({ state: "failed", code: "1000" });
    },
  );

  test.each([
    ["3006", "rate_limited", { "retry-after": "7" }, 7],
    ["3006", "rate_limited", {}, 60],
    ["1013", "payer_rate_limited", {}, 60],
  ])("with %s says how long to wait", (code, reason, headers, after_seconds) => {
    const { refusal } = lookup.whole(customer, lookup.parts, settings);
    expect(refusal({ ...answerOf(error(code, 429, "Too many"), 429), headers })).toMatchObject({
      category: "throttled",
      reason,
      advice: { after_seconds },
    });
    expect(refusal(answerOf(everything))).toBeNull();
    expect(refusal(answerOf(everything, 207))).toBeNull();
  });

  test("without a code has none", () => {
    const { statusCode, statusMessage, ...fiveFields } = error("1000", 404, "No message available");
    expect(readProfile(fiveFields, 404)["plans"]).toMatchObject({ state: "failed", code: null });
    expect(readProfile("<html>", 502)["plans"]).toMatchObject({ state: "failed", code: null });
  });

  test("fails every part whatever else stands in it", () => {
    expect(states(readProfile(everything, 500))).toEqual(failed);
  });

  test("because it is not over yet, leaves everything unknown", () => {
    const pending = { statusCode: "1004", statusMessage: "Request pending" };
    for (const status of [200, 202]) {
      expect(readProfile(pending, status)["wallet"]).toMatchObject({ state: "unknown", code: "1004" });
    }
  });

  test("shows no phone number", () => {
    const read = readProfile(error("1000", 404, "User 278320123456 not found"), 404);
    expect(JSON.stringify(read)).not.toContain("278320123456");
  });
});

const value = fc.oneof(
  fc.constantFrom(null, "null", "", [], {}, [{}], [null], { data: null }, { data: {} }, { data: [[]] }),
  fc.json().map((text) => JSON.parse(text)),
);
const field = fc.constantFrom("location", "momo", "plan", "subscriptions", "systems", "services", "data");
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.dictionary(field, value).map((fields) => bytesOf(fields)),
);

test("whatever bytes come, every part has a reading, and an absence comes from a complete answer alone", () => {
  fc.assert(
    fc.property(fc.constantFrom(200, 202, 204, 207, 404, 500), body, (status, bytes) => {
      const text = new TextDecoder().decode(bytes);
      const all = [
        readProfile(text, status),
        ...parts.map((part) => ({ [part]: readAlone(part, text, status) })),
      ];
      for (const reading of all.flatMap((read) => Object.values(read))) {
        expect(reading).toBeDefined();
        if (status !== 200) expect(reading?.state).not.toBe("absent");
        if (status >= 300) expect(reading?.state).toBe("failed");
      }
    }),
    { numRuns: 500 },
  );
});
