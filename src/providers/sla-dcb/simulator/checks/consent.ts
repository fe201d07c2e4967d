import { numberBehind } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { type FraudToken, fraudTokenOf, useFraudToken } from "../consent/fraud-tokens.ts";
import { checkPin, type PinPlace, usePin } from "../consent/pins.ts";
import { isToken, useToken } from "../consent/tokens.ts";
import { offers } from "../operator/operators.ts";
import type { ApiCall } from "../parameters.ts";
import { type Service, serviceByUri } from "../services.ts";
import type { Customer } from "./customers.ts";
import { rememberCorrelator } from "./permissions.ts";

/** What shows that the customer agrees, beside the ways in which customers are named: a PIN, a fraud token. */
export function consentParameters({ host, parameters }: ApiCall): readonly string[] {
  const service = serviceByUri(host, parameters.text("campaign"));
  const named = parameters.text("msisdn");
  const needsPin = named !== "" && !isToken(named) && numberBehind(host, named) === null;
  const needsFraudToken = (service?.fraud_required ?? "none") !== "none";
  return [
    ...(needsPin && service?.checkout_only !== true ? ["pin"] : []),
    ...(needsFraudToken && !isToken(named) ? ["fraud_token"] : []),
  ];
}

/** What a call will have used up once it goes to the operator. */
export interface Consent {
  readonly customer: Customer;
  readonly place: PinPlace;
  readonly fraudToken: FraudToken | null;
}

/** A plain number needs a PIN; a token is consent by itself, and a reference comes from an earlier one. */
export function consentOf(call: ApiCall, service: Service, customer: Customer): Consent {
  const fraudToken = fraudTokenOf(call, service.uri);
  const { msisdn, operator, by } = customer;
  const place = { msisdn, operator, service, environment: call.credential.environment };
  if (by === "number") {
    if (!offers(operator, "pin")) throw refusal("0000", { operator_name: operator.name });
    checkPin(call.host, place, call.parameters.text("pin"));
  }
  return { customer, place, fraudToken };
}

/** From here on nothing of it can be used again, and the correlator is taken. */
export function consume(call: ApiCall, { customer, place, fraudToken }: Consent): void {
  rememberCorrelator(call);
  useToken(call.host, customer.token);
  useFraudToken(call.host, fraudToken);
  usePin(call.host, place, call.parameters.text("pin"));
}
