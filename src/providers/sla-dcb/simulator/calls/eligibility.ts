import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import type { Account } from "../accounts.ts";
import { accountOfCustomer, customerOf, isListed } from "../checks/customers.ts";
import { checkAbility } from "../checks/permissions.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { statusOfCase } from "../magic.ts";
import { reachOperator } from "../operator/charging.ts";
import type { Operator } from "../operator/operators.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import type { Service } from "../services.ts";

/** Whether the customer may be charged. No is an answer here, not an error. */
export function eligibility(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["msisdn", "campaign", "merchant"]);
  const service = serviceOf(call);
  const customer = customerOf(call, "none");
  checkAbility(customer.operator, "eligibility");
  const account = accountOfCustomer(call, customer);
  reachOperator(call.host);
  return json(200, {
    success: mayBeCharged(service, account),
    customer_type: account.case === "corporate_account" ? "unknown" : account.customer_type,
    ...operatorIdOf(customer.operator),
  });
}

/** States of an account in which no charge succeeds, however much money there is. */
const hopeless: readonly string[] = [
  "NOT_ELIGIBLE",
  "CORPORATE_ACCOUNT",
  "ACCOUNT_SUSPENDED",
  "INACTIVE_ACCOUNT",
  "INVALID_ACCOUNT",
  "ACCOUNT_NOT_FOUND",
];

export function mayBeCharged(service: Service, account: Account): boolean {
  const { msisdn } = account;
  const status = statusOfCase(account.case);
  return (
    !service.block_list.includes(msisdn) && isListed(service, msisdn) && !hopeless.includes(status ?? "")
  );
}

/** The two operators of one country that answer for each other name themselves. */
const operatorIds: Readonly<Record<string, string>> = { "celcom-my": "CEL-MY", "digi-my": "DIG-MY" };

function operatorIdOf({ code }: Operator): { readonly operator_id?: string } {
  const operator_id = operatorIds[code];
  return operator_id === undefined ? {} : { operator_id };
}
