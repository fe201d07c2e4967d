import { expect, test } from "vitest";
import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import { codes } from "../codes.ts";
import { errorsOfThePage } from "../simulator/testing/error-page.ts";
import { answered } from "../testing/orders.ts";
import { calls, error, named, readerOf, subscription } from "../testing/subscription-orders.ts";

const TOKEN = "TOKEN:1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

const readers: readonly (readonly [string, Call, (answer: HttpAnswer) => SubscriptionFinding])[] = [
  ["a PIN", "subscribe", (answer) => calls.readCreate(answer, subscription)],
  [
    "a creation with a token",
    "subscribe",
    (answer) => calls.readCreate(answer, { ...subscription, provider_options: { token: TOKEN } }),
  ],
  ["a creation with a PIN", "subscribe", readerOf("confirm")],
  ["an activation", "subscribe", readerOf("activate")],
  ["a resumption", "subscribe", readerOf("resume")],
  ["a free period", "subscription_change", readerOf("free_period")],
  ["a deletion", "subscription_change", readerOf("cancel")],
  ["an inquiry", "inquiry", (answer) => calls.readInquiry(answer, named)],
];
const walk = readers.flatMap(([what, call, read]) =>
  errorsOfThePage.map(
    ([category, code, message]) => [what, code, { category, message, call, read }] as const,
  ),
);

test.each(walk)("after %s %s reads as its row, and brings nothing else", (what, code, row) => {
  const { category, message, call, read } = row;
  const finding = read(answered({ error: { category, code, message } }));
  expect(finding.reading).toEqual(readCode(codes, { surface: "api", call, http_status: 200, code, message }));
  expect(finding).toMatchObject({
    standing: what === "a resumption" && code === "2011" ? "ended" : null,
    provider_reference: null,
    charges: [],
    provider: { code, http_status: 200 },
  });
});

test.each([
  ["1001", "call"],
  ["1003", "call"],
  ["6004", "call"],
  ["2011", "subscription"],
])("%s to an inquiry is about the %s", (code, about) => {
  expect(calls.readInquiry(error(code), named).about).toBe(about);
});

test.each(["2007", "2012", "2018", "2021", "2038", "4001", "7001", "9001", "11004", "No resources"])(
  "%s leaves open what an earlier call, or this one, has done",
  (code) => {
    const { reading } = readerOf("confirm")(error(code));
    expect(reading.finality).not.toBe("final");
    expect(reading.money).toBe("unknown");
  },
);

test("what cannot be resumed for it is not there any more, has ended", () => {
  expect(readerOf("resume")(error("2011"))).toMatchObject({
    standing: "ended",
    strength: "proof",
    reading: { reason: "subscription_not_found", finality: "final" },
  });
  expect(readerOf("resume")(error("2021")).standing).toBeNull();
  expect(readerOf("activate")(error("2011")).standing).toBeNull();
});

test("that none is found proves nothing while a creation may be on its way", () => {
  expect(calls.readInquiry(error("2011"), subscription).reading.finality).toBe("unresolved");
});
