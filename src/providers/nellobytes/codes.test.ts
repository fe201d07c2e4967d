import { describe, expect, test } from "vitest";
import type { CodeQuery } from "../../catalogue/choose-row.ts";
import { readCode } from "../../catalogue/read-code.ts";
import type { Call, CodeRow } from "../../catalogue/row.ts";
import { safeToChargeAgain } from "../../catalogue/safe-to-charge-again.ts";
import { codes } from "./codes.ts";

describe("the seed's order status codes", () => {
  const page = codes.rows.filter((row) => row.source.startsWith("seed:"));

  test("all 54 have a row, and no other code claims to stand in the seed", () => {
    expect(page.map((row) => row.code).sort()).toEqual(seedCodes);
  });

  test("each keeps the label of its family and the provider's remark", () => {
    for (const row of page) {
      expect(row.label, row.code).toBe(labels[row.code.charAt(0)]);
      expect(row.message, row.code).toBeTruthy();
    }
  });

  test("a refusal reads the same by its number and by its word", () => {
    const numbered = page.filter((row) => row.label === "ORDER_ERROR" && row.code !== "499");
    expect(numbered).toHaveLength(19);
    for (const row of numbered) {
      const word = (row.message ?? "").replaceAll(" ", "");
      const byWord = codes.rows.find((other) => other.code === word && other.calls === row.calls);
      expect(byWord && meaningOf(byWord), row.code).toEqual(meaningOf(row));
    }
  });
});

describe("money traps", () => {
  test.each([
    ["201", "interim", "unknown", "wait", "indeterminate"],
    ["199", "unresolved", "unknown", "verify", "indeterminate"],
    ["299", "unresolved", "unknown", "verify", "indeterminate"],
    ["399", "unresolved", "unknown", "verify", "indeterminate"],
    ["599", "unresolved", "unknown", "verify", "indeterminate"],
    ["699", "unresolved", "unknown", "verify", "indeterminate"],
    ["600", "provisional", "unknown", "wait", "in_progress"],
    ["602", "provisional", "unknown", "wait", "in_progress"],
    ["605", "provisional", "unknown", "wait", "in_progress"],
    ["501", "final", "returned", "escalate", "cancelled"],
    ["507", "final", "returned", "escalate", "cancelled"],
    ["509", "final", "returned", "retry_new", "declined"],
    ["515", "final", "returned", "change_and_retry", "account_state"],
    ["516", "final", "returned", "change_and_retry", "account_state"],
    ["517", "final", "returned", "change_and_retry", "account_state"],
    ["518", "final", "returned", "change_and_retry", "account_state"],
    ["519", "final", "returned", "escalate", "account_state"],
    ["521", "unresolved", "unknown", "verify", "duplicate"],
    ["522", "unresolved", "unknown", "verify", "indeterminate"],
    ["899", "final", "returned", "escalate", "cancelled"],
  ])("an order in %s is %s, its money %s: %s", (code, finality, money, action, category) => {
    const reading = readCode(codes, order(code));
    expect(reading).toMatchObject({ finality, money, category, advice: { action } });
  });

  test.each([
    ["408", "limit", "final", "not_moved", "change_and_retry", "show"],
    ["417", "merchant_funds", "final", "not_moved", "top_up_float", "mask"],
    ["412", "merchant_funds", "unresolved", "unknown", "verify", "mask"],
    ["415", "merchant_funds", "unresolved", "unknown", "verify", "mask"],
    ["416", "merchant_funds", "unresolved", "unknown", "verify", "mask"],
    ["410", "indeterminate", "unresolved", "unknown", "verify", "show"],
    ["499", "indeterminate", "unresolved", "unknown", "verify", "show"],
  ])("a refusal with %s is %s, %s, its money %s", (code, category, finality, money, action, disclosure) => {
    const reading = readCode(codes, refusal("submit", code));
    expect(reading).toMatchObject({ category, finality, money, disclosure, advice: { action } });
  });

  test("what is wrong with the recipient is for the recipient", () => {
    for (const code of ["515", "516", "517", "518", "519", "520"]) {
      expect(readCode(codes, order(code)).actor, code).toBe("recipient");
    }
  });

  test("only 200 completes an order, although three codes carry the label ORDER_COMPLETED", () => {
    const completed = codes.rows.filter((row) => row.category === "completed" || row.money === "moved");
    expect(completed.map((row) => row.code)).toEqual(["200"]);
  });

  test("no state of an order is safe to sell again before an inquiry confirms it", () => {
    const orders = codes.rows.filter((row) => row.surface === "result");
    expect(orders.filter(safeToChargeAgain).map((row) => row.code)).toEqual([]);
    const ended = orders.filter((row) => row.finality === "final" && row.code !== "200");
    expect(ended.every((row) => row.confirm_by_inquiry === true)).toBe(true);
  });

  test("a 4xx in the body of an order proves nothing, since an order exists", () => {
    for (let number = 400; number < 500; number++) {
      const reading = readCode(codes, order(String(number)));
      expect(reading, String(number)).toMatchObject({
        finality: "unresolved",
        money: "unknown",
        known: true,
      });
    }
  });

  test("a bad key on an inquiry says nothing of the order", () => {
    expect(readCode(codes, refusal("inquiry", "INVALID_CREDENTIALS")).money).toBe("none");
    expect(readCode(codes, refusal("submit", "INVALID_CREDENTIALS")).money).toBe("not_moved");
  });

  test("a repeated or unknown RequestID settles nothing", () => {
    const duplicate = readCode(codes, refusal("submit", "DUPLICATE_REQUESTID"));
    expect(duplicate).toMatchObject({
      category: "duplicate",
      money: "unknown",
      advice: { action: "verify" },
    });
    const unknown = readCode(codes, refusal("inquiry", "INVALID_REQUESTID"));
    expect(unknown).toMatchObject({ finality: "unresolved", money: "unknown", advice: { action: "verify" } });
  });

  test.each(["150", "250", "350", "550", "650", "799", "999"])(
    "the unlisted code %s stays unresolved",
    (code) => {
      expect(readCode(codes, order(code))).toMatchObject({
        known: true,
        finality: "unresolved",
        money: "unknown",
      });
    },
  );
});

const seedCodes = [
  ...["100", "199", "200", "201", "299", "300", "399"],
  ...["400", "401", "402", "403", "404", "405", "406", "407", "408", "409"],
  ...["410", "411", "412", "413", "414", "415", "416", "417", "418", "499"],
  ...["500", "501", "506", "507", "508", "509", "510", "511", "512", "513"],
  ...["514", "515", "516", "517", "518", "519", "520", "521", "599"],
  ...["600", "601", "602", "603", "604", "605", "606", "699"],
];

const labels: Readonly<Record<string, string>> = {
  "1": "ORDER_RECEIVED",
  "2": "ORDER_COMPLETED",
  "3": "ORDER_PROCESSED",
  "4": "ORDER_ERROR",
  "5": "ORDER_CANCELLED",
  "6": "ORDER_ONHOLD",
};

function order(code: string): CodeQuery {
  return { surface: "result", call: "inquiry", http_status: 200, code, message: null };
}

function refusal(call: Call, code: string): CodeQuery {
  return { surface: "api", call, http_status: 200, code, message: null };
}

function meaningOf({ category, reason, finality, money, actor, advice, disclosure }: CodeRow) {
  return { category, reason, finality, money, actor, advice, disclosure };
}
