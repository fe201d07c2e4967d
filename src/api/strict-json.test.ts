import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "./problem.ts";
import { readStrictJson } from "./strict-json.ts";

function read(text: string): unknown {
  return readStrictJson(Buffer.from(text));
}

function detailOf(bytes: Uint8Array): string | undefined {
  try {
    readStrictJson(bytes);
  } catch (error) {
    if (error instanceof Problem) return error.where.detail;
    throw error;
  }
  return undefined;
}

test("what everybody reads alike is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), (value) => {
      fc.pre(JSON.stringify(value).length < 60_000 && !hasLargeNumber(value) && !hasProto(value));
      expect(read(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("a byte order mark is no part of the text", () => {
  expect(readStrictJson(Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))).toEqual({});
});

describe("what readers disagree about is refused", () => {
  test.each([
    ["a key twice", '{"a":1,"a":2}', "An object has one key twice."],
    ["a key twice, spelt differently", '{"a":1,"\\u0061":2}', "An object has one key twice."],
    ["a key twice, deep inside", '{"x":[{"b":{"c":1,"d":{},"c":2}}]}', "An object has one key twice."],
    ["a key twice around a nested object", '{"a":{"b":[1,2]},"a":1}', "An object has one key twice."],
    ["a prototype", '{"__proto__":{"status":"succeeded"}}', expect.stringContaining("__proto__")],
    ["a prototype, spelt differently", '{"\\u005f_proto__":1}', expect.stringContaining("__proto__")],
    ["infinity", '{"a":1e400}', "A number is too large to be held exactly."],
    ["minus infinity", "[-1e400]", "A number is too large to be held exactly."],
    ["2 to the 53rd", "9007199254740993", "A number is too large to be held exactly."],
    ["deep nesting", "[".repeat(11) + "]".repeat(11), expect.stringContaining("deeper")],
    ["very deep nesting", "[".repeat(30_000) + "]".repeat(30_000), expect.stringContaining("deeper")],
    ["very deep objects", `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`, expect.stringContaining("deeper")],
    ["no JSON", "{'a': 1}", "The body is not JSON."],
    ["half a JSON", '{"amount": {"value": "150"', "The body is not JSON."],
    ["two values", "{}{}", "The body is not JSON."],
    ["NaN", '{"a":NaN}', "The body is not JSON."],
    ["a bare NUL", '"\0"', "The body is not JSON."],
    ["nothing", " ", "The body is not JSON."],
  ])("%s", (_what, text, detail) => {
    expect(detailOf(Buffer.from(text))).toEqual(detail);
  });

  test("bytes that are not UTF-8", () => {
    expect(detailOf(Buffer.from('{"a":"\xff"}', "latin1"))).toBe("The body is not UTF-8.");
    expect(detailOf(Buffer.from('{"a":1}', "utf16le"))).toBeDefined();
  });
});

test("one key in two objects, and one text as key and value, are fine", () => {
  expect(read('{"a":"a","b":{"a":["a","a"]},"c":[{"a":1},{"a":1}]}')).toBeDefined();
});

test("punctuation inside texts is text", () => {
  expect(read('{"a":"{\\"a\\":1,","b":"\\\\","c":"[[[[[[[[[[[[[["}')).toEqual({
    a: '{"a":1,',
    b: "\\",
    c: "[[[[[[[[[[[[[[",
  });
});

test("a refusal never quotes the body", () => {
  expect(detailOf(Buffer.from('{"phone_number": "+254712345678'))).not.toContain("2547");
});

test("a text of the greatest length is read at once", () => {
  const started = performance.now();
  read(`"${"\\\\".repeat(32_000)}"`);
  read(`{"a":"${"x".repeat(64_000)}"}`);
  expect(performance.now() - started).toBeLessThan(500);
});

function hasLargeNumber(value: unknown): boolean {
  if (typeof value === "number") return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return typeof value === "object" && value !== null && Object.values(value).some(hasLargeNumber);
}

function hasProto(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(value).includes("__proto__") || Object.values(value).some(hasProto);
}
