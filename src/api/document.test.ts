import { describe, expect, test } from "vitest";
import { AnswerChecker } from "../../test/support/answer-checker.ts";
import { providers } from "../providers/index.ts";
import { apiDocument } from "./document.ts";

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
  }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

interface Media {
  readonly schema: { readonly $ref?: string };
  readonly examples?: unknown;
}

const text = await apiDocument(providers);
const document: {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly examples?: readonly unknown[] }>>;
  };
} = JSON.parse(text);

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    operation,
  })),
);

test("is OpenAPI 3.1 and the same each time", async () => {
  expect(document.openapi).toBe("3.1.0");
  expect(await apiDocument(providers)).toBe(text);
});

test("refers only to what is there", () => {
  const names = [...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, name = ""]) => name);
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});

describe.each(operations)("$name", ({ path, operation }) => {
  test("says what it does, and has a name of its own", () => {
    expect(operation.summary).toMatch(/^[A-Z]/);
    expect(operation.tags).toHaveLength(1);
    expect(operations.filter((other) => other.operation.operationId === operation.operationId)).toHaveLength(
      1,
    );
  });

  test("describes each part of its path", () => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
    expect(described.map(({ name }) => name)).toEqual(inPath);
    for (const parameter of operation.parameters ?? []) expect(parameter.name).not.toContain("phone");
  });

  test("describes its answers and its errors with examples", () => {
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining(["400", "401", "403", "429", "503"]),
    );
    const media = Object.values(operation.responses).flatMap(({ content }) => Object.values(content ?? {}));
    for (const { schema, examples } of media) {
      const named = document.components.schemas[schema.$ref?.replace("#/components/schemas/", "") ?? ""];
      expect(examples ?? named?.examples).toBeDefined();
    }
  });
});

test("every example is what its schema says", () => {
  const checker = new AnswerChecker(document);
  const complaints = Object.entries(document.components.schemas).flatMap(([name, { examples = [] }]) =>
    examples.map((example) => checker.complaintAboutSchema(name, example)),
  );
  expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
  expect(complaints.length).toBeGreaterThan(20);
});
