import {
  type Known,
  markVerified,
  type RawCallback,
  type Verification,
  type VerifiedCallback,
} from "../../../connector/connector.ts";
import { asHint } from "../../../connector/finding.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { SlaConfig } from "../config.ts";
import { readAnswer } from "../wire.ts";
import { findingOf } from "./findings.ts";

/** Notifications are not signed: what we can see is whether they are meant for this merchant. The rest is for us to ask. */
export function verifyCallback(callback: RawCallback, config: SlaConfig): Verification {
  if (callback.method !== "POST") return refused("A notification always comes by POST.");
  const answer = readAnswer(callback.body);
  if (answer.says !== "accepted" && answer.says !== "declined")
    return refused("It is no notification of theirs.");
  if (answer.result.merchant !== config.merchant) return refused("It is meant for another merchant.");
  return { verdict: "verified", callback: markVerified(callback, "unsigned") };
}

function refused(cause: string): Verification {
  return { verdict: "refused", cause };
}

/** Brings the name by which the charge can be asked about; what it says of the money, the inquiry has to say too. */
export function readCallback(callback: VerifiedCallback, known: Known): Finding {
  const finding = findingOf(readAnswer(callback.body), {
    evidence: "callback",
    call: "submit",
    http_status: null,
    order: known,
  });
  return asHint(finding);
}
