import type { SimulatorHost } from "../../../connector/simulator.ts";
import { faults } from "./faults.ts";

/** What holds where nobody has set anything else. */
const defaults = {
  auto_approve_after_ms: 3_000,
  prompt_lives_ms: 60_000,
  // A newcomer pastes the same request twice within two minutes and must not meet a rule that they have not read of.
  same_payment_window_ms: 0,
  second_push: "ends_busy",
  pending_answer: "4999",
  check_callback: true,
  require_https: false,
  callback_check_timeout_ms: 5_000,
  webhook_timeout_ms: 30_000,
} as const;

export const settings: Readonly<Record<string, string>> = {
  auto_approve_after_ms:
    "When an ordinary payer types the right PIN, after the prompt (3000). Null: the payer waits for an act on the phone.",
  prompt_lives_ms: "How long a prompt waits for an answer (60000).",
  same_payment_window_ms:
    "How long M-Pesa refuses the same payer, shortcode and amount after a payment, result 17; M-Pesa itself is said to do so for 120000 (0).",
  second_push:
    "What becomes of a push to a phone with an open prompt: ends_busy, result 1001 by webhook (the default); kills_first, the same, and the answer to the first prompt is lost; refused_at_once, STK_PUSH_FAILED.",
  pending_answer:
    "How a query says that a push is still open: 4999 (the default), empty_result, or daraja_error, an HTTP 500 with 500.001.1001.",
  check_callback: "False: initiate does not try out the callback URL (true).",
  require_https: "True: a callback URL must be https (false).",
  callback_check_timeout_ms: "How long the GET to the callback URL may take, in real time (5000).",
  webhook_timeout_ms: "How long the receiver of a webhook may take, in real time (30000).",
  ...faults,
};

type Duration =
  | "prompt_lives_ms"
  | "same_payment_window_ms"
  | "callback_check_timeout_ms"
  | "webhook_timeout_ms";

export function duration(host: SimulatorHost, name: Duration): number {
  const value = host.setting(name);
  return typeof value === "number" && value >= 0 ? value : defaults[name];
}

export function isOn(host: SimulatorHost, name: "check_callback" | "require_https"): boolean {
  const value = host.setting(name);
  return typeof value === "boolean" ? value : defaults[name];
}

/** Null where an ordinary payer does nothing without being told. */
export function autoApproveAfter(host: SimulatorHost): number | null {
  const value = host.setting("auto_approve_after_ms");
  if (value === null) return null;
  return typeof value === "number" && value >= 0 ? value : defaults.auto_approve_after_ms;
}

export function secondPush(host: SimulatorHost): "ends_busy" | "kills_first" | "refused_at_once" {
  const value = host.setting("second_push");
  return value === "kills_first" || value === "refused_at_once" ? value : defaults.second_push;
}

export function pendingAnswer(host: SimulatorHost): "4999" | "empty_result" | "daraja_error" {
  const value = host.setting("pending_answer");
  return value === "empty_result" || value === "daraja_error" ? value : defaults.pending_answer;
}
