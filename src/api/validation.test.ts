import { describe, expect, test } from "vitest";
import { OperationFilter } from "./contract/operation.ts";
import { NewPayment } from "./contract/payment.ts";
import { complainer, validatorCompiler } from "./validation.ts";

const payable = { amount: { value: "150", currency: "KES" }, phone_number: "+254712345678" };
const complain = complainer(NewPayment, "invalid_request", "/");

describe("a body that does not fit", () => {
  test.each([
    [{ ...payable, amount: undefined }, "/amount", "It is missing."],
    [{ ...payable, amount: { currency: "KES" } }, "/amount/value", "It is missing."],
    [
      { ...payable, amount: { value: 150.1, currency: "KES" } },
      "/amount/value",
      "It must be a text in quotes.",
    ],
    [{ ...payable, amount: { value: "1e3", currency: "KES" } }, "/amount/value", "the right form"],
    [{ ...payable, amount: { value: "150", currency: "kes" } }, "/amount/currency", "It must be one of KES,"],
    [{ ...payable, amout: 1 }, "/amout", "There is no such field here."],
    [{ ...payable, status: "succeeded" }, "/status", "There is no such field here."],
    [{ ...payable, amount: { ...payable.amount, minor: 1 } }, "/amount/minor", "no such field"],
    [{ ...payable, phone_number: 254712345678 }, "/phone_number", "It must be a text in quotes."],
    [{ ...payable, reference: "" }, "/reference", "fewer than 1"],
    [{ ...payable, reference: "x".repeat(101) }, "/reference", "more than 100"],
    [{ ...payable, metadata: { "a b": "c" } }, "/metadata/a b", "no such field"],
    [{ ...payable, metadata: { a: 1 } }, "/metadata/a", "It must be a text in quotes."],
    [{ ...payable, capture: "later" }, "/capture", "automatic, manual"],
    [[payable], "/", "It must be an object."],
    [null, "/", "It must be an object."],
    [undefined, "/", "It must be an object."],
    ["payment", "/", "It must be an object."],
  ])("is told by its first field: %j", (body, field, detail) => {
    const complaint = complain(JSON.parse(JSON.stringify(body ?? null)));
    expect(complaint?.where.field).toBe(field);
    expect(complaint?.where.detail).toContain(detail);
  });

  test("is never quoted: neither its values nor a number in the name of a field", () => {
    const body = { ...payable, "+254798765432": 1, phone_number: "0798765432" };
    for (const bad of [body, { ...payable, phone_number: "0798765432" }]) {
      const { field, detail } = complain(bad)?.where ?? {};
      expect(`${field} ${detail}`).not.toMatch(/98765/);
    }
  });

  test("may have a field's name of any length, and only its beginning is repeated", () => {
    expect(complain({ ...payable, ["x".repeat(50_000)]: 1 })?.where.field?.length).toBeLessThan(100);
  });
});

describe("a query", () => {
  const check = validatorCompiler({
    schema: OperationFilter,
    method: "GET",
    url: "/",
    httpPart: "querystring",
  });

  test("has its whole numbers read as such", () => {
    expect(check({ limit: "20" })).toEqual({ value: { limit: 20 } });
  });

  test.each(["0", "101", "1e1", "0x10", "5.0", " 5", "", "99999999999999999999"])(
    "may not ask for %j items",
    (limit) => {
      expect(check({ limit })).toMatchObject({ error: { where: { field: "?limit" } } });
    },
  );

  test("may not repeat a parameter, nor have one that is not known", () => {
    expect(check({ status: ["failed", "failed"] })).toMatchObject({ error: { where: { field: "?status" } } });
    expect(check({ phone: "x" })).toMatchObject({ error: { where: { field: "?phone" } } });
  });
});
