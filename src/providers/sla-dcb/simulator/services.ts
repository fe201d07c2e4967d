import type { SimulatorHost } from "../../../connector/simulator.ts";
import { text } from "./settings.ts";

export type Environment = "sandbox" | "production";

/** A merchant's password for the API. Kept under its user name. */
export type Credential = {
  readonly username: string;
  readonly password: string;
  readonly environment: Environment;
  /** Ranges of addresses from which it may be used. */
  readonly allow_list: readonly string[];
  readonly enabled: boolean;
  readonly merchant: string;
};

/** Kept under its URI. */
export type Merchant = {
  readonly uri: string;
  /** Operators with which nothing is agreed, by environment. */
  readonly without_agreement: Readonly<Record<Environment, readonly string[]>>;
};

type Flow = "pin_api" | "checkout" | "two_click" | "mo";

/** One product of a merchant, which the platform calls campaign or service. Kept under its URI. */
export type Service = {
  readonly uri: string;
  readonly service_name: string;
  readonly merchant: string;
  readonly kind: "subscription" | "one_off";
  readonly status: "draft" | "approved" | "inactive";
  /** Null: for customers of any operator. */
  readonly operator: string | null;
  /** The price of one period; empty for one-off charges. */
  readonly amount: string;
  readonly frequency: string;
  readonly notification_url: string;
  readonly trial_enabled: boolean;
  readonly free_period_enabled: boolean;
  readonly max_free_days: number;
  readonly grace_period_days: number;
  readonly retries_per_day: number;
  readonly partial_charging: boolean;
  readonly flows: readonly Flow[];
  readonly checkout_only: boolean;
  readonly fraud_required: "none" | "single" | "dual";
  readonly sms_allowed: boolean;
  readonly sms_dynamic_allowed: boolean;
  readonly mo_receiver: string;
  readonly mo_keyword: string;
  readonly mo_inactive: boolean;
  /** Empty: everybody. */
  readonly allow_list: readonly string[];
  readonly block_list: readonly string[];
  readonly creates_per_7_days: number;
  readonly civil_id_check: boolean;
  readonly referral_black_list: readonly string[];
  /** Why every visit to the checkout is blocked; an empty text gives no reason, null blocks none. */
  readonly block_reason: string | null;
};

/** What a service is set to that works; the setting of the sandbox says where it really is. */
export const NOTIFICATION_URL = "http://127.0.0.1:9/notifications";

/** Undefined where nobody has it. */
export function serviceByUri(host: SimulatorHost, uri: string): Service | undefined {
  const service = host.records.get<Service>("service", uri);
  return service === undefined ? undefined : withPortalChanges(host, service);
}

export function services(host: SimulatorHost): readonly Service[] {
  return host.records.all<Service>("service").map(([, service]) => withPortalChanges(host, service));
}

export function merchantByUri(host: SimulatorHost, uri: string): Merchant | undefined {
  return host.records.get<Merchant>("merchant", uri);
}

/** Where the notifications of a service go. */
export function notificationUrlOf(host: SimulatorHost, { notification_url }: Service): string {
  if (notification_url !== NOTIFICATION_URL) return notification_url;
  return text(host, "notification_url") ?? NOTIFICATION_URL;
}

function withPortalChanges(host: SimulatorHost, service: Service): Service {
  const changes = host.setting("services");
  if (typeof changes !== "object" || changes === null || Array.isArray(changes)) return service;
  const own = (changes as Readonly<Record<string, unknown>>)[service.uri];
  return typeof own === "object" && own !== null ? { ...service, ...own } : service;
}
