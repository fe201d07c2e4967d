import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { providers } from "../../src/providers/index.ts";
import { type ApiWorld, openApiWorld, payable, sellable } from "../support/api-world.ts";
import { Dice } from "../support/dice.ts";
import { often } from "../support/often.ts";

const MALFORMED = often(1_000);
const SEED = 5;

/** Mobile numbers of the countries in which the providers are at home, as people there write them. */
const numbers: readonly (readonly [country: string, written: string, e164: string])[] = [
  ["KE", "0713 579 246", "+254713579246"],
  ["KE", "0110 000 123", "+254110000123"],
  ["NG", "0803 579 2468", "+2348035792468"],
  ["NG", "0909 123 4567", "+2349091234567"],
  ["UG", "0772 123 456", "+256772123456"],
  ["GH", "024 123 4567", "+233241234567"],
  ["CM", "6 70 12 34 56", "+237670123456"],
  ["CI", "05 04 12 34 56", "+2250504123456"],
  ["RW", "0788 123 456", "+250788123456"],
  ["ZM", "0966 123 456", "+260966123456"],
  ["BJ", "01 97 12 34 56", "+2290197123456"],
  ["VN", "098 765 43 21", "+84987654321"],
  ["VN", "0913 579 246", "+84913579246"],
  ["TN", "20 123 456", "+21620123456"],
  ["ZA", "071 123 4567", "+27711234567"],
];

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld({ settings: { requests_per_minute: null } });
});
afterAll(() => world[Symbol.asyncDispose]());

describe("a number of a country where providers are at home", () => {
  test.each(numbers)("%s %s is understood", async (country, phone_number, e164) => {
    const { body } = await world.call("POST", "/v1/lookups/phone", { body: { phone_number, country } });
    expect(body).toMatchObject({ valid: true, phone_number: e164, country });
    expect(body.masked).not.toContain(e164.slice(6));
  });

  test.each(numbers)(
    "%s %s is taken by its own providers and refused by the others",
    async (_country, _written, e164) => {
      for (const [path, order] of [
        ["/v1/payments", payable],
        ["/v1/topups", sellable],
      ] as const) {
        const provider = providers.find(({ id }) => id === order.provider);
        const fits = provider?.limits.phone_number?.pattern.test(e164) === true;
        const { status, text } = await ask(path, { ...order, phone_number: e164 });
        expect([e164, status]).toEqual([e164, fits ? 202 : 422]);
        expect(text).not.toContain(e164.slice(-8));
      }
    },
  );
});

test(`${MALFORMED} malformed numbers are refused, and not one of them is repeated`, {
  timeout: 120_000,
}, async () => {
  const dice = new Dice(SEED);
  const pattern = providers.find(({ id }) => id === payable.provider)?.limits.phone_number?.pattern;
  const seen = new Set<number>();
  for (let made = 0; made < MALFORMED; ) {
    const phone_number = malformed(dice);
    if (pattern?.test(phone_number) === true) continue;
    made += 1;
    const { status, text, code } = await ask("/v1/payments", { ...payable, phone_number });
    expect([phone_number, status < 500 && status >= 400]).toEqual([phone_number, true]);
    expect(["phone_number_not_accepted", "invalid_request", "unusable_text"]).toContain(code);
    for (const [digits] of phone_number.matchAll(/\d{8,}/g)) expect(text).not.toContain(digits);
    seen.add(status);
  }
  expect([...seen].sort()).toEqual([400, 422]);
  for (const [, , e164] of numbers) expect(world.logged.join("")).not.toContain(e164.slice(-8));
});

/** A good number that has been hurt in one to three places. */
function malformed(dice: Dice): string {
  let text = dice.one(numbers)[2];
  for (let hurts = 1 + dice.below(3); hurts > 0; hurts -= 1) {
    const at = dice.below(text.length + 1);
    const odd = dice.one([
      " ",
      "-",
      "0",
      "9",
      "+",
      "٣",
      "５",
      "x",
      "\0",
      "\n",
      "\u200b",
      "",
      "'",
      ";ext=1",
      "00",
    ]);
    text = text.slice(0, at) + odd + text.slice(at + dice.below(3));
  }
  return text;
}

async function ask(path: string, body: unknown) {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const answer = await world.call("POST", path, { headers, body });
  return { status: answer.status, text: answer.text, code: answer.body?.code as string | undefined };
}
