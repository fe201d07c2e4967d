import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { simulator } from "./index.ts";
import { type Recipe, sign, signedText } from "./signatures.ts";
import { hmac } from "./testing/merchant-signature.ts";

interface Vector {
  readonly name: string;
  readonly recipe: Recipe;
  readonly text: string;
  readonly signature: string;
}

const { vectors } = JSON.parse(
  readFileSync(new URL("../fixtures/signatures/vectors.json", import.meta.url), "utf8"),
) as { readonly vectors: readonly Vector[] };

const keys = { access_key: "hkVnAccess0001", secret_key: "hakika-vn-sandbox-secret-0000001" };

describe("every published recipe", () => {
  test.each(vectors)("$name is signed as another program signed it", ({ recipe, text, signature }) => {
    const fields = fieldsOf(text);
    expect(signedText(recipe, fields, keys.access_key)).toBe(text);
    expect(sign(recipe, fields, keys)).toBe(signature);
    expect(hmac(text)).toBe(signature);
  });

  test("has a vector", () => {
    expect(new Set(vectors.map(({ recipe }) => recipe))).toEqual(
      new Set([
        "create",
        "create_link",
        "created_with_message",
        "created_without_message",
        "query",
        "confirm",
        "refund",
        "outcome",
        "link_outcome",
        "bind",
        "token_pay",
        "token_verify",
        "link_query",
        "token_change",
        "till_pay",
        "payout",
        "payout_check",
        "payout_batch",
        "payout_batch_query",
        "instalment_info",
      ] satisfies readonly Recipe[]),
    );
  });

  test("the seeded merchant has the keys of the vectors", () => {
    expect(simulator.credentials).toMatchObject({ partner_code: "HAKIKAVN0001", ...keys });
  });
});

describe("literal messages with these keys", () => {
  const folder = new URL("../fixtures/", import.meta.url);
  const signed = readdirSync(folder)
    .filter((name) => name.startsWith("notification-"))
    .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8")).body as string] as const);

  test.each(signed)("%s carries the signature that this side makes", (_name, body) => {
    const fields = JSON.parse(body);
    const recipe = "callbackToken" in fields ? "link_outcome" : "outcome";
    expect(sign(recipe, fields, keys)).toBe(fields.signature);
  });
});

/** No value of the vectors holds an ampersand, but URLs hold equals signs. */
function fieldsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split("&").map((term) => [term.slice(0, term.indexOf("=")), term.slice(term.indexOf("=") + 1)]),
  );
}
