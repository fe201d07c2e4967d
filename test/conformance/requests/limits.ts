import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { pathOf } from "../stage/observer.ts";
import type { Way } from "../ways.ts";
import { type Check, type Checks, isRefused } from "./check.ts";

type Wish = Readonly<Record<string, unknown>>;
type Case = readonly [says: string, wish: Wish, code: string, field: string | RegExp];

/** What the provider could only refuse is refused at once, with the field that is wrong and what to do. */
export const limits: Checks = (way) => {
  const cases = way.kind === "refund" ? refundCases(way) : [...amountCases(way), ...phoneCases(way)];
  return [...cases, ...optionCases].map(
    ([says, wish, code, field]): Check => ({
      says: `${says} is refused at once`,
      run: async (stage) => {
        const { path, body } = await stage.prepare(way);
        const reference = randomUUID();
        const answer = await stage.world.tryApi(path, { ...body, ...wish, reference });
        isRefused(answer, { status: code === "invalid_request" ? 400 : 422, code, field });
        const { data } = await stage.world.api(`${pathOf(way.kind)}?reference=${reference}`);
        expect(data, "nothing is stored").toEqual([]);
      },
    }),
  );
};

const optionCases: readonly Case[] = [
  [
    "with an option that nobody knows",
    { provider_options: { nobody_knows: true } },
    "provider_options_not_accepted",
    /^\/provider_options/,
  ],
  ["with a field that nobody knows", { nobody_knows: true }, "invalid_request", /nobody_knows/],
];

function amountCases(way: Way): readonly Case[] {
  if (way.kind === "message") return [["without a text", { text: "" }, "invalid_request", "/text"]];
  const { currency, limit } = amountOf(way);
  const amount = (value: unknown) => ({ amount: { value, currency } });
  const refused = (says: string, wish: Wish, part: string): Case => [
    says,
    wish,
    "amount_not_accepted",
    `/amount/${part}`,
  ];
  return [
    refused("below the least amount", amount("0"), "value"),
    refused("above the largest amount", amount(`${limit.maximum.replace(/\..*/, "")}1`), "value"),
    refused(
      "with too many decimals",
      amount(`${limit.minimum.replace(/\..*/, "")}.${"1".repeat(limit.decimals + 1)}`),
      "value",
    ),
    refused(
      "in a currency that the provider does not take",
      { amount: { value: "100", currency: "CHF" } },
      "currency",
    ),
    ["with an amount that is a number", amount(100), "invalid_request", "/amount/value"],
  ];
}

function refundCases(way: Way): readonly Case[] {
  const { currency, limit } = amountOf(way);
  const refused = (says: string, amount: object, part: string): Case => [
    says,
    { amount },
    "amount_not_accepted",
    `/amount/${part}`,
  ];
  return [
    refused("of more than was paid", { value: limit.maximum, currency }, "value"),
    refused("of nothing", { value: "0", currency }, "value"),
    refused("with too many decimals", { value: `1.${"1".repeat(limit.decimals + 1)}`, currency }, "value"),
    refused("in another currency", { value: "1", currency: "CHF" }, "currency"),
  ];
}

function phoneCases({ declared: { limits: declared } }: Way): readonly Case[] {
  const { phone_number } = declared;
  if (phone_number === null) return [];
  const wrong = (says: string, number: string): Case => [
    says,
    { phone_number: number },
    "phone_number_not_accepted",
    "/phone_number",
  ];
  return [
    wrong("for a phone number of another country", "+4915112345678"),
    [
      "for a phone number without its plus",
      { phone_number: "0712345678" },
      "invalid_request",
      "/phone_number",
    ],
  ];
}

function amountOf({ declared: { example, limits: declared }, kind, provider }: Way) {
  const { amount } = (kind === "refund" ? provider.example : example) as {
    readonly amount: { readonly currency: string };
  };
  const limit = declared.amounts.find(({ currency }) => currency === amount.currency);
  if (limit === undefined)
    throw new Error(`The example of ${provider.name} is in no currency that it takes.`);
  return { currency: amount.currency, limit };
}
