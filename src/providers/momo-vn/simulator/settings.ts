import type { SimulatorHost } from "../../../connector/simulator.ts";
import { choiceSet, numberSet as setNumber } from "../../../connector/simulator-settings.ts";
import { faults } from "./faults.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What holds where nobody has set anything else. */
const numbers = {
  processing_ms: 500,
  bank_ms: 2_000,
  order_lives_ms: 100 * MINUTE_MS,
  link_lives_ms: 15 * MINUTE_MS,
  hold_lives_ms: 24 * HOUR_MS,
  answer_after_ms: 0,
  ipn_timeout_ms: 15_000,
  ipn_retries: 0,
  ipn_retry_after_ms: MINUTE_MS,
  replay_status: 200,
} as const;

/** The first of each holds where nobody has set anything else. */
const choices = {
  notification_lang: ["order", "vi", "en"],
  signed_create: ["no", "with_message", "without_message"],
  link_ends_with: ["0", "9000"],
} as const;

const AUTO_APPROVE_AFTER_MS = 3_000;

export const settings: Readonly<Record<string, string>> = {
  auto_approve_after_ms:
    "When an ordinary payer confirms a new order (3000). Null: the payer waits for a visit of the page or an act on the phone.",
  processing_ms: "How long a confirmed payment from a wallet is at 7000 (500).",
  bank_ms: "How long a confirmed payment by card is at 7002 (2000).",
  order_lives_ms: "How long an order waits for its payer where orderExpireTime does not say it (6000000).",
  link_lives_ms: "The same for an order that links a wallet (900000).",
  hold_lives_ms: "How long an authorized payment is held before it is released, 1003 (86400000).",
  answer_after_ms:
    "How long the gateway takes to answer whatever changes something (0); a repeated request meanwhile gets 422 with 7000.",
  ipn_timeout_ms: "How long the receiver of a notification may take, in real time (15000).",
  ipn_retries: "How often a notification that was not answered with 204 is sent again (0).",
  ipn_retry_after_ms: "From one such attempt to the next (60000).",
  replay_status: "The HTTP status of an answer that is given again (200).",
  notification_lang:
    "The language of notifications and redirects: order, that of the request (the default); vi; en.",
  signed_create:
    "Whether the answer to create is signed: no (the default), with_message or without_message, after two published recipes.",
  link_ends_with: "The code of a link that the payer agreed to: 0 (the default) or 9000.",
  notify_cancel_and_expiry: "True: 1003, 1005, 1006 and 1017 are notified too.",
  maintenance: "True: every call is answered with 10.",
  bare_errors: "True: 40, 41 and 42 name neither order nor request, like other errors.",
  ...faults,
};

export function numberSet(host: SimulatorHost, name: keyof typeof numbers): number {
  return setNumber(host, name, numbers);
}

export function choice<Name extends keyof typeof choices>(
  host: SimulatorHost,
  name: Name,
): (typeof choices)[Name][number] {
  return choiceSet(host, name, choices);
}

export function isOn(
  host: SimulatorHost,
  name: "notify_cancel_and_expiry" | "maintenance" | "bare_errors",
): boolean {
  return host.setting(name) === true;
}

/** Null where an ordinary payer does nothing without being told. */
export function autoApproveAfter(host: SimulatorHost): number | null {
  const value = host.setting("auto_approve_after_ms");
  if (value === null) return null;
  return typeof value === "number" && value >= 0 ? value : AUTO_APPROVE_AFTER_MS;
}
