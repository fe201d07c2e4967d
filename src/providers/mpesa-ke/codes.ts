import { defineCodes } from "../../catalogue/row.ts";
import { authenticationErrors, systemErrors, validationErrors } from "./codes/api-errors.ts";
import { furtherResults } from "./codes/further-results.ts";
import { passedOnErrors } from "./codes/passed-on-errors.ts";
import { results } from "./codes/results.ts";
import { unnamedAnswers, unnamedResults } from "./codes/unnamed-messages.ts";

/**
 * `api` holds what an answer says of our own call: the twelve codes of the aggregator's page, and M-Pesa's own error
 * codes where the aggregator passes them on. `result` holds the fate of a prompt.
 */
export const codes = defineCodes({
  provider: "mpesa-ke",
  name: "M-Pesa Kenya",
  rows: [
    ...authenticationErrors,
    ...validationErrors,
    ...systemErrors,
    ...results,
    ...furtherResults,
    ...passedOnErrors,
    ...unnamedAnswers,
    ...unnamedResults,
  ],
  ranges: [],
  // The wire has neither an idempotency key nor a field for a reference of ours.
  deduplicates: [],
});
