import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { markVerified, type RawCallback } from "../../../connector/connector.ts";
import type { Notice } from "../../../connector/notice.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import { connector } from "../connector.ts";
import { settings } from "../testing/orders.ts";
import { named, START_MS } from "../testing/subscription-orders.ts";

const UUID = "0d5f3a52-8f3e-4a55-9b1e-6a1f0c2d7e90";

describe("a renewal", () => {
  test("that was paid tells of its charge, and proves nothing", () => {
    const notice = noticeOf(fixture("notification-renewed"));
    expect(notice).toMatchObject({
      about: "subscription",
      provider_reference: UUID,
      phone_number: "+2348090001234",
      provider_options: { campaign: settings.campaign },
      may_be_new: true,
    });
    expect(notice).not.toHaveProperty("call_reference");
    expect(findingIn(notice)).toMatchObject({
      evidence: "callback",
      strength: "hint",
      standing: "active",
      renews_at: Date.parse("2026-03-03T08:30:00Z"),
      charges: [
        {
          provider_reference: "700000301",
          period: "51c0aa7be202",
          amount: { minor: 10_000n, currency: "NGN" },
          reading: { category: "completed", money: "moved" },
        },
      ],
    });
  });

  test("that was not paid starts nothing new", () => {
    const notice = noticeOf(fixture("notification-not-renewed"));
    expect(notice).toMatchObject({ about: "subscription", may_be_new: false });
    expect(findingIn(notice)).toMatchObject({
      strength: "hint",
      standing: "grace",
      charges: [],
    });
  });

  test("that was paid in part costs a quarter of the month, until the charge itself is asked about", () => {
    const finding = findingIn(noticeOf(fixture("notification-part-charged")));
    expect(finding).toMatchObject({
      strength: "hint",
      charges: [
        { provider_reference: "700000304", amount: null, price: { minor: 50_000n, currency: "NGN" } },
      ],
    });
  });

  test.each([
    ["monthly", 50_000n],
    ["weekly", 28_571n],
    ["fortnightly", 14_285n],
    ["daily", undefined],
  ])("of a %s period that was paid in part does not say how much was taken", (frequency, minor) => {
    const finding = findingIn(noticeOf(told({ mode: "PARTIAL", frequency, amount: "2000.0" })));
    expect(finding.charges).toMatchObject([
      { provider_reference: "700000301", amount: null, reading: { money: "moved" } },
    ]);
    expect(finding.charges[0]?.price?.minor).toBe(minor);
  });
});

describe("a change of state", () => {
  test.each([
    ["STATUS", "SUSPENDED", "grace"],
    ["STATUS", "ACTIVE", "active"],
    ["STATUS", "REMOVED", "paused"],
    ["STATUS", "CANCELLED", "ended"],
    ["STATUS", "INACTIVE_ACCOUNT", "ended"],
    ["DELETE", "DELETED", "ended"],
    ["MOSMS", "DELETED", "ended"],
    ["STATUS", "MIGRATED", null],
  ])("%s %s is no charge", (mode, status, standing) => {
    const notice = noticeOf(told({ mode, transaction: { status } }));
    expect(notice).toMatchObject({ about: "subscription", may_be_new: false });
    expect(findingIn(notice)).toMatchObject({ strength: "hint", standing, charges: [] });
  });

  test.each(["DELETED", "REMOVED", "CANCELLED", "SUSPENDED", "ACTIVE"])(
    "%s is one whatever the mode, and even with the name of a charge",
    (status) => {
      const notice = noticeOf(told({ mode: "CUSTOMER_CARE", transaction: { status, transaction_id: "7" } }));
      expect(notice).toMatchObject({ about: "subscription", may_be_new: false });
      expect(findingIn(notice)).toMatchObject({ strength: "hint", charges: [], reading: { known: true } });
    },
  );

  test.each(["FAILED", "CREATED", "INACTIVE_ACCOUNT"])(
    "%s of a renewal speaks of the charge, though a state is called the same",
    (status) => {
      const notice = noticeOf(told({ transaction: { status, transaction_id: "7" } }, "error"));
      expect(findingIn(notice).reading.rule).toContain("/result/");
      expect(findingIn(notice).charges).toHaveLength(status === "INACTIVE_ACCOUNT" ? 0 : 1);
    },
  );
});

describe("who starts a subscription", () => {
  test("a customer, by SMS", () => {
    expect(noticeOf(fixture("notification-subscribed-by-sms"))).toMatchObject({
      about: "subscription",
      provider_reference: "5b1d8c70-3a0e-4b8e-9a55-0c2d7e906a1f",
      phone_number: "+97330001234",
      provider_options: { campaign: settings.campaign },
      may_be_new: true,
    });
  });

  test("a customer whose first charge failed has started nothing", () => {
    const declined = told(
      { mode: "MOSMS", transaction: { status: "NOT_ELIGIBLE", transaction_id: "7" } },
      "error",
    );
    expect(noticeOf(declined)).toMatchObject({ may_be_new: false });
  });

  test("we, where the operator decides later: our own name leads to it", () => {
    const notice = noticeOf(told({ mode: "API", correlator: "HKCREATE000000000001" }));
    expect(notice).toMatchObject({
      call_reference: "HKCREATE000000000001",
      may_be_new: false,
    });
  });

  test("a customer without a number is known by the operator's reference", () => {
    const acr = `telenor-TLN-MM:${"a".repeat(48)}`;
    expect(noticeOf(told({ mode: "MOSMS", msisdn: acr }))).toMatchObject({
      phone_number: null,
      provider_options: { campaign: settings.campaign, acr },
    });
  });
});

describe("a charge", () => {
  test("that a customer agreed to by SMS is one of our operations", () => {
    expect(noticeOf(fixture("notification-mo-charged"))).toEqual({
      about: "operation",
      call_reference: "hk-000031",
    });
  });

  test("under no name of ours is nobody's", () => {
    const nameless = told({ type: "charge", uuid: undefined, mode: undefined });
    expect(noticeOf(nameless)).toEqual({ about: "nothing", because: expect.any(String) });
  });
});

test.each(["", "{}", '{"success":true}', '{"error":{"code":"1001"}}', "\u0000"])(
  "%j is no notice",
  (body) => {
    expect(noticeOf(body)).toMatchObject({ about: "nothing" });
  },
);

test.each([
  ["notification-renewed", settings.merchant, "verified"],
  ["notification-suspended", settings.merchant, "verified"],
  ["notification-renewed", "partner:another", "refused"],
])("%s for the merchant %s is %s", (name, merchant, verdict) => {
  const callback = raw(fixture(name));
  expect(connector.verifyCallback(callback, { ...settings, merchant }, START_MS).verdict).toBe(verdict);
});

function noticeOf(body: string): Notice {
  const notice = connector.notices?.read(markVerified(raw(body), "unsigned"), START_MS);
  if (notice === undefined) throw new Error("The connector reads notices.");
  return notice;
}

function findingIn(notice: Notice): SubscriptionFinding {
  if (notice.about !== "subscription") throw new Error("It is about no subscription.");
  return notice.read(named);
}

/** A renewal with something else in it. */
function told(differs: object, envelope: "success" | "error" = "success"): string {
  const { success } = JSON.parse(fixture("notification-renewed"));
  return JSON.stringify({ [envelope]: { ...success, ...differs } });
}

function raw(body: string): RawCallback {
  return { method: "POST", headers: {}, query: {}, body: new TextEncoder().encode(body) };
}

function fixture(name: string): string {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8")).body;
}
