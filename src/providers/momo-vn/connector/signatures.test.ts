import { describe, expect, test } from "vitest";
import { isSignedBy, type Recipe, recipes, sign } from "./signatures.ts";
import { readJson, settings } from "./testing/orders.ts";

interface Vector {
  readonly name: string;
  readonly recipe: string;
  readonly text: string;
  readonly signature: string;
}

const { vectors }: { readonly vectors: readonly Vector[] } = readJson("fixtures/signatures/vectors.json");
const ours = vectors.filter((vector): vector is Vector & { readonly recipe: Recipe } =>
  Object.hasOwn(recipes, vector.recipe),
);

function fieldsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split("&").map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
}

describe("every published recipe", () => {
  test.each(ours)("$name", ({ recipe, text, signature }) => {
    const fields = fieldsOf(text);
    expect(sign(recipe, fields, settings)).toBe(signature);
    expect(isSignedBy(recipe, { ...fields, signature }, settings)).toBe(true);
  });

  test("has a vector", () => {
    expect(new Set(ours.map(({ recipe }) => recipe))).toEqual(new Set(Object.keys(recipes)));
  });

  test("takes every field that it names into account", () => {
    for (const { recipe, text, signature } of ours)
      for (const key of recipes[recipe])
        expect(sign(recipe, { ...fieldsOf(text), [key]: "another" }, settings), `${recipe} ${key}`).not.toBe(
          signature,
        );
  });
});
