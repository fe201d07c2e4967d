import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { accountOf } from "../accounts.ts";
import { ApiError } from "../api-error.ts";
import { checkPin, type PinPlace, sendPin, usePin } from "../consent/pins.ts";
import { offers, operatorOfNumber } from "../operator/operators.ts";
import { checkNotBlocked, checkPrice } from "./entry-checks.ts";
import { readForm } from "./forms.ts";
import { confirmPage, numberPage, pinPage } from "./pages.ts";
import { priceIn } from "./purchase.ts";
import { operatorOfVisit, putVisit, serviceOfVisit, type Visit, visitOf, wayBackOf } from "./visits.ts";
import { VisitRefused } from "./way-back.ts";

/** The customer has typed their number; a PIN shows that it is theirs. */
export function takeNumber(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const parameters = readForm(request);
  const visit = visitOf(host, parameters);
  const service = serviceOfVisit(host, visit);
  const msisdn = parameters.text("msisdn");
  const operator = operatorOfNumber(msisdn);
  const isOther = service.operator !== null && operator?.code !== service.operator;
  if (operator === undefined || isOther || accountOf(host, msisdn) === undefined)
    return numberPage(visit, { problem: "This number cannot be used here." });
  const wayBack = wayBackOf(visit);
  checkNotBlocked(wayBack, service, msisdn);
  if (!offers(operator, "pin")) throw new VisitRefused(wayBack, "no_auth_methods");
  checkPrice(wayBack, service, { price: visit.price_text, operator });
  const price = priceIn(visit.price_text, operator);
  const known = putVisit(host, { ...visit, msisdn, price, step: "pin" });
  sendPin(host, placeOf(host, known));
  return pinPage(known);
}

/** The customer has typed the PIN. */
export function takePin(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const parameters = readForm(request);
  const visit = visitOf(host, parameters);
  if (visit.step !== "pin") return numberPage(visit);
  const place = placeOf(host, visit);
  const pin = parameters.text("pin");
  try {
    checkPin(host, place, pin);
  } catch (problem) {
    if (problem instanceof ApiError) return pinPage(visit, { problem: problem.message });
    throw problem;
  }
  usePin(host, place, pin);
  return confirmPage(putVisit(host, { ...visit, step: "confirm" }), place.service);
}

/** The customer has pressed cancel, on whichever screen. */
export function cancel(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const visit = visitOf(host, readForm(request));
  putVisit(host, { ...visit, step: "over" });
  throw new VisitRefused(wayBackOf(visit), "user_cancel");
}

function placeOf(host: SimulatorHost, visit: Visit): PinPlace {
  return {
    msisdn: visit.msisdn,
    operator: operatorOfVisit(visit),
    service: serviceOfVisit(host, visit),
    environment: visit.environment,
  };
}
