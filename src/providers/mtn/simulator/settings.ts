import type { Json, SimulatorHost } from "../../../connector/simulator.ts";
import { choiceSet, numberSet } from "../../../connector/simulator-settings.ts";
import { faults } from "./faults.ts";

/** What holds where nobody has set anything else. */
const numbers = {
  auto_approve_after_ms: 3_000,
  prompt_lives_ms: 60_000,
  approval_wait_ms: 0,
  settle_later_ms: 20_000,
  provision_ms: 5_000,
  slow_ms: 5_000,
  time_out_after_ms: 0,
  token_lives_s: 3_599,
  app_calls_per_second: 50,
  app_calls_at_once: 100,
  customer_calls_per_minute: 5,
  callback_timeout_ms: 5_000,
  callback_attempts: 1,
  callback_retry_every_ms: 60_000,
} as const;

/** The first of each holds where nobody has set anything else. */
const choices = {
  error_body: ["five_fields_and_code", "five_fields", "canonical", "mixed"],
  pending_style: ["interim", "final200", "bare102", "illegal102"],
  dedupe: ["correlatorId", "none"],
  applied: ["later", "yes", "no", "lost"],
  failed_part_style: ["empty_data", "omit", "null_data"],
  null_style: ["text", "json"],
  link_style: ["_links", "_link", "links"],
  success_word: ["Successful", "SUCCESSFULL", "Succesful", "Completed"],
} as const;

const switches = {
  not_found_as_null: false,
  empty_href: true,
  code_in_207: true,
  strict_subscribe: false,
  provision_later: false,
  unsubscribe_fails: false,
  pending_as_success: false,
  services_say_2000: false,
} as const;

export const settings: Readonly<Record<string, string>> = {
  auto_approve_after_ms:
    "When an ordinary payer approves, after the prompt (3000). Null: the payer waits for an act on the phone.",
  prompt_lives_ms: "How long a prompt waits for an answer (60000).",
  approval_wait_ms:
    "How long a payment call waits for the payer before it answers Pending (0). With as long as a prompt lives, silence is 1012.",
  settle_later_ms: "When money moves that moves only after an answer which leaves doubt (20000).",
  provision_ms: "How long a subscription stays Pending where provision_later is on (5000).",
  slow_ms: "How long a slow system needs (5000).",
  time_out_after_ms: "How long the gateway waits before it says 3003, 1007 or 3001 (0).",
  token_lives_s: "How long an access token is good, in seconds (3599).",
  app_calls_per_second: "Calls of one app in a second before 3006 (50). Null: no limit.",
  app_calls_at_once: "Calls that an app can save up (100).",
  customer_calls_per_minute:
    "Money and subscription calls about one customer in a minute before 1013 (5). Null: no limit.",
  retry_after_s: "Seconds in the Retry-After header of 1013 and 3006. Unset: no such header.",
  callback_timeout_ms: "How long the receiver of a callback may take, in real time (5000).",
  callback_attempts: "How often a callback is tried until a 2xx comes back (1).",
  callback_retry_every_ms: "From one attempt to the next (60000).",
  error_body:
    "The body of errors: five_fields_and_code (the default); five_fields, the page's example, which has no code; canonical; mixed.",
  pending_style:
    "How 1004 is sent: interim, 102 and then a final 202 (the default); final200; bare102, and then nothing; illegal102, with a body, and then the connection breaks.",
  dedupe:
    "correlatorId: a repeated one is the same operation (the default). none: the operation is carried out again.",
  applied:
    "What became of money where 1004, 1007, 3001 or 3003 was answered: later (the default), yes, no, lost (never heard of).",
  systems:
    'States of the systems behind, for example {"ECW": "timeout"}: up, slow, timeout (3003), stall (1007), garbage (3001), refuse (2000), maintenance (3000). Systems: RBT, CSM, ECW, AIR, HLR.',
  answer_with:
    'A code with which calls are answered, for all of them or by operation, for example {"status": "3001"}.',
  part_fails: 'Parts of a profile that fail for everybody, for example {"location": "empty_data"}.',
  failed_part_style:
    "How a part looks whose system failed: empty_data, data is {} and a list is left out (the default); omit; null_data.",
  null_style: 'How a missing country and operator are written: text, "null" (the default), or json.',
  link_style: "_links (the default), _link, or links, an array.",
  success_word: "data.status of a success: Successful (the default), SUCCESSFULL, Succesful or Completed.",
  not_found_as_null: 'True: an unknown customer is {"data": null} with status 404 on every reading.',
  empty_href: "False: a null object has a link like any other (true).",
  code_in_207: "False: a 207 has no statusCode (true).",
  strict_subscribe: "True: subscribing needs a subscriptionName.",
  provision_later: "True: a subscription is taken with 202 and Pending.",
  pending_as_success: "True: the status call tells of an open payment with 0000, 200 and the word Pending.",
  services_say_2000: "True: each service of the newer subscription list says 2000 beside its data.",
  unsubscribe_fails: "True: an unsubscribe is unsuccessful, with HTTP status 200.",
  ...faults,
};

/** Null, where it is allowed, means without limit or never. */
export function numberOrNull(host: SimulatorHost, name: keyof typeof numbers): number | null {
  return host.setting(name) === null ? null : number(host, name);
}

export function number(host: SimulatorHost, name: keyof typeof numbers): number {
  return numberSet(host, name, numbers);
}

export function choice<Name extends keyof typeof choices>(
  host: SimulatorHost,
  name: Name,
): (typeof choices)[Name][number] {
  return choiceSet(host, name, choices);
}

export function isOn(host: SimulatorHost, name: keyof typeof switches): boolean {
  const value = host.setting(name);
  return typeof value === "boolean" ? value : switches[name];
}

/** One entry of a setting that is an object. */
export function entryOf(host: SimulatorHost, setting: string, name: string): Json | undefined {
  const set = host.setting(setting);
  if (typeof set !== "object" || set === null || Array.isArray(set)) return undefined;
  return Object.entries(set).find(([key]) => key === name)?.[1];
}

/** Undefined where no such header is sent. */
export function retryAfter(host: SimulatorHost): string | undefined {
  const seconds = host.setting("retry_after_s");
  return typeof seconds === "number" ? String(seconds) : undefined;
}
