import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Known, markVerified, type RawCallback } from "../../../connector/connector.ts";
import type { Finding } from "../../../core/outcome.ts";
import { connector } from "../connector.ts";
import { known, settings } from "../testing/orders.ts";
import { completeOptions } from "./options.ts";

const order = (options: object = {}, currency = "NGN"): Known => ({
  ...known,
  phone_number: null,
  amount: { minor: 10_000n, currency },
  provider_options: { flow: "checkout", ...options },
});

describe("the page", () => {
  test("is told the price, our name for the charge, and where to lead the payer back to", () => {
    expect(pageOf(order())).toEqual([
      "http://127.0.0.1:4020/purchase",
      {
        merchant: settings.merchant,
        service: settings.campaign,
        redirect_url: known.return_url,
        correlator: known.attempt_reference,
        price: "100.00",
      },
    ]);
  });

  test("is told more where the merchant knows more", () => {
    const [, query] = pageOf(order({ language: "ar", two_click_only: true }));
    expect(query).toMatchObject({ locale: "ar", two_click_only: "true" });
  });

  test("is told the payer's number only where it cannot do without, for an address is kept and shown as it is", () => {
    const phone_number = "+258860001234";
    expect(pageOf({ ...order({}, "MZN"), phone_number })[1]).toHaveProperty("msisdn", "258860001234");
    expect(pageOf({ ...order(), phone_number: "+2348090001234" })[1]).not.toHaveProperty("msisdn");
  });

  test("is Axiata's own where the payer is Axiata's, and then the visit has a name", () => {
    const [page, query] = pageOf(order({ operator: "axiata-lk" }, "LKR"));
    expect(page).toBe("http://127.0.0.1:4020/purchase/axiata");
    expect(query).toHaveProperty("transaction_id", known.attempt_reference);
  });

  test("can be visited again, so only where it must be has the visit a name", () => {
    expect(pageOf(order({}, "MNT"))[1]).toHaveProperty("transaction_id", known.attempt_reference);
    expect(pageOf(order({}, "KWD"))[1]).not.toHaveProperty("transaction_id");
  });

  function pageOf(from: Known): readonly [page: string, query: Readonly<Record<string, string>>] {
    const page = connector.submit(from, settings);
    if (!("payer_url" in page)) throw new Error("A call would be made.");
    const { origin, pathname, searchParams } = new URL(page.payer_url);
    return [origin + pathname, Object.fromEntries(searchParams)];
  }
});

describe("who charges", () => {
  test.each([
    ["NGN", undefined, true],
    ["SAR", undefined, true],
    ["KWD", undefined, false],
    ["KWD", "zain-kw", true],
    ["KWD", "stc-kw", false],
    ["GBP", undefined, false],
    ["LKR", undefined, false],
    ["MNT", undefined, false],
    ["IQD", undefined, false],
  ])("in %s, operator %s: our call alone is %s", (currency, operator, alone) => {
    expect(connector.onlyConfirmCharges?.(order(operator ? { operator } : {}, currency))).toBe(alone);
  });
});

describe("the way back", () => {
  const names = readdirSync(new URL("../fixtures/", import.meta.url)).filter((name) =>
    name.startsWith("redirect-"),
  );

  test.each(names)("%s is read by its row, and settles nothing", (name) => {
    const { url, reads } = JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
    const finding = cameBack(Object.fromEntries(new URL(url).searchParams));
    expect(finding).toMatchObject({ strength: "hint", evidence: "redirect" });
    expect(finding.reading).toMatchObject({ rule: reads, finality: "unresolved", money: "unknown" });
    expect(finding.reading).not.toHaveProperty("leaves_doubt");
  });

  test("with a token hands it over for the charge, and keeps it nowhere else", () => {
    const query = { status: "success", token: "TOKEN:1f0e-77", auth_method: "sms_pin", correlator: "x" };
    expect(connector.returns?.payerAnswer?.(request(query), order())).toBe("TOKEN:1f0e-77");
    const finding = cameBack(query);
    expect(finding.reading.rule).toBe("sla-dcb/redirect/success&token={token}");
    expect(JSON.stringify(finding)).not.toContain("1f0e");
  });

  test.each([
    [{ status: "error", token: "TOKEN:1f0e-77", message: "user_cancel" }],
    [{ status: "success", token: "4111111111111111" }],
    [{ status: "success", token: "TOKEN:1&x=2" }],
    [{ status: "success" }],
    [{}],
  ])("%j hands nothing over", (query) => {
    expect(connector.returns?.payerAnswer?.(request(query), order())).toBeNull();
  });

  test.each([
    ["pending", { status: "pending", msisdn: "96550001234" }, "KWD", null],
    ["success", { status: "success", msisdn: "9647800001234" }, "IQD", null],
    ["success", { status: "success", correlator: "x" }, "MNT", known.attempt_reference],
  ])("%s without a token leaves the doubt that the operator has charged", (code, query, currency, visit) => {
    const finding = cameBack(query, order({}, currency));
    expect(finding.reading).toMatchObject({ rule: `sla-dcb/redirect/${code}`, leaves_doubt: "at_once" });
    expect(finding.provider_reference).toBe(visit);
  });

  test("with words of anybody's own proves nothing", () => {
    const finding = cameBack({ status: "error", message: "paid by 2348090001234\n" });
    expect(finding.reading).toMatchObject({ known: false, finality: "unresolved" });
    expect(finding.provider.message).toMatch(/^paid by 2348\*+34$/);
  });

  test("leads on to the merchant's page", () => {
    const { returns } = connector;
    expect(returns?.destination(order({ return_url: "https://shop.example/done" }))).toBe(
      "https://shop.example/done",
    );
    expect(returns?.destination(order())).toBeNull();
  });

  function cameBack(query: Readonly<Record<string, string>>, from = order()): Finding {
    const { returns } = connector;
    if (returns === undefined) throw new Error("Nobody comes back.");
    const verification = returns.verify(request(query), settings, 0);
    if (verification.verdict === "refused") throw new Error(verification.cause);
    return returns.read(verification.callback, from, 0);
  }

  function request(query: Readonly<Record<string, string>>) {
    const raw: RawCallback = { method: "GET", headers: {}, query, body: new Uint8Array() };
    return markVerified(raw, "unsigned");
  }
});

describe("options", () => {
  test.each([
    [{}, "+2348090001234", { options: { flow: "pin" } }],
    [{ token: "TOKEN:1" }, null, { options: { token: "TOKEN:1", flow: "token" } }],
    [{ acr: "a".repeat(48) }, null, { options: { acr: "a".repeat(48), flow: "token" } }],
    [
      { flow: "message_reply", acr: "a".repeat(48) },
      null,
      { options: { flow: "message_reply", acr: "a".repeat(48) } },
    ],
    [{ flow: "checkout" }, null, { options: { flow: "checkout" } }],
    [{ flow: "checkout" }, "+2348090001234", { options: { flow: "checkout" } }],
  ])("%j with the number %j are complete", (given, phone_number, completion) => {
    expect(completeOptions(given, phone_number)).toEqual(completion);
  });

  test.each([
    [{}, null, "flow"],
    [{ flow: "message_reply" }, null, "flow"],
    [{ flow: "pin", acr: "a".repeat(48) }, null, "flow"],
    [{ flow: "token" }, "+2348090001234", "token"],
  ])("%j with the number %j lack something", (given, phone_number, missing) => {
    expect(completeOptions(given, phone_number)).toMatchObject({ missing });
  });
});
