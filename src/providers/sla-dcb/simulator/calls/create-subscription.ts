import type { SimulatedAnswer, SimulatorHost } from "../../../../connector/simulator.ts";
import { nameFor, sendSms } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { priceOf } from "../checks/charge-amount.ts";
import { consentOf, consentParameters, consume } from "../checks/consent.ts";
import { accountOfCustomer, type Customer, checkLists, customerOf } from "../checks/customers.ts";
import {
  checkAgreement,
  checkCorrelator,
  checkIdentification,
  checkLanguage,
} from "../checks/permissions.ts";
import { checkSubscriptionSettings, serviceOf } from "../checks/service-checks.ts";
import { passOn } from "../operator/charging.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import type { Service } from "../services.ts";
import { isOn } from "../settings.ts";
import { awaitAttempt, operatorOf } from "../subscription/attempts.ts";
import { DAY_MS } from "../subscription/calendar.ts";
import { checkRoomForOne, hadTrial, trialDays } from "../subscription/limits.ts";
import { startPeriod } from "../subscription/start.ts";
import {
  fieldsOfSubscription,
  newSubscription,
  putSubscription,
  type Subscription,
} from "../subscription/subscriptions.ts";
import { resultOf } from "../transactions.ts";

/** Subscribes a customer. The checks come in one order, so that each code has one cause. */
export function createSubscription(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["msisdn", "campaign", "merchant", ...consentParameters(call)]);
  const { host, parameters } = call;
  const service = serviceOf(call);
  checkSubscriptionSettings(service);
  const customer = customerOf(call, { consentTo: service });
  const { operator, msisdn, named } = customer;
  checkAgreement(call, service, operator);
  checkIdentification(service, customer);
  checkLanguage(call, operator);
  const account = accountOfCustomer(call, customer);
  checkLists(service, customer);
  priceOf(service, operator);
  checkCorrelator(call);
  const consent = consentOf(call, service, customer);
  const trial = trialDays(call, service, operator);
  checkRoomForOne(host, service, { msisdn, named, operator });
  consume(call, consent);
  if (account.case === "create_refused") throw refusal("9001", { message: "Operator refused" });
  const subscription = newSubscription(host, known(call, service, customer));
  if (parameters.text("charge") === "false") return made(host, { ...subscription, state: "INACTIVE" });
  const once = parameters.text("trial_once") === "true" && hadTrial(host, msisdn, service);
  if (trial > 0 && !once) return startTrial(host, subscription, trial);
  return chargeFirst(host, subscription, service);
}

function known({ credential, parameters }: ApiCall, service: Service, customer: Customer) {
  return {
    merchant: service.merchant,
    campaign: service.uri,
    operator: customer.operator.code,
    msisdn: customer.msisdn,
    environment: credential.environment,
    correlator: parameters.text("correlator"),
    mode: "API",
  } as const;
}

function chargeFirst(host: SimulatorHost, before: Subscription, service: Service): SimulatedAnswer {
  const { subscription, asked } = startPeriod(host, before, "CREATED");
  const transaction = passOn(asked);
  const { operator } = transaction;
  if (subscription.state === "ACTIVE")
    sendSms(host, before.msisdn, `You are subscribed to ${service.service_name} (${operator}).`);
  // Only a subscription that lives has a name to the outside.
  const lives = subscription.state !== "CREATED";
  const fields = lives ? fieldsOfSubscription(host, subscription) : {};
  const said = lives ? transaction : { ...transaction, uuid: null, bill_id: null };
  return json(200, resultOf(host, said, fields));
}

function startTrial(host: SimulatorHost, before: Subscription, days: number): SimulatedAnswer {
  const trial = { ...before, state: "TRIAL", had_trial: true } as const;
  const started = awaitAttempt(host, trial, host.now() + days * DAY_MS);
  if (isOn(host, "flat_trial_answer"))
    return json(200, { success: true, uuid: started.uuid, msisdn: nameOf(host, started) });
  return answer(host, started);
}

function made(host: SimulatorHost, subscription: Subscription): SimulatedAnswer {
  return answer(host, putSubscription(host, subscription));
}

/** Of a subscription that was not charged. */
function answer(host: SimulatorHost, subscription: Subscription): SimulatedAnswer {
  const { uuid, operator, merchant, campaign, environment, mode, correlator, state } = subscription;
  return json(200, {
    success: {
      type: "subscription",
      uuid,
      operator,
      merchant,
      campaign,
      environment,
      msisdn: nameOf(host, subscription),
      mode,
      status: state,
      ...fieldsOfSubscription(host, subscription),
      ...(correlator !== "" && { correlator }),
    },
  });
}

function nameOf(host: SimulatorHost, subscription: Subscription): string {
  return nameFor(host, operatorOf(subscription), subscription.msisdn);
}
