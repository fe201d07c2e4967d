import type { SimulatedAnswer, SimulatorHost } from "../../../../connector/simulator.ts";
import { nameFor } from "../accounts.ts";
import { makeToken } from "../consent/tokens.ts";
import { askToCharge } from "../operator/charging.ts";
import { has } from "../operator/operators.ts";
import type { Service } from "../services.ts";
import { announceCharge } from "../subscription/announcements.ts";
import { startPeriod } from "../subscription/start.ts";
import { newSubscription } from "../subscription/subscriptions.ts";
import type { Transaction } from "../transactions.ts";
import { operatorOfVisit, type Visit, wayBackOf } from "./visits.ts";
import { goBack, VisitRefused } from "./way-back.ts";

/** The customer agrees. Mostly the merchant gets a token and charges; some operators go on by themselves. */
export function consent(host: SimulatorHost, visit: Visit, service: Service): SimulatedAnswer {
  const operator = operatorOfVisit(visit);
  const { correlator, auth_method } = visit;
  const msisdn = nameFor(host, operator, visit.msisdn);
  if (has(operator, "checkout_pending")) {
    chargeAtCheckout(host, visit, service);
    return goBack(visit, { status: "pending", msisdn, correlator, auth_method: "header_enrichment" });
  }
  if (has(operator, "two_click_subscribes") && visit.two_click_only && service.kind === "subscription") {
    chargeAtCheckout(host, visit, service);
    return goBack(visit, { status: "success", msisdn });
  }
  if (has(operator, "checkout_charges") && service.kind === "one_off")
    return payAtCheckout(host, visit, service);
  const { merchant, campaign, environment, price } = visit;
  const token = makeToken(host, { merchant, campaign, environment, msisdn: visit.msisdn, price });
  return goBack(visit, { status: "success", token, auth_method, correlator });
}

/** The redirect proves nothing: the merchant has to ask. */
function payAtCheckout(host: SimulatorHost, visit: Visit, service: Service): SimulatedAnswer {
  const { moved, status } = chargeAtCheckout(host, visit, service);
  if (!moved && status !== "WAITING")
    throw new VisitRefused(wayBackOf(visit), `blocked_${status.toLowerCase()}`);
  return goBack(visit, { status: "success", correlator: visit.correlator });
}

function chargeAtCheckout(host: SimulatorHost, visit: Visit, service: Service): Transaction {
  return service.kind === "subscription" ? subscribe(host, visit) : chargeOnce(host, visit);
}

function subscribe(host: SimulatorHost, visit: Visit): Transaction {
  const { merchant, campaign, environment, msisdn, correlator } = visit;
  const operator = operatorOfVisit(visit).code;
  const known = { merchant, campaign, environment, operator, msisdn, correlator, mode: "API" } as const;
  const { subscription, asked } = startPeriod(host, newSubscription(host, known), "FAILED");
  const { transaction } = asked;
  if (asked.lost === null && transaction.status !== "WAITING")
    announceCharge(host, subscription, { transaction });
  return transaction;
}

function chargeOnce(host: SimulatorHost, visit: Visit): Transaction {
  const { merchant, campaign, environment, msisdn, correlator, price } = visit;
  const operator = operatorOfVisit(visit);
  const order = {
    type: "charge",
    merchant,
    campaign,
    environment,
    operator: operator.code,
    msisdn,
    named: nameFor(host, operator, msisdn),
    currency: operator.currency,
    amount: BigInt(price?.amount_minor ?? 0),
    correlator,
    visit: visit.named_by_merchant ? visit.transaction_id : null,
  } as const;
  return askToCharge(host, order, { for: "one_off" }).transaction;
}
