import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { nameFor } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { chargeAmount } from "../checks/charge-amount.ts";
import { consentOf, consentParameters, consume } from "../checks/consent.ts";
import { accountOfCustomer, checkLists, customerOf } from "../checks/customers.ts";
import {
  checkAgreement,
  checkCorrelator,
  checkIdentification,
  checkLanguage,
} from "../checks/permissions.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { askToCharge, passOn } from "../operator/charging.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import { resultOf } from "../transactions.ts";

const required = ["msisdn", "campaign", "merchant", "amount", "currency", "correlator", "description"];

/** Takes an amount once. The checks come in one order, so that each code has one cause. */
export function charge(call: ApiCall): SimulatedAnswer {
  checkParameters(call, [...required, ...consentParameters(call)]);
  const { host, credential, parameters } = call;
  const service = serviceOf(call);
  const customer = customerOf(call, { consentTo: service });
  const { operator, msisdn } = customer;
  checkAgreement(call, service, operator);
  checkIdentification(service, customer);
  if (service.kind === "subscription") throw refusal("2039", { campaign_uri: service.uri });
  checkLanguage(call, operator);
  accountOfCustomer(call, customer);
  checkLists(service, customer);
  const amount = chargeAmount(parameters, operator);
  checkCorrelator(call);
  consume(call, consentOf(call, service, customer));
  const asked = askToCharge(
    host,
    {
      type: "charge",
      merchant: service.merchant,
      campaign: service.uri,
      environment: credential.environment,
      operator: operator.code,
      msisdn,
      named: nameFor(host, operator, msisdn),
      currency: operator.currency,
      amount,
      correlator: parameters.text("correlator"),
    },
    { for: "one_off" },
  );
  return json(200, resultOf(host, passOn(asked)));
}
