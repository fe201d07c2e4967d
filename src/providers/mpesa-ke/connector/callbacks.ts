import { createHmac } from "node:crypto";
import {
  isSigned,
  type Known,
  markVerified,
  type RawCallback,
  type Verification,
  type VerifiedCallback,
} from "../../../connector/connector.ts";
import { asHint } from "../../../connector/finding.ts";
import { sameText } from "../../../connector/same-text.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { MpesaConfig } from "../config.ts";
import { type CallbackMessage, readCallbackMessage } from "../wire.ts";
import { findingOf, hasUnreadableAmount, resultFinding } from "./findings.ts";

/** HMAC-SHA-256 over the bytes as they came; the same JSON written anew has other bytes and another signature. */
export function verifyCallback(callback: RawCallback, config: MpesaConfig): Verification {
  if (callback.method !== "POST") return refused("A result always comes by POST.");
  if (config.callbacks === "unsigned")
    return { verdict: "verified", callback: markVerified(callback, "unsigned") };
  if (config.webhook_secret === "")
    return refused("The connection has no webhook secret, so no signature can be checked.");
  const signature = callback.headers[config.signature_header.toLowerCase()];
  if (signature === undefined) return refused(`The header ${config.signature_header} is missing.`);
  return sameText(signature, expectedSignature(callback.body, config))
    ? { verdict: "verified", callback: markVerified(callback, "signed") }
    : refused("The signature is not that of these bytes under the connection's webhook secret.");
}

function refused(cause: string): Verification {
  return { verdict: "refused", cause };
}

function expectedSignature(body: Uint8Array, config: MpesaConfig): string {
  const digest = createHmac("sha256", config.webhook_secret).update(body).digest(config.signature_encoding);
  return config.signature_prefix + digest;
}

/** Proof only where it is signed, fresh and free of contradictions; everything else makes us ask. */
export function readCallback(callback: VerifiedCallback, known: Known, now_ms: number): Finding {
  const message = readCallbackMessage(callback.body);
  const { result_code } = message;
  if (result_code === null) return unusable("unreadable callback", message);
  if (contradicts(message, known)) return unusable("contradiction", message);
  const finding = resultFinding(
    { ...message, result_code },
    { evidence: "callback", http_status: null, asked: known.amount },
  );
  return isSigned(callback) && isFresh(message.timestamp, now_ms) ? finding : asHint(finding);
}

function unusable(read_as: string, { result_code: code, words }: CallbackMessage): Finding {
  return asHint(
    findingOf({ evidence: "callback", surface: "result", http_status: null, read_as, code, words }),
  );
}

/** The code decides, but a message that disagrees with itself, or with the push that we know, decides nothing. */
function contradicts(message: CallbackMessage, known: Known): boolean {
  const { checkout_request_id, inner_result_code, receipt, result_code, status } = message;
  const paid = result_code === "0";
  const anotherPush =
    checkout_request_id === null ||
    (known.provider_reference !== null && checkout_request_id !== known.provider_reference);
  const statusDisagrees = paid ? status === "failed" : status === "completed";
  const innerDisagrees = inner_result_code !== null && inner_result_code !== result_code;
  const paidWithoutReceipt = paid && receipt === null;
  return (
    anotherPush || statusDisagrees || innerDisagrees || paidWithoutReceipt || hasUnreadableAmount(message)
  );
}

/** The last delivery comes 111 minutes after the result; the rest is for clocks that differ. */
const OLDEST_MS = 3 * 3_600_000;
const FUTURE_MS = 5 * 60_000;

/** Only the body is signed, so freshness rests on the time of the result, which is not that of the delivery. */
function isFresh(timestamp: string | null, now_ms: number): boolean {
  if (timestamp === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(timestamp)) return false;
  const age_ms = now_ms - Date.parse(timestamp);
  return age_ms >= -FUTURE_MS && age_ms <= OLDEST_MS;
}
