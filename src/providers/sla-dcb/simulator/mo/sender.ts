import { refusal } from "../api-error.ts";
import { type Operator, operatorByCode, operatorOfNumber } from "../operator/operators.ts";
import type { Parameters } from "../parameters.ts";

/** The operator of a number that writes SMS, or is to answer one: where there is none, this API has a word of its own. */
export function operatorOfSender(parameters: Parameters): Operator {
  const msisdn = parameters.text("msisdn");
  const operator_code = parameters.text("operator");
  const hinted = operatorByCode(operator_code);
  if (operator_code !== "" && hinted === undefined)
    throw refusal("10003", { param: "operator", value: operator_code });
  const own = operatorOfNumber(msisdn);
  if (own === undefined) throw refusal("10003", { param: "msisdn", value: msisdn });
  if (hinted !== undefined && hinted.code !== own.code) throw refusal("2036", { msisdn, operator_code });
  return own;
}
