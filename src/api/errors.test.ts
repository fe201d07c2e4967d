import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { QueueFull } from "../lib/batcher.ts";
import { DatabaseUnavailable } from "../store/database.ts";
import { errorPage } from "./error-page.ts";
import { apiErrors, errorCodes } from "./errors.ts";
import { Problem, problemBody } from "./problem.ts";
import { problemFrom } from "./problem-from.ts";

describe("the table of errors", () => {
  test("has whole sentences, and a status that fits the kind", () => {
    for (const { status, says, fix } of Object.values(apiErrors)) {
      expect(says).toMatch(/^[A-Z].*\.$/);
      expect(fix).toMatch(/^[A-Z].*(\.|hk_…)$/);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });

  test("tells whoever has to wait for how long", () => {
    for (const error of Object.values(apiErrors)) {
      if (error.status === 429 || error.status === 503) expect(error).toHaveProperty("retry_after");
    }
  });

  test("has no error that nobody answers with", () => {
    const folder = fileURLToPath(new URL("./", import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const sources = files
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "errors.ts")
      .map((file) => readFileSync(join(folder, file), "utf8").replaceAll(/errors: \[[^\]]*\]/g, ""));
    expect(errorCodes.filter((code) => !sources.some((text) => text.includes(`"${code}"`)))).toEqual([]);
  });

  test("stands in the reference page, each with its own heading and no other", () => {
    const documented = [...errorPage().matchAll(/^### `([a-z_]+)`$/gm)].map(([, code]) => code);
    expect(documented).toEqual([...errorCodes].sort());
  });
});

describe("what went wrong becomes an error of the table", () => {
  test.each([
    [new Problem("not_found"), "not_found"],
    [new DatabaseUnavailable(new Error("ECONNREFUSED")), "database_unavailable"],
    [new QueueFull(), "overloaded"],
    [
      Object.assign(new Error("too large"), { code: "FST_ERR_CTP_BODY_TOO_LARGE", statusCode: 413 }),
      "body_too_large",
    ],
    [Object.assign(new Error("aborted"), { code: "ECONNRESET", statusCode: 400 }), "malformed_request"],
    [new Error("a bug"), "internal_error"],
    [Object.assign(new Error("a bug"), { statusCode: 302 }), "internal_error"],
    ["not even an error", "internal_error"],
  ])("%s", (error, code) => {
    expect(problemFrom(error).code).toBe(code);
  });

  test("and its answer says nothing of what happened inside", () => {
    const error = new Error('duplicate key value "+254712345678" violates "idempotency_keys_pkey"');
    expect(JSON.stringify(problemBody(problemFrom(error), "req_1"))).not.toMatch(/2547|idempotency_keys/);
  });
});
