import type { AmountLimit, Provider } from "../../connector/provider.ts";
import { type Amount, exponentOf, type Money, type MoneyProblem, parseMoney } from "../../core/money.ts";
import { assertNever } from "../../lib/assert-never.ts";
import { Problem } from "../problem.ts";

/** The amount in minor units, if the provider takes it. */
export function acceptAmount(
  amount: Amount,
  provider: Pick<Provider, "name"> & { readonly limits: Pick<Provider["limits"], "amounts"> },
): Money {
  const limit = provider.limits.amounts.find(({ currency }) => currency === amount.currency);
  if (limit === undefined) {
    const taken = provider.limits.amounts.map(({ currency }) => currency).join(", ");
    throw refusal("/amount/currency", `${provider.name} takes ${taken}.`);
  }
  const money = parseMoney(amount, limit.decimals);
  if (typeof money === "string") throw refusal("/amount/value", says(money, limit));
  if (money.minor < bound(limit, limit.minimum) || money.minor > bound(limit, limit.maximum))
    throw refusal(
      "/amount/value",
      `${provider.name} takes ${limit.minimum} to ${limit.maximum} ${limit.currency}.`,
    );
  return money;
}

function says(problem: MoneyProblem, { currency, decimals }: AmountLimit): string {
  switch (problem) {
    case "not_positive":
      return "It must be more than zero.";
    case "too_large":
      return "It has too many digits.";
    case "too_many_decimals":
      return decimals === 0
        ? `It must be a whole number of ${currency}.`
        : `It may have ${Math.min(decimals, exponentOf(currency) ?? decimals)} decimals in ${currency}.`;
    case "not_a_decimal":
      return 'It must be a decimal number, such as "150.00".';
    case "unknown_currency":
      return "The currency is not known.";
    default:
      return assertNever(problem);
  }
}

function bound({ currency, decimals }: AmountLimit, value: string): bigint {
  const money = parseMoney({ value, currency }, decimals);
  if (typeof money === "string")
    throw new Error(`A provider declares the bound ${value} ${currency}, which is ${money}.`);
  return money.minor;
}

function refusal(field: string, detail: string): Problem {
  return new Problem("amount_not_accepted", { field, detail });
}
