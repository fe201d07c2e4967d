import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { refusal } from "../api-error.ts";
import { type Operator, offers } from "../operator/operators.ts";
import type { ApiCall } from "../parameters.ts";
import type { Service } from "../services.ts";
import { isOn } from "../settings.ts";
import { DAY_MS } from "./calendar.ts";
import { type State, subscriptionsOf } from "./subscriptions.ts";

const TRIAL_DAYS_MAX = 30;
const COUNTED_DAYS = 7;

/** States in which a customer already has the service. */
const having: readonly State[] = ["ACTIVE", "TRIAL", "FREE", "GRACE", "SUSPENDED", "INACTIVE"];

/** Free days at the beginning; zero for none. */
export function trialDays({ host, parameters }: ApiCall, service: Service, operator: Operator): number {
  if (!parameters.has("trial")) return 0;
  if (parameters.text("charge") === "false") throw refusal("2016", {});
  const days = Number(parameters.text("trial"));
  if (days === 0 && isOn(host, "lenient_trial_zero")) return 0;
  if (days <= 0) throw refusal("2031", {});
  const { service_name, trial_enabled } = service;
  if (!trial_enabled || !offers(operator, "trial")) throw refusal("5001", { service_name });
  if (days > TRIAL_DAYS_MAX) throw refusal("5002", {});
  return days;
}

export interface Subscriber {
  readonly msisdn: string;
  /** As the call names them. */
  readonly named: string;
  readonly operator: Operator;
}

/** A customer has a service once, and cannot ask for it all the time. */
export function checkRoomForOne(host: SimulatorHost, service: Service, subscriber: Subscriber): void {
  const { msisdn, named, operator } = subscriber;
  const earlier = subscriptionsOf(host, { msisdn, campaign: service.uri });
  if (earlier.some(({ state }) => state === "PROCESSING"))
    throw refusal("2038", { campaign_uri: service.uri, operator_name: operator.name, msisdn: named });
  if (earlier.some(({ state }) => having.includes(state)))
    throw refusal("2012", { campaign: service.uri, operator: operator.name });
  const since = host.now() - COUNTED_DAYS * DAY_MS;
  const recent = earlier.filter(({ created_at_ms }) => created_at_ms > since);
  if (recent.length >= service.creates_per_7_days) throw refusal("2032", {});
}

export function hadTrial(host: SimulatorHost, msisdn: string, { uri }: Service): boolean {
  return subscriptionsOf(host, { msisdn, campaign: uri }).some(({ had_trial }) => had_trial);
}
