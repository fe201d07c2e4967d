import type { Json, SimulatorHost } from "../../../connector/simulator.ts";
import { choiceSet, numberSet } from "../../../connector/simulator-settings.ts";

/** What holds where nobody has set anything else. */
const durations = {
  pin_lives_ms: 120_000,
  token_lives_ms: 120_000,
  fraud_token_lives_ms: 600_000,
  visit_lives_ms: 600_000,
  operator_decides_after_ms: 30_000,
  notification_timeout_ms: 10_000,
} as const;

/** The first of each holds where nobody has set anything else. */
const choices = {
  no_resources_form: ["code", "message"],
  timestamp_format: ["seconds", "milliseconds", "offset", "zone_name"],
  environment_without_credential: ["sandbox", "production"],
  fraud_verdict: ["allow", "block"],
} as const;

const RATE_LIMIT = 100;
const REPLY_AFTER_MS = 3_000;

export const settings: Readonly<Record<string, string>> = {
  notification_url: "Where notifications go; every service that works is set to it on the portal.",
  services:
    'Changes to service settings, as made on the portal: fields by campaign, such as {"campaign:…": {"retries_per_day": 1}}.',
  rate_limit: `Calls that one credential may make in a minute (${RATE_LIMIT}). Null: any number.`,
  caller_address: "The address that calls come from, unless x-forwarded-for names another (127.0.0.1).",
  only_provisioned_numbers:
    "True: a number has an account only once sandbox/provision made one; otherwise any number has (false).",
  sandbox_pin_passes: "False: 000000 is no PIN for every customer in the sandbox environment (true).",
  pin_lives_ms: "How long a PIN can be used (120000).",
  token_lives_ms: "How long a token can be used (120000).",
  fraud_token_lives_ms: "How long a fraud token can be used (600000).",
  visit_lives_ms: "How long a visit to the checkout stays open (600000).",
  operator_decides_after_ms: "How long an operator that answers WAITING takes to decide (30000).",
  operator_down: "True: no operator can be reached, and every call that needs one ends with No resources.",
  unclear_statuses_charge:
    "True: SYSTEM_ERROR, FAILED, ERROR and CREATED stand for charges that were made all the same.",
  mo_reply_after_ms: `When a customer says yes to an asking SMS (${REPLY_AFTER_MS}). Null: they wait for an act on the phone.`,
  notification_timeout_ms: "How long the receiver of a notification may take, in real time (10000).",
  timestamp_format:
    "How times of transactions are written: seconds, 2026-03-01T09:00:00Z (the default); milliseconds, 2026-03-01T09:00:00.000+00:00; offset, 2026-03-01 09:00:00 +0000; zone_name, 2026-03-01 09:00:00 UTC.",
  misspelt_code: "True: the code of an error stands under cdoe, as an example of the documents has it.",
  no_resources_form:
    "How the last line of the error page is read: code, No resources is the code (the default); message, there is no code and No resources is the message.",
  lenient_trial_zero: "True: trial=0 is taken as no trial, not refused with 2031.",
  flat_trial_answer: "True: the answer to a create with a trial has msisdn beside success: true.",
  environment_without_credential:
    "The environment of checkout visits and incoming SMS, which carry no credential: sandbox (the default) or production.",
  fraud_verdict: "What the fraud engine thinks of new tokens: allow (the default) or block.",
  fraud_listed_addresses: "Addresses and parts of user agents that are stopped at the checkout's door.",
  axiata_down: "True: Axiata's own checkout cannot be reached.",
  encoded_ampersand: "True: the ampersand in not_found&param=… is percent-encoded in the redirect.",
};

export function duration(host: SimulatorHost, name: keyof typeof durations): number {
  return numberSet(host, name, durations);
}

export function choice<Name extends keyof typeof choices>(
  host: SimulatorHost,
  name: Name,
): (typeof choices)[Name][number] {
  return choiceSet(host, name, choices);
}

type Switch =
  | "only_provisioned_numbers"
  | "operator_down"
  | "unclear_statuses_charge"
  | "misspelt_code"
  | "lenient_trial_zero"
  | "flat_trial_answer"
  | "axiata_down"
  | "encoded_ampersand";

export function isOn(host: SimulatorHost, name: Switch): boolean {
  return host.setting(name) === true;
}

export function sandboxPinPasses(host: SimulatorHost): boolean {
  return host.setting("sandbox_pin_passes") !== false;
}

/** Null where nobody counts. */
export function rateLimit(host: SimulatorHost): number | null {
  const value = host.setting("rate_limit");
  return value === null || typeof value === "number" ? value : RATE_LIMIT;
}

/** Null where a customer does nothing without being told. */
export function replyAfter(host: SimulatorHost): number | null {
  const value = host.setting("mo_reply_after_ms");
  return value === null || typeof value === "number" ? value : REPLY_AFTER_MS;
}

export function texts(host: SimulatorHost, name: "fraud_listed_addresses"): readonly string[] {
  const value: Json | undefined = host.setting(name);
  return Array.isArray(value) ? value.map(String) : [];
}

export function text(host: SimulatorHost, name: "notification_url" | "caller_address"): string | null {
  const value = host.setting(name);
  return typeof value === "string" ? value : null;
}
