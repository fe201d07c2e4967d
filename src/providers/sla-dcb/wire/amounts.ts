import { formatMoney, type Money, parseMoney } from "../../../core/money.ts";

/** Amounts travel as decimal texts that are not padded: `0.5`, `100.0`. A refund's has a minus. */
export function amountIn(stated: {
  readonly amount: string | null;
  readonly currency: string | null;
}): Money | null {
  const { amount, currency } = stated;
  if (amount === null || currency === null) return null;
  const money = parseMoney({ value: amount.replace(/^-/, ""), currency });
  return typeof money === "string" ? null : money;
}

export function amountText(money: Money): string {
  return formatMoney(money).value;
}
