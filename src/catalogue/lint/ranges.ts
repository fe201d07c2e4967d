import type { RangeRule } from "../row.ts";
import type { Invariant } from "./invariant.ts";
import { maskedCategories } from "./masked-categories.ts";

/** The invariants of rules that read codes without a row of their own. */
export const rangeInvariants: readonly Invariant<RangeRule>[] = [
  {
    name: "range_never_completes",
    wrong: "A code that nobody wrote down would be read as completed.",
    remedy: "Take the category of the family's failures, or indeterminate.",
    broken: ({ category }) => category === "completed",
  },
  {
    name: "range_is_named_and_sourced",
    wrong: "The family has no name or no source.",
    remedy: "Name the family, and the document and place where it was read.",
    broken: ({ name, source }) => name.trim() === "" || source.trim() === "",
  },
  {
    name: "range_is_masked",
    wrong: "Risk, set-up and float are not for the payer, but the family shows them.",
    remedy: "Set disclosure to mask.",
    broken: ({ category, disclosure }) => maskedCategories.includes(category) && disclosure !== "mask",
  },
];
