import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { accountOf, nameFor } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { chargeAmount } from "../checks/charge-amount.ts";
import { type Customer, checkLists, customerOf, isNumber } from "../checks/customers.ts";
import {
  checkAbility,
  checkAgreement,
  checkCorrelator,
  checkLanguage,
  rememberCorrelator,
} from "../checks/permissions.ts";
import { checkNotificationUrl, serviceOf } from "../checks/service-checks.ts";
import { sendAsk } from "../mo/asks.ts";
import { checkMoOfOperator, checkMoOfService } from "../mo/rights.ts";
import { operatorOfSender } from "../mo/sender.ts";
import { reachOperator } from "../operator/charging.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { acknowledged } from "../replies.ts";

const required = ["msisdn", "campaign", "merchant", "amount", "currency", "correlator", "description"];

/** Asks the customer by SMS whether they will pay; a notification tells of the charge once they have said yes. */
export function moCharge(call: ApiCall): SimulatedAnswer {
  checkParameters(call, required);
  const { host, credential, parameters } = call;
  const service = serviceOf(call, "allowed");
  checkNotificationUrl(service);
  const customer = customerToAsk(call);
  const { operator, msisdn } = customer;
  checkAbility(operator, "mo_charge");
  checkMoOfOperator(operator);
  checkAgreement(call, service, operator);
  if (service.kind === "subscription") throw refusal("2039", { campaign_uri: service.uri });
  checkMoOfService(service, msisdn);
  checkLanguage(call, operator);
  const account = accountOf(host, msisdn);
  if (account === undefined) throw refusal("10004", {});
  checkLists(service, customer);
  const amount = chargeAmount(parameters, operator);
  checkCorrelator(call);
  reachOperator(host);
  rememberCorrelator(call);
  if (account.case === "gateway_down") throw refusal("10001", {});
  sendAsk(host, {
    merchant: service.merchant,
    campaign: service.uri,
    environment: credential.environment,
    operator: operator.code,
    msisdn,
    named: nameFor(host, operator, msisdn),
    currency: operator.currency,
    amount_minor: String(amount),
    correlator: parameters.text("correlator"),
    description: parameters.text("description"),
  });
  return acknowledged();
}

function customerToAsk(call: ApiCall): Customer {
  if (isNumber(call.parameters.text("msisdn"))) operatorOfSender(call.parameters);
  return customerOf(call, "none");
}
