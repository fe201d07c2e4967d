import { defineCodes, type RangeRule } from "../../catalogue/row.ts";
import { answersWithoutCode } from "./codes/answers-without-code.ts";
import { carrierBillingCodes } from "./codes/carrier-billing.ts";
import { underAnyOtherStatus } from "./codes/contradictions.ts";
import { errorCodes } from "./codes/errors.ts";
import { openApiCodes } from "./codes/open-api.ts";
import { page } from "./codes/readings.ts";
import { statusWords } from "./codes/status-words.ts";

export const codes = defineCodes({
  provider: "mtn",
  name: "MTN API",
  // The portal says that a repeated transactionId may be noticed, and promises nothing.
  deduplicates: [],
  rows: [
    ...errorCodes,
    ...carrierBillingCodes,
    ...underAnyOtherStatus([...errorCodes, ...carrierBillingCodes]),
    ...answersWithoutCode,
    ...statusWords,
    ...openApiCodes,
  ],
  ranges: [
    {
      // The seed's table leaves this range out; the page itself has it. It takes in 0000, which has rows of its own.
      ...group("customer errors", /[01]\d{3}/),
      source: "https://developers.mtn.com/getting-started/response-and-error-codes",
      basis: "documented",
    },
    { ...group("network errors", /2\d{3}/), reason: "network_error" },
    { ...group("server errors", /3\d{3}/), reason: "provider_error" },
    {
      ...group("authentication", /4\d{3}/),
      category: "merchant_setup",
      reason: "access_denied",
      disclosure: "mask",
    },
    { ...group("parameters", /5\d{3}/), category: "invalid_request", reason: "invalid_request" },
    { ...group("billing", /6\d{3}/), category: "declined", reason: "declined_by_operator" },
  ],
});

/** The provider's own grouping of its codes. Real ones without a meaning are known in several: 0001, 2006, 3325, 4015. */
function group(name: string, pattern: RegExp): RangeRule {
  return {
    surface: "api",
    pattern,
    name,
    category: "indeterminate",
    reason: "unknown_code",
    disclosure: "show",
    source: page,
    basis: "seed",
  };
}
