import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { type Operator, operatorOfNumber } from "../operator/operators.ts";
import type { Parameters } from "../parameters.ts";
import { type Environment, type Service, serviceByUri } from "../services.ts";
import { duration } from "../settings.ts";
import { VisitRefused, type WayBack } from "./way-back.ts";

/** One customer at the hosted checkout. Kept under its transaction_id. */
export type Visit = {
  readonly transaction_id: string;
  /** The merchant chose the transaction_id. */
  readonly named_by_merchant: boolean;
  readonly merchant: string;
  readonly campaign: string;
  readonly redirect_url: string;
  readonly correlator: string;
  readonly environment: Environment;
  readonly price: { readonly amount_minor: string; readonly currency: string } | null;
  /** As the merchant wrote it, for a currency that is not known before the customer is. */
  readonly price_text: string;
  readonly two_click_only: boolean;
  /** Empty until the customer is known. */
  readonly msisdn: string;
  readonly auth_method: "header_enrichment" | "sms_pin" | "two_click";
  /** What the merchant believes the number to be; empty where it said nothing. */
  readonly expected_msisdn: string;
  readonly fraud_token: string;
  readonly opened_at_ms: number;
  readonly step: "number" | "pin" | "confirm" | "over";
};

export function putVisit(host: SimulatorHost, visit: Visit): Visit {
  host.records.put("visit", visit.transaction_id, visit);
  return visit;
}

/** Undefined where there never was one, or it is over. */
function findOpenVisit(host: SimulatorHost, transaction_id: string): Visit | undefined {
  const visit = host.records.get<Visit>("visit", transaction_id);
  if (visit === undefined || visit.step === "over") return undefined;
  return host.now() < visit.opened_at_ms + duration(host, "visit_lives_ms") ? visit : undefined;
}

/** The open visit that a form belongs to. */
export function visitOf(host: SimulatorHost, parameters: Parameters): Visit {
  const visit = findOpenVisit(host, parameters.text("transaction_id"));
  if (visit === undefined) throw new VisitRefused(wayBackIn(parameters), "invalid_transaction_id");
  return visit;
}

export function wayBackOf({ redirect_url, correlator }: Visit): WayBack {
  return { redirect_url, called: "correlator", name: correlator };
}

/** As the request itself says it. */
export function wayBackIn(parameters: Parameters): WayBack {
  return {
    redirect_url: parameters.text("redirect_url"),
    called: "correlator",
    name: parameters.text("correlator"),
  };
}

export function serviceOfVisit(host: SimulatorHost, { campaign }: Visit): Service {
  const service = serviceByUri(host, campaign);
  if (service === undefined) throw new Error(`The service ${campaign} of a visit is gone.`);
  return service;
}

/** The customer is known. */
export function operatorOfVisit({ msisdn }: Visit): Operator {
  const operator = operatorOfNumber(msisdn);
  if (operator === undefined) throw new Error(`The number ${msisdn} of a visit belongs to no operator.`);
  return operator;
}
