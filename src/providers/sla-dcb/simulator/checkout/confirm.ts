import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { civilIdOf } from "../accounts.ts";
import type { FraudToken } from "../consent/fraud-tokens.ts";
import type { Parameters } from "../parameters.ts";
import { page } from "../replies.ts";
import type { Service } from "../services.ts";
import { consent } from "./consent.ts";
import { checkBlock, checkNotBlocked, checkPresent, type Entry, numberInHeader } from "./entry-checks.ts";
import { readForm } from "./forms.ts";
import { numberPage } from "./pages.ts";
import { putVisit, serviceOfVisit, type Visit, visitOf, wayBackIn, wayBackOf } from "./visits.ts";
import { VisitRefused } from "./way-back.ts";

/** The second click: the customer agrees, if it is the same customer, and a person. */
export function confirm(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const parameters = readForm(request);
  const visit = knownVisit(host, parameters);
  const wayBack = visit === null ? wayBackIn(parameters) : wayBackOf(visit);
  if (wayBack.redirect_url === "") return page(400, "The parameter redirect_url is missing.");
  const entry: Entry = { host, request, parameters, wayBack };
  checkPresent(entry, ["merchant", "service", "transaction_id"]);
  if (visit === null) throw new VisitRefused(wayBack, "invalid_transaction_id");
  checkSameVisit(entry, visit);
  if (visit.step !== "confirm") return numberPage(visit);
  const service = serviceOfVisit(host, visit);
  checkPerson(entry, visit);
  checkCivilId(entry, visit, service);
  checkNotBlocked(wayBack, service, visit.msisdn);
  checkBlock(wayBack, service);
  return consent(host, putVisit(host, { ...visit, step: "over" }), service);
}

/** Null where there is none, which is told once it is known that the form is whole. */
function knownVisit(host: SimulatorHost, parameters: Parameters): Visit | null {
  try {
    return visitOf(host, parameters);
  } catch (problem) {
    if (problem instanceof VisitRefused) return null;
    throw problem;
  }
}

function checkSameVisit(entry: Entry, visit: Visit): void {
  const { parameters, wayBack } = entry;
  if (parameters.text("merchant") !== visit.merchant)
    throw new VisitRefused(wayBack, "invalid_mismatch_merchant");
  if (parameters.text("correlator") !== visit.correlator)
    throw new VisitRefused(wayBack, "invalid_correlator");
  const inHeader = numberInHeader(entry);
  const isAnother = inHeader !== "" && inHeader !== visit.msisdn;
  const isUnexpected =
    visit.msisdn !== "" && visit.expected_msisdn !== "" && visit.expected_msisdn !== visit.msisdn;
  if (isAnother || isUnexpected) throw new VisitRefused(wayBack, "msisdn_mismatch");
}

/** A robot forgets the box, or the field that the customer does not see. */
function checkPerson({ host, parameters, wayBack }: Entry, visit: Visit): void {
  const token = parameters.text("token");
  if (token === "") throw new VisitRefused(wayBack, "token_missing");
  if (parameters.text("confirm") !== "on") throw new VisitRefused(wayBack, "not_confirmed");
  const seen = host.records.get<FraudToken>("fraud_token", token);
  if (token !== visit.fraud_token || seen?.verdict !== "allow")
    throw new VisitRefused(wayBack, "fraud_detected");
}

function checkCivilId({ parameters, wayBack }: Entry, { msisdn }: Visit, { civil_id_check }: Service): void {
  if (civil_id_check && parameters.text("civil_id") !== civilIdOf(msisdn))
    throw new VisitRefused(wayBack, "civilid_check_failed");
}
