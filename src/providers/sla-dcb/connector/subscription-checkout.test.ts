import { expect, test } from "vitest";
import { markVerified } from "../../../connector/connector.ts";
import { START_MS, subscription } from "../testing/subscription-orders.ts";
import { subscriptions } from "./subscriptions.ts";

const TOKEN = "TOKEN:1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

test("a token that comes along is what the confirm has to send, and proves nothing", () => {
  expect(back(`status=success&token=${TOKEN}&auth_method=sms_pin`)).toMatchObject({
    evidence: "redirect",
    strength: "hint",
    standing: null,
    charges: [],
    payer_answer: TOKEN,
    reading: { finality: "unresolved" },
  });
});

test.each([
  "status=success&msisdn=9647800001234",
  "status=pending&msisdn=96550001234",
  "status=error&message=user_cancel",
  `status=error&message=user_cancel&token=${TOKEN}`,
  "status=success&token=PIN:1234",
  "",
])("%j brings nothing to confirm with, and is no more than a reason to ask", (query) => {
  const finding = back(query);
  expect(finding).not.toHaveProperty("payer_answer");
  expect(finding).toMatchObject({ strength: "hint", standing: null, reading: { money: "unknown" } });
});

test("a reason of theirs reads as its row", () => {
  expect(back("status=error&message=not_found&param=service")?.reading).toMatchObject({
    rule: "sla-dcb/redirect/not_found&param={param}",
    values: { param: "service" },
  });
});

function back(query: string) {
  const callback = {
    method: "GET",
    headers: {},
    query: Object.fromEntries(new URLSearchParams(query)),
    body: new Uint8Array(),
  };
  return subscriptions.readReturn?.(markVerified(callback, "unsigned"), subscription, START_MS);
}
