import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { accountOf } from "../accounts.ts";
import { parseAmount } from "../amounts.ts";
import { makeFraudToken } from "../consent/fraud-tokens.ts";
import { newUuid } from "../ids.ts";
import { has, type Operator, offers } from "../operator/operators.ts";
import { page } from "../replies.ts";
import type { Service } from "../services.ts";
import { choice } from "../settings.ts";
import {
  checkCorrelatorAtEntry,
  checkNotBlocked,
  checkOwnCheckout,
  checkPresent,
  checkPrice,
  checkTraffic,
  type Entry,
  numberInHeader,
  operatorAtEntry,
  serviceAtEntry,
} from "./entry-checks.ts";
import { readForm } from "./forms.ts";
import { confirmPage, numberPage } from "./pages.ts";
import { putVisit, type Visit, wayBackIn } from "./visits.ts";
import { VisitRefused } from "./way-back.ts";

/** The browser arrives. `own` is the path of the operator that has a checkout of its own. */
export function purchase(
  host: SimulatorHost,
  request: SimulatedRequest,
  path: "usual" | "own",
): SimulatedAnswer {
  const parameters = readForm(request);
  if (!parameters.has("redirect_url")) return page(400, "The parameter redirect_url is missing.");
  const entry: Entry = { host, request, parameters, wayBack: wayBackIn(parameters) };
  checkPresent(entry, ["merchant", "service", ...(path === "own" ? ["transaction_id"] : [])]);
  const service = serviceAtEntry(entry);
  if (path === "own") checkOwnCheckout(entry, service);
  const given = operatorAtEntry(service, parameters.text("msisdn"));
  if (given !== undefined && has(given, "number_at_checkout")) checkPresent(entry, ["msisdn"]);
  checkCorrelatorAtEntry(entry, given);
  checkPrice(entry.wayBack, service, { price: parameters.text("price"), operator: given });
  checkTraffic(entry, service);
  return openVisit(entry, service, { atDoor: path === "usual" });
}

function openVisit(entry: Entry, service: Service, shown: { readonly atDoor: boolean }): SimulatedAnswer {
  const { host, parameters, wayBack } = entry;
  const two_click_only = parameters.text("two_click_only") === "true";
  const inHeader = numberInHeader(entry);
  if (two_click_only && !service.flows.includes("two_click"))
    throw new VisitRefused(wayBack, "service_not_allowed");
  const msisdn = detected(host, inHeader);
  if (two_click_only && msisdn === "") throw new VisitRefused(wayBack, "msisdn_not_detected");
  const operator = operatorAtEntry(service, msisdn || parameters.text("msisdn"));
  if (two_click_only && operator !== undefined && !offers(operator, "two_click"))
    throw new VisitRefused(wayBack, "operator_unsupported");
  checkUnique(entry);
  if (msisdn === "") return numberPage(withoutNumber(entry, service, operator), shown);
  checkNotBlocked(wayBack, service, msisdn);
  const auth_method = two_click_only ? "two_click" : "header_enrichment";
  const known = { msisdn, auth_method, step: "confirm" } as const;
  return confirmPage(putVisit(host, { ...newVisit(entry, service, operator), ...known }), service, shown);
}

/** The header is not always understood. */
function detected(host: SimulatorHost, msisdn: string): string {
  return accountOf(host, msisdn)?.case === "not_detected" ? "" : msisdn;
}

function checkUnique({ host, parameters, wayBack }: Entry): void {
  const transaction_id = parameters.text("transaction_id");
  if (transaction_id !== "" && host.records.get("visit", transaction_id) !== undefined)
    throw new VisitRefused(wayBack, "transaction_id_not_unique");
}

/** A visit in which the customer has yet to say who they are, and to show it by a PIN. */
function withoutNumber(entry: Entry, service: Service, operator: Operator | undefined): Visit {
  const withoutPin = operator !== undefined && !offers(operator, "pin");
  if (withoutPin || !service.flows.includes("pin_api"))
    throw new VisitRefused(entry.wayBack, "no_auth_methods");
  const visit = newVisit(entry, service, operator);
  return putVisit(entry.host, { ...visit, auth_method: "sms_pin", step: "number" });
}

function newVisit(
  { host, parameters }: Entry,
  service: Service,
  operator: Operator | undefined,
): Omit<Visit, "auth_method" | "step"> {
  const own = parameters.text("transaction_id");
  const price_text = service.kind === "one_off" ? parameters.text("price") : "";
  return {
    transaction_id: own || newUuid(host),
    named_by_merchant: own !== "",
    merchant: service.merchant,
    campaign: service.uri,
    redirect_url: parameters.text("redirect_url"),
    correlator: parameters.text("correlator"),
    environment: choice(host, "environment_without_credential"),
    price: priceIn(price_text, operator),
    price_text,
    two_click_only: parameters.text("two_click_only") === "true",
    msisdn: "",
    expected_msisdn: parameters.text("msisdn"),
    fraud_token: makeFraudToken(host, service.uri).token,
    opened_at_ms: host.now(),
  };
}

/** Null for a subscription, and while nobody knows the currency. */
export function priceIn(text: string, operator: Operator | undefined): Visit["price"] {
  if (text === "" || operator === undefined) return null;
  const { currency } = operator;
  return { amount_minor: String(parseAmount(text, currency) ?? 0n), currency };
}
