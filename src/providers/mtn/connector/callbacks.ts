import {
  type Known,
  markVerified,
  type RawCallback,
  type Verification,
  type VerifiedCallback,
} from "../../../connector/connector.ts";
import { asHint } from "../../../connector/finding.ts";
import type { Finding } from "../../../core/outcome.ts";
import { read } from "./payments.ts";

/** No page says what is posted or how it is signed, so that only its URL vouches for it. */
export function verifyCallback(callback: RawCallback): Verification {
  return callback.method === "POST" || callback.method === "PUT"
    ? { verdict: "verified", callback: markVerified(callback, "unsigned") }
    : { verdict: "refused", cause: "A callback brings a body, by POST." };
}

/** Taken to look like the answer of the status call, and never more than a reason to make that call. */
export function readCallback({ body, headers }: VerifiedCallback, known: Known): Finding {
  const call = known.kind === "refund" ? "refund" : "submit";
  const answer = { status: 200, headers, body };
  return asHint(read(answer, { evidence: "callback", call, order: known }));
}
