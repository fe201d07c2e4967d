import { maskedCategories } from "../../../catalogue/lint/masked-categories.ts";
import type { Category, Disclosure } from "../../../core/outcome.ts";

/** Refused or declined: what the call asked for will not happen, and no money moved. */
export const refused = { finality: "final", money: "not_moved" } as const;

/** The same for calls that could not have moved money anyway. */
export const refusedMoneyless = { finality: "final", money: "none" } as const;

/** Something may have happened, in this call or in an earlier one, and only an inquiry can tell. */
export const inDoubt = { finality: "unresolved", money: "unknown", advice: { action: "verify" } } as const;

/** The same for calls that could not have moved money anyway. */
export const inDoubtMoneyless = {
  finality: "unresolved",
  money: "none",
  advice: { action: "verify" },
} as const;

/** What concerns the merchant's account or a suspicion is not for the payer's eyes. */
export function disclosureOf(category: Category): Disclosure {
  return maskedCategories.includes(category) ? "mask" : "show";
}
