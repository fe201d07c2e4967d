import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isSigned, type Known, type RawCallback, type Verification } from "../../../connector/connector.ts";
import { connector } from "../connector.ts";
import { known, settings } from "../testing/orders.ts";

const literal = JSON.parse(
  readFileSync(new URL("../fixtures/notification-mo-charged.json", import.meta.url), "utf8"),
).body as string;

const asked: Known = {
  ...known,
  amount: { minor: 500n, currency: "KWD" },
  phone_number: "+96590001234",
  provider_options: { flow: "message_reply" },
  attempt_reference: "hk-000031",
  call_reference: "hk-000031",
};

describe("a notification", () => {
  test("is taken, and is no proof, since nobody signs it", () => {
    const verification = verify({ body: literal });
    expect(verification.verdict).toBe("verified");
    expect(verification.verdict === "verified" && isSigned(verification.callback)).toBe(false);
  });

  test("names the transaction that can then be asked about", () => {
    const finding = read(literal, asked);
    expect(finding).toMatchObject({
      strength: "hint",
      evidence: "callback",
      provider_reference: "700000303",
    });
    expect(finding.reading.rule).toBe("sla-dcb/result/CHARGED");
  });

  test("of another charge names nothing", () => {
    expect(read(literal, { ...asked, attempt_reference: "hk-1", call_reference: "hk-2" })).toMatchObject({
      strength: "hint",
      provider_reference: null,
    });
  });

  test.each([
    ["another method", { method: "GET", body: literal }],
    ["another merchant", { body: literal.replace("partner:7b1e", "partner:0000") }],
    ["no merchant", { body: literal.replace('"merchant"', '"seller"') }],
    ["no result", { body: '{"success":true}' }],
    ["an error of the API", { body: '{"error":{"category":"Error","code":"1001","message":"x"}}' }],
    ["no JSON", { body: "status=CHARGED" }],
  ])("with %s is refused", (_what, change) => {
    expect(verify(change).verdict).toBe("refused");
  });
});

function verify(change: { readonly method?: string; readonly body: string }): Verification {
  const raw: RawCallback = {
    method: change.method ?? "POST",
    headers: {},
    query: {},
    body: new TextEncoder().encode(change.body),
  };
  return connector.verifyCallback(raw, settings, 0);
}

function read(body: string, order: Known) {
  const verification = verify({ body });
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return connector.readCallback(verification.callback, order, 0);
}
