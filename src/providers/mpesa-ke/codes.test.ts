import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lint } from "../../catalogue/lint.ts";
import { readCode } from "../../catalogue/read-code.ts";
import type { CodeRow } from "../../catalogue/row.ts";
import { ruleOf } from "../../catalogue/rules.ts";
import type { Reading } from "../../core/outcome.ts";
import { codes } from "./codes.ts";

const statusesOfTheSeed = {
  401: ["MISSING_HEADERS", "INVALID_API_KEY", "INVALID_LINK_ID", "INACTIVE_SHORTCODE"],
  422: ["VALIDATION_ERROR", "INVALID_MSISDN", "INVALID_AMOUNT", "INVALID_CALLBACK"],
  500: ["INTERNAL_ERROR", "STK_PUSH_FAILED", "MPESA_UNAVAILABLE", "TIMEOUT_ERROR"],
};
const resultsOfTheSeed = ["0", "1", "17", "1025", "1032", "1037", "2001", "9999"];

describe("the codes of the seed", () => {
  const rows = codes.rows.filter((row) => row.source.startsWith("seed:"));

  test("all have a row under their HTTP status, and no other row claims to stand in the seed", () => {
    const api = rows.filter((row) => row.surface === "api");
    for (const [status, names] of Object.entries(statusesOfTheSeed)) {
      const found = api.filter((row) => row.http_status === Number(status)).map((row) => row.code);
      expect(found.sort()).toEqual(names.sort());
    }
    expect(api).toHaveLength(12);
    expect(
      rows
        .filter((row) => row.surface === "result")
        .map((row) => row.code)
        .sort(),
    ).toEqual(resultsOfTheSeed.sort());
  });

  test("keep the advice of its troubleshooting guide", () => {
    const advised = rows.filter((row) => row.provider_says.advice !== undefined).map((row) => row.code);
    expect(advised.sort()).toEqual([
      "1",
      "1032",
      "1037",
      "INVALID_API_KEY",
      "INVALID_LINK_ID",
      "MISSING_HEADERS",
    ]);
  });
});

describe("money traps", () => {
  test.each([
    ["TIMEOUT_ERROR", "operation_timed_out unresolved unknown verify"],
    ["INTERNAL_ERROR", "provider_error unresolved unknown verify"],
    ["STK_PUSH_FAILED", "prompt_not_sent final not_moved retry_later"],
  ])("%s, one of four codes under HTTP 500", (code, says) => {
    expect(
      saysOf(readCode(codes, { ...query, surface: "api", call: "submit", http_status: 500, code })),
    ).toBe(says);
  });

  test.each(["1025", "1036", "1037", "9999", "17", "1019", "2026"])(
    "%s counts once an inquiry says so",
    (code) => {
      const reading = readCode(codes, { ...query, code });
      expect([reading.confirm_by_inquiry, reading.money]).toEqual([true, "not_moved"]);
    },
  );

  test("17 is flagged, for its sources disagree", () => {
    expect(readCode(codes, { ...query, code: "17" })).toMatchObject({
      category: "limit",
      basis: "conflicting",
    });
  });

  test("a wrong PIN is never tried again by itself", () => {
    for (const code of ["2001", "2008"])
      expect(readCode(codes, { ...query, code }).advice).toEqual({ action: "ask_payer", reference: "new" });
  });

  test("accepted is not paid, and the same digit in a result is", () => {
    const accepted = readCode(codes, {
      ...query,
      surface: "api",
      call: "submit",
      http_status: 200,
      code: "0",
    });
    expect([accepted.finality, accepted.money]).toEqual(["interim", "unknown"]);
    expect(readCode(codes, { ...query, code: "0" }).money).toBe("moved");
  });

  test("500.001.1001 has three meanings: by the call it answers, then by its text", () => {
    const read = (call: "submit" | "inquiry", message: string | null) =>
      readCode(codes, { surface: "api", call, http_status: 500, code: "500.001.1001", message }).reason;
    const locked =
      "Unable to lock subscriber, a transaction is already in process for the current subscriber.";
    expect(read("inquiry", null)).toBe("pending_at_provider");
    expect(read("submit", locked)).toBe("payer_busy");
    expect(read("submit", "Merchant does not exist")).toBe("merchant_misconfigured");
  });

  test("a number that no row knows is unresolved", () => {
    expect(readCode(codes, { ...query, code: "31415" })).toMatchObject({
      known: false,
      finality: "unresolved",
      money: "unknown",
    });
  });

  test("of the results, 0 alone says that money moved", () => {
    expect(codes.rows.filter((row) => row.money === "moved").map((row) => row.code)).toEqual(["0"]);
  });
});

test("the table keeps every invariant of the registry", () => {
  expect(lint(codes)).toEqual([]);
});

test("the README tells every code's cause and the outcome that its row gives", () => {
  const page = readFileSync(new URL("./README.md", import.meta.url), "utf8");
  const [, section = ""] = page.split("## Every code by its cause");
  const told = [...section.matchAll(/^\| `([^`]+)` \| .+ \| .+ \| (.+) \|$/gm)].map(([, rule, outcome]) => [
    rule,
    outcome,
  ]);
  expect(told).toEqual(
    codes.rows.map((row) => [ruleOf(codes, row).replace("mpesa-ke/", ""), outcomeOf(row)]),
  );
});

const query = { surface: "result", call: "inquiry", http_status: null, message: null } as const;

function saysOf({ reason, finality, money, advice }: Reading): string {
  return `${reason} ${finality} ${money} ${advice.action}`;
}

function outcomeOf({ category, finality, money, advice, confirm_by_inquiry }: CodeRow): string {
  const words = [category, finality, money, advice.action].join(", ");
  return confirm_by_inquiry === true ? `${words}; once an inquiry says so` : words;
}
