import {
  type Known,
  markVerified,
  type RawCallback,
  type Verification,
  type VerifiedCallback,
} from "../../../connector/connector.ts";
import { asHint } from "../../../connector/finding.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { MomoConfig } from "../config.ts";
import { readNotification, toldBy } from "../wire.ts";
import { findingOf } from "./findings.ts";
import { ofPayment } from "./payments.ts";
import { isSignedBy, type Recipe, type Signed } from "./signatures.ts";

/** The notification: the message is signed, whichever order its fields come in. */
export function verifyCallback(callback: RawCallback, config: MomoConfig): Verification {
  if (callback.method !== "POST") return refused("A notification always comes by POST.");
  return verify(readNotification(callback.body), { callback, config });
}

/** The payer's browser, which brings the same fields in its URL. */
export function verifyReturn(callback: RawCallback, config: MomoConfig): Verification {
  return verify(callback.query, { callback, config });
}

function verify(
  fields: Signed,
  { callback, config }: { readonly callback: RawCallback; readonly config: MomoConfig },
): Verification {
  if (fields["partnerCode"] !== config.partner_code) return refused("It is meant for another merchant.");
  return recipesOf(fields).some((recipe) => isSignedBy(recipe, fields, config))
    ? { verdict: "verified", callback: markVerified(callback, "signed") }
    : refused("The signature is not that of these fields under the connection's keys.");
}

/**
 * A linked wallet's token is signed with the rest, and would be without proof beside the signature of a payment. Where
 * there is no token, a link that failed may be signed in either way, and nothing is read that only one of them covers.
 */
function recipesOf({ callbackToken = "" }: Signed): readonly Recipe[] {
  return callbackToken === "" ? ["outcome", "link_outcome"] : ["link_outcome"];
}

function refused(cause: string): Verification {
  return { verdict: "refused", cause };
}

export function readCallback(callback: VerifiedCallback, known: Known): Finding {
  const told = toldBy(readNotification(callback.body));
  return findingOf(told, { ...ofPayment(known), evidence: "callback", call: "submit", http_status: null });
}

/** Signed too, but seen by the payer, who may keep it and come with it again: no more than a reason to ask. */
export function readReturn(callback: VerifiedCallback, known: Known): Finding {
  const told = toldBy(callback.query);
  const heard = { ...ofPayment(known), evidence: "redirect", call: "submit", http_status: null } as const;
  return asHint(findingOf(told, heard));
}
