import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { refusal } from "../api-error.ts";
import { accountOfCustomer, checkLists, customerOf } from "../checks/customers.ts";
import { checkAbility, checkAgreement, checkIdentification, checkLanguage } from "../checks/permissions.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { fraudTokenOf, useFraudToken } from "../consent/fraud-tokens.ts";
import { sendPin } from "../consent/pins.ts";
import { reachOperator } from "../operator/charging.ts";
import { has, operatorOfNumber } from "../operator/operators.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { acknowledged } from "../replies.ts";
import { serviceByUri } from "../services.ts";

/** Sends the customer a PIN; there is no call that only checks one. */
export function pin(call: ApiCall): SimulatedAnswer {
  checkParameters(call, requiredFor(call));
  const service = serviceOf(call);
  const customer = customerOf(call, "none");
  const { operator, msisdn } = customer;
  checkAbility(operator, "pin");
  checkAgreement(call, service, operator);
  checkIdentification(service, { by: "number" });
  checkLanguage(call, operator);
  const account = accountOfCustomer(call, customer);
  checkLists(service, customer);
  const fraudToken = fraudTokenOf(call, service.uri);
  reachOperator(call.host);
  if (account.case === "gateway_down") throw refusal("3001", {});
  useFraudToken(call.host, fraudToken);
  sendPin(call.host, { msisdn, operator, service, environment: call.credential.environment });
  return acknowledged();
}

/** Some operators want to know the amount of a one-off charge beforehand, some services a fraud token. */
function requiredFor({ host, parameters }: ApiCall): readonly string[] {
  const operator = operatorOfNumber(parameters.text("msisdn"));
  const isForCharge = parameters.text("template") === "charge";
  const needsAmount = isForCharge && operator !== undefined && has(operator, "amount_for_pin");
  const needsFraudToken = serviceByUri(host, parameters.text("campaign"))?.fraud_required === "dual";
  return [
    "msisdn",
    "campaign",
    "merchant",
    ...(needsAmount ? ["amount"] : []),
    ...(needsFraudToken ? ["fraud_token"] : []),
  ];
}
