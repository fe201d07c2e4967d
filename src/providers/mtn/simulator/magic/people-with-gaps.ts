import type { MagicPerson } from "../magic.ts";

/** Customers about whom something is missing, or cannot be had. */
export const peopleWithGaps: Readonly<Record<string, MagicPerson>> = {
  "27832000046": {
    name: "complete",
    effect: "Has everything: 1000.00 rand in the wallet, 42.50 of airtime, a caller tune.",
    code: "0000",
    person: {},
  },
  "27832000047": {
    name: "has_nothing",
    effect: "Has no wallet, no location and no plan: nulls under 200. Cannot pay from a wallet.",
    code: "1001",
    person: { wallet: null, located: false, plan: null },
  },
  "27832000048": {
    name: "parts_fail",
    effect: "Location and plans fail, and RBT does not answer: 207.",
    code: null,
    person: { failing_parts: { location: "empty_data", plans: "omit" }, silent_systems: ["RBT"] },
  },
  "27832000049": {
    name: "no_subscription_system",
    effect: "No subscription system answers: 207 with one Inactive system.",
    code: null,
    person: { silent_systems: ["RBT", "CSM"] },
  },
  "27832000050": {
    name: "plans_null_in_207",
    effect: "Plans fail, and stand in the 207 with null data.",
    code: null,
    person: { failing_parts: { plans: "null_data" } },
  },
  "27832000051": {
    name: "wallet_part_fails",
    effect: "Whether there is a wallet cannot be told: 207.",
    code: null,
    person: { failing_parts: { momo: "empty_data" } },
  },
  "27832000065": {
    name: "barred",
    effect: "Is barred: nothing can be done for this customer.",
    code: "1001",
    person: { barred: true },
  },
};
