import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { nameFor } from "../accounts.ts";
import { absolute, type Minor, padded } from "../amounts.ts";
import { refusal } from "../api-error.ts";
import { checkCurrency } from "../checks/charge-amount.ts";
import { type Customer, customerOf } from "../checks/customers.ts";
import { checkAbility, checkCorrelator, checkLanguage, rememberCorrelator } from "../checks/permissions.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { passOn } from "../operator/charging.ts";
import { type Operator, offers } from "../operator/operators.ts";
import { askToRefund } from "../operator/refunding.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import type { Service } from "../services.ts";
import { findTransaction, resultOf, type Transaction } from "../transactions.ts";

const required = ["msisdn", "campaign", "merchant", "amount", "currency", "correlator", "transaction"];

/** Gives a charge back, all of it or, where the operator can do that, a part. */
export function refund(call: ApiCall): SimulatedAnswer {
  checkParameters(call, required);
  const { host, credential, parameters } = call;
  const service = serviceOf(call, "allowed");
  const customer = customerOf(call, "none");
  const { operator, msisdn } = customer;
  checkAbility(operator, "refund");
  checkLanguage(call, operator);
  checkCurrency(parameters, operator);
  const amount = parameters.amount();
  if (amount >= 0n) throw refusal("2027", {});
  const charge = chargeToRefund(call, service, customer);
  checkPart(operator, amount, charge);
  checkCorrelator(call);
  rememberCorrelator(call);
  const order = {
    type: "refund",
    merchant: service.merchant,
    campaign: service.uri,
    environment: credential.environment,
    operator: operator.code,
    msisdn,
    named: nameFor(host, operator, msisdn),
    currency: operator.currency,
    amount,
    correlator: parameters.text("correlator"),
  } as const;
  return json(200, resultOf(host, passOn(askToRefund(host, order, charge))));
}

function chargeToRefund({ host, parameters }: ApiCall, service: Service, customer: Customer): Transaction {
  const charge = findTransaction(host, parameters.text("transaction"));
  if (charge?.campaign !== service.uri || charge.msisdn !== customer.msisdn) throw refusal("2033", {});
  return charge;
}

function checkPart(operator: Operator, amount: Minor, charge: Transaction): void {
  const original = BigInt(charge.amount_minor);
  if (offers(operator, "partial_refund") || absolute(amount) === original) return;
  throw refusal("2014", {
    operator: operator.name,
    refund_amount: padded(absolute(amount), operator.currency),
    original_amount: padded(original, operator.currency),
  });
}
