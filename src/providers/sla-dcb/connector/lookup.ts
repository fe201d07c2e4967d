import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import { textAt, type WireObject } from "../../../connector/json-fields.ts";
import type { Customer, Lookup, LookupCall, PartReading } from "../../../connector/lookup.ts";
import type { Reading } from "../../../core/outcome.ts";
import type { SlaConfig } from "../config.ts";
import { msisdnOf, paths, post, readAnswer } from "../wire.ts";
import { readError } from "./error-reading.ts";
import { options } from "./options.ts";

/** All that they tell of a customer: whether they may be charged, and a little more. */
export const lookup: Lookup<SlaConfig> = {
  parts: ["eligibility"],
  whole: (customer, _parts, config) => eligibility(customer, config),
  part: (customer, part, config) => (part === "eligibility" ? eligibility(customer, config) : null),
};

const { acr, operator } = options.properties;

export const lookupOptions = Type.Object(
  {
    campaign: Type.Optional(
      Type.String({
        pattern: "^campaign:[^\\s]{1,55}$",
        description: "What the customer would be charged for. Left out: the connection's `campaign`.",
      }),
    ),
    acr,
    operator,
  },
  { additionalProperties: false },
);

function eligibility(customer: Customer, config: SlaConfig): LookupCall {
  return {
    request: request(customer, config),
    refusal,
    read: (answer) => ({ eligibility: readEligibility(answer) }),
  };
}

function request({ phone_number, provider_options }: Customer, config: SlaConfig): HttpRequest {
  const given: Static<typeof lookupOptions> = Value.Parse(lookupOptions, { ...provider_options });
  return post(config, paths.eligibility, {
    msisdn: given.acr ?? msisdnOf(phone_number),
    campaign: given.campaign ?? config.campaign,
    merchant: config.merchant,
    operator: given.operator ?? null,
  });
}

/** No is an answer here, not an error. */
function readEligibility({ body }: HttpAnswer): PartReading {
  const answer = readAnswer(body);
  switch (answer.says) {
    case "yes":
    case "no":
      return { state: "present", value: { eligible: answer.says === "yes", ...describe(answer.fields) } };
    case "error": {
      const { code, words } = answer.error;
      return { state: "failed", because: words ?? "The provider refused without a reason.", code };
    }
    default:
      return { state: "unknown", because: "The answer cannot be read.", code: null };
  }
}

function refusal({ body, status }: HttpAnswer): Reading | null {
  const answer = readAnswer(body);
  return answer.says === "error" ? readError(answer.error, { call: "lookup", http_status: status }) : null;
}

function describe(fields: WireObject) {
  return {
    customer_type: textAt(fields, "customer_type"),
    operator: textAt(fields, "operator_id"),
  };
}
