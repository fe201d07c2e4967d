import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCode } from "../../catalogue/read-code.ts";
import type { Call } from "../../catalogue/row.ts";
import { safeToChargeAgain } from "../../catalogue/safe-to-charge-again.ts";
import type { Reading } from "../../core/outcome.ts";
import { codes } from "./codes.ts";

describe("literal messages", () => {
  test.each(namesOfFixtures("error-"))("%s is read by its row", (name) => {
    const { call, body, reads } = errorFixture(name);
    expect(readError(body, call).rule).toBe(reads);
  });

  test.each(namesOfFixtures("redirect-"))("%s is read by its row", (name) => {
    const { url, reads } = redirectFixture(name);
    expect(readRedirect(url).rule).toBe(reads);
  });

  test.each([
    ["error-currency.json", { operator: "Zain Kuwait", currency: "KES" }],
    ["error-too-much.json", { operator: "Zain Kuwait", max: "30.000", currency: "KWD" }],
    ["error-too-little.json", { operator: "Zain Kuwait", min: "0.100", currency: "KWD" }],
    [
      "error-partial-refund.json",
      { operator: "Zain Bahrain", refund_amount: "0.250", original_amount: "1.000" },
    ],
    ["error-refund-not-offered.json", { operator_name: "Zain Jordan" }],
    ["error-rate-limited.json", { period: "minute" }],
  ])("%s yields the values of its template", (name, values) => {
    const { call, body } = errorFixture(name);
    expect(readError(body, call).values).toEqual(values);
  });

  test.each([
    ["redirect-parameter-missing.json", { param: "service" }],
    ["redirect-parameter-missing-encoded.json", { param: "service" }],
    ["redirect-blocked-with-reason.json", { msg: "daily_limit" }],
    ["redirect-blocked.json", {}],
  ])("%s yields what varies in it", (name, values) => {
    expect(readRedirect(redirectFixture(name).url).values).toEqual(values);
  });
});

describe("7001, one code with two meanings", () => {
  const meaningOf = (name: string) => readError(errorFixture(name).body, "submit");

  test("a token that was never there charged nobody", () => {
    expect(meaningOf("error-token-not-found.json")).toMatchObject({ finality: "final", money: "not_moved" });
  });

  test.each(["error-token-used.json", "error-token-reworded.json"])(
    "%s leaves open what the token was used for",
    (name) => {
      expect(meaningOf(name)).toMatchObject({
        category: "duplicate",
        finality: "unresolved",
        money: "unknown",
        advice: { action: "verify" },
      });
    },
  );

  test("without a message it is read as used", () => {
    expect(read("7001", "confirm").reason).toBe("token_used");
  });
});

describe("money", () => {
  const signsOfAnEarlierRequest = ["2007", "2012", "2018", "2021", "2038", "4001", "11004"];

  test.each(signsOfAnEarlierRequest)("%s says nothing of the request that came before", (code) => {
    const reading = read(code, "subscribe");
    expect(reading).toMatchObject({ category: "duplicate", money: "unknown" });
    expect(["verify", "wait"]).toContain(reading.advice.action);
  });

  test.each(["No resources", "9001"])("%s leaves open whether the operator charged", (code) => {
    expect(read(code, "subscribe")).toMatchObject({
      category: "indeterminate",
      finality: "unresolved",
      money: "unknown",
      advice: { action: "verify" },
    });
  });

  test("a transaction that an inquiry does not find may have been charged all the same", () => {
    expect(read("2033", "inquiry")).toMatchObject({ finality: "unresolved", money: "unknown" });
    expect(read("2033", "refund")).toMatchObject({ finality: "final", money: "not_moved" });
  });

  test("bad credentials on an inquiry are no word about the payment", () => {
    expect(read("1001", "submit").money).toBe("not_moved");
    expect(read("1001", "inquiry").money).toBe("none");
  });

  test("CHARGED completes a charge, and proves nothing of a refund", () => {
    expect(readStatus("CHARGED", "submit")).toMatchObject({ category: "completed", money: "moved" });
    expect(readStatus("CHARGED", "refund")).toMatchObject({ finality: "unresolved", money: "unknown" });
  });

  test("no redirect settles anything, since it passes through the payer's browser", () => {
    const redirects = codes.rows.filter((row) => row.surface === "redirect");
    expect(redirects.filter((row) => row.source.startsWith("seed"))).toHaveLength(27);
    for (const row of redirects) {
      expect(row, row.code).toMatchObject({ finality: "unresolved", money: "unknown" });
      expect(row.advice.action, row.code).toBe("verify");
      expect(safeToChargeAgain(row), row.code).toBe(false);
    }
  });
});

test("errors of the fraud check are kept from the payer", () => {
  for (const code of ["11001", "11002", "11003", "11004", "11005"]) {
    expect(read(code, "submit").disclosure, code).toBe("mask");
  }
});

test("all 84 errors of the error page have a row, 7001 two of them", () => {
  const inApi = codes.rows.filter((row) => row.surface === "api" && row.source.startsWith("seed"));
  expect(new Set(inApi.map((row) => `${row.code} ${row.message}`)).size).toBe(84);
  expect(new Set(inApi.map((row) => row.code)).size).toBe(83);
});

function read(code: string, call: Call, message: string | null = null): Reading {
  return readCode(codes, { surface: "api", call, http_status: 200, code, message });
}

function readStatus(code: string, call: Call): Reading {
  return readCode(codes, { surface: "result", call, http_status: 200, code, message: null });
}

function readError(body: string, call: Call): Reading {
  const { error } = JSON.parse(body) as { readonly error: Readonly<Record<string, string>> };
  return read(error["code"] ?? error["cdoe"] ?? "", call, error["message"] ?? null);
}

/** A query parser splits `not_found&param=…` in two; here they are joined again. */
function readRedirect(url: string): Reading {
  const query = new URL(url).searchParams;
  const param = query.get("param");
  const code = `${query.get("message")}${param === null ? "" : `&param=${param}`}`;
  return readCode(codes, { surface: "redirect", call: null, http_status: null, code, message: code });
}

function namesOfFixtures(prefix: string): readonly string[] {
  return readdirSync(new URL("./fixtures/", import.meta.url)).filter((name) => name.startsWith(prefix));
}

function errorFixture(name: string) {
  return fixture(name) as { readonly call: Call; readonly body: string; readonly reads: string };
}

function redirectFixture(name: string) {
  return fixture(name) as { readonly url: string; readonly reads: string };
}

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
}
