import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import type { Provider } from "../../connector/provider.ts";
import { providers } from "../../providers/index.ts";
import { Problem } from "../problem.ts";
import type { OperationRequest } from "./kind.ts";
import { acceptOrder } from "./order.ts";

const [real] = providers;
if (real === undefined) throw new Error("There is no provider to take as a model.");

const kilima: Provider = {
  ...real,
  id: "kilima",
  name: "Kilima Money",
  capabilities: { ...real.capabilities, capture: ["automatic", "manual"] },
  limits: {
    ...real.limits,
    amounts: [
      { currency: "KES", minimum: "10", maximum: "250000", decimals: 0 },
      { currency: "USD", minimum: "0.50", maximum: "99.99", decimals: 2 },
    ],
    phone_number: {
      pattern: /^\+2547[0-9]{8}$/,
      example: "+254712345678",
      says: "a number that begins with +2547",
    },
  },
  options: Type.Object({ campaign: Type.String({ maxLength: 5 }) }, { additionalProperties: false }),
};

const request: OperationRequest = {
  amount: { value: "150", currency: "KES" },
  phone_number: "+254712345678",
  provider_options: { campaign: "sale" },
};

function refusal(change: Partial<OperationRequest>, provider: Provider = kilima): string {
  try {
    acceptOrder({ ...request, ...change }, provider, "payment");
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.where.field}: ${error.where.detail}`;
    throw error;
  }
  return "accepted";
}

test("what the provider declares to take is taken exactly", () => {
  expect(acceptOrder(request, kilima, "payment")).toEqual({
    amount: { minor: 15_000n, currency: "KES" },
    phone_number: "+254712345678",
    capture: "automatic",
    provider_options: { campaign: "sale" },
  });
  expect(
    acceptOrder({ ...request, amount: { value: "99.99", currency: "USD" } }, kilima, "payment").amount.minor,
  ).toBe(9_999n);
});

describe("an amount", () => {
  test.each([
    ["10", "KES"],
    ["250000", "KES"],
    ["250000.00", "KES"],
    ["0.50", "USD"],
    ["0.5", "USD"],
    ["99.99", "USD"],
  ])("of %s %s is within the limits", (value, currency) => {
    expect(refusal({ amount: { value, currency } })).toBe("accepted");
  });

  test.each([
    ["9", "KES", "Kilima Money takes 10 to 250000 KES."],
    ["250001", "KES", "Kilima Money takes 10 to 250000 KES."],
    ["150.10", "KES", "It must be a whole number of KES."],
    ["0", "KES", "It must be more than zero."],
    ["0.49", "USD", "Kilima Money takes 0.50 to 99.99 USD."],
    ["1.005", "USD", "It may have 2 decimals in USD."],
    ["99999999999999999999", "KES", "It has too many digits."],
  ])("of %s %s is refused with the limit: %s", (value, currency, detail) => {
    expect(refusal({ amount: { value, currency } })).toBe(`amount_not_accepted /amount/value: ${detail}`);
  });

  test("in a currency that the provider does not take is refused with those it takes", () => {
    expect(refusal({ amount: { value: "150", currency: "VND" } })).toBe(
      "amount_not_accepted /amount/currency: Kilima Money takes KES, USD.",
    );
  });
});

describe("a phone number", () => {
  test("that does not fit is refused with what is expected, and is not repeated", () => {
    const told = refusal({ phone_number: "+84987654321" });
    expect(told).toBe(
      "phone_number_not_accepted /phone_number: Kilima Money expects a number that begins with +2547, such as +254712345678.",
    );
    expect(told).not.toContain("98765");
  });

  test("may be missing only where the provider needs none", () => {
    const { phone_number, ...without } = request;
    const needs_none: Provider = { ...kilima, limits: { ...kilima.limits, phone_number: null } };
    expect(phone_number).toBeDefined();
    expect(() => acceptOrder(without, kilima, "payment")).toThrow(Problem);
    expect(acceptOrder(without, needs_none, "payment").phone_number).toBeNull();
    expect(refusal({}, needs_none)).toContain("leave it out");
  });
});

test("a way of capturing is taken where it is offered", () => {
  const automatic_only: Provider = {
    ...kilima,
    capabilities: { ...kilima.capabilities, capture: ["automatic"] },
  };
  expect(refusal({ capture: "manual" })).toBe("accepted");
  expect(refusal({ capture: "manual" }, automatic_only)).toBe(
    "capture_not_offered /capture: Kilima Money offers automatic.",
  );
});

test("what the phone number tells is added to the options, and what it does not tell is asked for", () => {
  const knowing: Provider = {
    ...kilima,
    completeOptions: (options, phone_number) =>
      phone_number === "+254712345678"
        ? { options: { ...options, network: "ruvu" } }
        : { missing: "network", says: "Name it." },
  };
  expect(acceptOrder(request, knowing, "payment").provider_options).toEqual({
    campaign: "sale",
    network: "ruvu",
  });
  expect(refusal({ phone_number: "+254712345679" }, knowing)).toBe(
    "provider_options_not_accepted /provider_options/network: Name it.",
  );
});

describe("options", () => {
  test.each([
    [{ campaign: 1 }, "/provider_options/campaign: It must be a text in quotes."],
    [{ campaign: "summer" }, "/provider_options/campaign: It must not have more than 5 characters."],
    [{ campaign: "sale", other: 1 }, "/provider_options/other: There is no such field here."],
    [{}, "/provider_options/campaign: It is missing."],
  ])("are checked by the provider's own schema: %j", (provider_options, told) => {
    expect(refusal({ provider_options })).toBe(`provider_options_not_accepted ${told}`);
  });
});
