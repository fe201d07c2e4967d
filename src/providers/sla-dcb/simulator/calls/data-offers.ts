import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { nameFor } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { accountOfCustomer, type Customer, customerOf } from "../checks/customers.ts";
import { checkCorrelator, rememberCorrelator } from "../checks/permissions.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { reachOperator } from "../operator/charging.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import { mayBeCharged } from "./eligibility.ts";

/** How long an answer of isEligible is good for. */
const ELIGIBLE_FOR_MS = 15 * 60 * 1000;

/** Offers that the operator refuses although it was asked before. */
const DENIED = "-DENY";

/** Whether the customer may have a bundle of data. */
export function isEligible(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["msisdn", "campaign", "merchant", "offer"]);
  const { host } = call;
  const service = serviceOf(call);
  const customer = customerOf(call, "none");
  const account = accountOfCustomer(call, customer);
  reachOperator(host);
  const success = mayBeCharged(service, account);
  if (success) host.records.put("eligible", keyOf(call, customer), host.now());
  return json(200, { success, customer_type: account.customer_type });
}

/** Gives the customer a bundle of data. */
export function dataProvision(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["msisdn", "campaign", "merchant", "offer", "correlator"]);
  const { host, parameters } = call;
  serviceOf(call);
  const customer = customerOf(call, "none");
  accountOfCustomer(call, customer);
  checkCorrelator(call);
  const asked_ms = host.records.get<number>("eligible", keyOf(call, customer));
  if (asked_ms === undefined || host.now() >= asked_ms + ELIGIBLE_FOR_MS) throw refusal("2029", {});
  reachOperator(host);
  rememberCorrelator(call);
  const offer = parameters.text("offer");
  if (offer.endsWith(DENIED)) throw refusal("2028", {});
  const { operator, msisdn } = customer;
  return json(200, {
    success: {
      type: "data",
      operator: operator.code,
      msisdn: nameFor(host, operator, msisdn),
      offer,
      correlator: parameters.text("correlator"),
      transaction: { status: "SUCCESS" },
    },
  });
}

function keyOf({ parameters }: ApiCall, { msisdn }: Customer): string {
  return `${msisdn} ${parameters.text("campaign")} ${parameters.text("offer")}`;
}
