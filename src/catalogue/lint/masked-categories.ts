import type { Category } from "../../core/outcome.ts";

/** What a payer must not be shown: suspicions, and the merchant's own affairs. */
export const maskedCategories: readonly Category[] = ["risk", "merchant_setup", "merchant_funds"];
