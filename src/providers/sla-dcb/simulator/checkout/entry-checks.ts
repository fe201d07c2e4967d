import type { SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { addressOf, isInRange } from "../access.ts";
import { parseAmount } from "../amounts.ts";
import { operatorRows } from "../operator/operator-table.ts";
import { has, type Operator, operatorByCode, operatorOfNumber } from "../operator/operators.ts";
import type { Parameters } from "../parameters.ts";
import { merchantByUri, type Service, serviceByUri } from "../services.ts";
import { choice, isOn, texts } from "../settings.ts";
import { VisitRefused, type WayBack } from "./way-back.ts";

/** What is looked at when a browser arrives. */
export interface Entry {
  readonly host: SimulatorHost;
  readonly request: SimulatedRequest;
  readonly parameters: Parameters;
  readonly wayBack: WayBack;
}

export function checkPresent({ parameters, wayBack }: Entry, names: readonly string[]): void {
  const missing = names.find((name) => !parameters.has(name));
  if (missing !== undefined) throw new VisitRefused(wayBack, "not_found", missing);
}

/** A merchant and a service of its own. */
export function serviceAtEntry({ host, parameters, wayBack }: Entry): Service {
  const merchant = parameters.text("merchant");
  if (merchantByUri(host, merchant) === undefined) throw new VisitRefused(wayBack, "invalid_merchant");
  const service = serviceByUri(host, parameters.text("service"));
  const inProduction = choice(host, "environment_without_credential") === "production";
  if (service === undefined || service.status === "inactive" || (service.status === "draft" && inProduction))
    throw new VisitRefused(wayBack, "invalid_service");
  if (service.merchant !== merchant)
    throw new VisitRefused(wayBack, "invalid_service_not_belong_to_merchant");
  return service;
}

const CORRELATOR_MAX = 64;

export function checkCorrelatorAtEntry({ parameters, wayBack }: Entry, operator: Operator | undefined): void {
  const correlator = parameters.text("correlator");
  const isDemanded = operator !== undefined && has(operator, "correlator_at_checkout");
  if (correlator.length > CORRELATOR_MAX || (isDemanded && correlator === ""))
    throw new VisitRefused(wayBack, "invalid_correlator");
}

/** What is paid once needs a price; its bounds are the operator's, as soon as that is known. */
export function checkPrice(
  wayBack: WayBack,
  { kind }: Service,
  { price, operator }: { readonly price: string; readonly operator: Operator | undefined },
): void {
  if (kind === "subscription") return;
  const currency = operator?.currency ?? MOST_DIGITS;
  const amount = parseAmount(price, currency);
  const fits = amount !== null && amount > 0n && (operator === undefined || isWithin(amount, operator));
  if (!fits) throw new VisitRefused(wayBack, "invalid_price");
}

/** A currency with the most digits after the point. */
const MOST_DIGITS = "KWD";

function isWithin(amount: bigint, { min, max }: Operator): boolean {
  return amount >= min && (max === null || amount <= max);
}

/** Where the customer comes from, and whether anybody wants them. */
export function checkTraffic({ host, request, wayBack }: Entry, service: Service): void {
  const { headers } = request;
  const referral = headers["referer"] ?? "";
  if (service.referral_black_list.some((listed) => referral.includes(listed)))
    throw new VisitRefused(wayBack, "invalid_referral_is_blacklisted");
  const browser = headers["user-agent"] ?? "";
  const address = addressOf(host, request);
  const listed = texts(host, "fraud_listed_addresses");
  if (listed.some((bad) => bad === address || browser.includes(bad)))
    throw new VisitRefused(wayBack, "block_fraud");
  checkBlock(wayBack, service);
}

export function checkBlock(wayBack: WayBack, { block_reason }: Service): void {
  if (block_reason === null) return;
  const slug = block_reason.toLowerCase().replace(/\W+/g, "_");
  throw new VisitRefused(wayBack, slug === "" ? "blocked" : `blocked_${slug}`);
}

export function checkNotBlocked(wayBack: WayBack, { block_list }: Service, msisdn: string): void {
  if (block_list.includes(msisdn)) throw new VisitRefused(wayBack, "user_blocked");
}

/** The number that the operator's own gateway has added to the request; empty where it has not. */
export function numberInHeader({ host, request, wayBack }: Entry): string {
  const msisdn = request.headers["x-msisdn"] ?? "";
  if (msisdn === "") return "";
  const address = addressOf(host, request);
  const gateway = operatorOfNumber(msisdn)?.gateway;
  if (gateway === undefined || !isInRange(address, gateway))
    throw new VisitRefused(wayBack, "request_not_from_operator_gateway_ip");
  return msisdn;
}

/** The only operator whose own checkout has a path of its own. */
export function checkOwnCheckout({ host, wayBack }: Entry, service: Service): void {
  const owner = operatorRows.find((operator) => has(operator, "own_checkout"));
  if (service.operator !== owner?.code)
    throw new VisitRefused(wayBack, "invalid_service_not_belong_to_axiata");
  if (isOn(host, "axiata_down")) throw new VisitRefused(wayBack, "unable_to_redirect_to_axiata");
}

/** As far as it is known before the customer is. */
export function operatorAtEntry(service: Service, msisdn: string): Operator | undefined {
  return operatorOfNumber(msisdn) ?? operatorByCode(service.operator ?? "");
}
