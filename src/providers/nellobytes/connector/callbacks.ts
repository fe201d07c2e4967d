import {
  type Known,
  markVerified,
  type RawCallback,
  type Verification,
  type VerifiedCallback,
} from "../../../connector/connector.ts";
import type { Finding } from "../../../core/outcome.ts";
import { readCallbackMessage } from "../wire.ts";
import { messageFinding } from "./findings.ts";

/** Nothing is signed and no sender's address is known. What vouches for a callback is its URL alone, and that is little. */
export function verifyCallback(callback: RawCallback): Verification {
  if (callback.method === "GET" || callback.method === "POST")
    return { verdict: "verified", callback: markVerified(callback, "unsigned") };
  return { verdict: "refused", cause: "The provider calls back by GET, or by POST with JSON." };
}

/** Never more than a reason to ask, whatever it says. */
export function readCallback(callback: VerifiedCallback, known: Known): Finding {
  const finding = messageFinding(readCallbackMessage(callback), {
    evidence: "callback",
    call: "submit",
    http_status: null,
    request_id: known.attempt_reference,
    order_id: known.provider_reference,
  });
  return { ...finding, strength: "hint" };
}
