import { type Minor, padded, parseAmount } from "../amounts.ts";
import { refusal } from "../api-error.ts";
import type { Operator } from "../operator/operators.ts";
import type { Parameters } from "../parameters.ts";
import type { Service } from "../services.ts";

/** The amount of a one-off charge, within what the operator takes. */
export function chargeAmount(parameters: Parameters, operator: Operator): Minor {
  checkCurrency(parameters, operator);
  const amount = parameters.amount();
  if (amount <= 0n) throw refusal("2015", {});
  checkLimits(amount, operator);
  return amount;
}

export function checkCurrency(parameters: Parameters, operator: Operator): void {
  const currency = parameters.text("currency");
  if (currency !== operator.currency) throw refusal("2005", { operator: operator.name, currency });
}

/** The price of one period, within what the operator takes. */
export function priceOf(service: Service, operator: Operator): Minor {
  const price = parseAmount(service.amount, operator.currency) ?? 0n;
  checkLimits(price, operator);
  return price;
}

function checkLimits(amount: Minor, { name, currency, min, max }: Operator): void {
  if (amount < min) throw refusal("2026", { operator: name, min: padded(min, currency), currency });
  if (max !== null && amount > max)
    throw refusal("2006", { operator: name, max: padded(max, currency), currency });
}
