import type { VerifiedCallback } from "../../../connector/connector.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { SubscriptionFinding, SubscriptionStatus } from "../../../core/subscription.ts";
import type { MomoConfig } from "../config.ts";
import { readAnswer, readNotification, readToken, type Told, toldBy } from "../wire.ts";
import { findingOf, type Heard } from "./findings.ts";
import { customerOf, linkKindOf } from "./link-options.ts";
import { decryptToken, type LinkedWallet, writeSecret } from "./tokens.ts";

/** The order is open: the customer goes on at the page that it names. */
export function readLinkCreate({ status, body }: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  const told = readAnswer(body);
  const heard = { evidence: "answer", call: "subscribe", http_status: status, zero: "api" } as const;
  const finding = findingOf(told, { ...heard, ...namedAs(order.attempt_reference) });
  const payer_url = told.bindingUrl ?? told.payUrl;
  const isOpen = finding.strength === "proof" && payer_url !== null;
  const standing = finding.reading.finality === "interim" ? "pending" : null;
  return {
    ...standingAt(finding, standing),
    provider_reference: nameIn(told, order),
    ...(isOpen && { payer_url }),
  };
}

export function readLinkInquiry({ status, body }: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  return readAgreement(readAnswer(body), { evidence: "inquiry", http_status: status, order });
}

export function readLinkCallback({ body }: VerifiedCallback, order: SubscriptionOrder): SubscriptionFinding {
  return readAgreement(toldBy(readNotification(body)), { evidence: "callback", http_status: null, order });
}

/** Seen by the customer, so only a hint; what it hands over is proven by the call that sends it. */
export function readLinkReturn({ query }: VerifiedCallback, order: SubscriptionOrder): SubscriptionFinding {
  const finding = readAgreement(toldBy(query), { evidence: "redirect", http_status: null, order });
  return { ...finding, strength: "hint" };
}

interface Source extends Pick<Heard, "evidence" | "http_status"> {
  readonly order: SubscriptionOrder;
}

/** Whether the customer has agreed. Nothing can be charged yet even so: the token has to be fetched first. */
function readAgreement(told: Told, { order, ...source }: Source): SubscriptionFinding {
  const heard = { ...source, call: "bind", zero: "result", ...namedAs(order.attempt_reference) } as const;
  const finding = findingOf(told, heard);
  const hasAgreed = told.resultCode !== null && AGREED.includes(told.resultCode);
  const handsOver = hasAgreed && finding.strength === "proof" && told.callbackToken !== null;
  return {
    ...standingAt(finding, standingOf(finding)),
    provider_reference: nameIn(told, order),
    ...(handsOver && { payer_answer: told.callbackToken }),
  };
}

const AGREED: readonly string[] = ["0", "9000"];

/** A link has no name besides that of its order. */
function nameIn({ orderId }: Told, { attempt_reference }: SubscriptionOrder): string | null {
  return orderId === attempt_reference ? attempt_reference : null;
}

/** An answer without a token that can be read links nothing, whatever its code says. */
export function readBind(
  { status, body }: HttpAnswer,
  order: SubscriptionOrder,
  config: MomoConfig,
): SubscriptionFinding {
  const told = readAnswer(body);
  const heard = { evidence: "answer", call: "bind", http_status: status, zero: "api" } as const;
  const named = { ...heard, ...namedAs(order.attempt_reference) };
  if (told.resultCode !== "0") return standingAt(findingOf(told, named), null);
  const token = decryptToken(readToken(body) ?? "", config);
  const finding = findingOf(token === null ? { ...told, resultCode: null } : told, named);
  if (token === null || finding.strength === "hint")
    return standingAt({ ...finding, strength: "hint" }, null);
  return { ...standingAt(finding, "active"), secret: writeSecret(walletOf(token, order)) };
}

/** A plan's charges have to name the order by which the customer agreed. */
function walletOf(token: LinkedWallet["token"], order: SubscriptionOrder): LinkedWallet {
  const kind = linkKindOf(order);
  const named = kind === "plan" ? { ...token, initialOrderId: order.attempt_reference } : token;
  return { kind, partnerClientId: customerOf(order), token: named };
}

/** A token that does not exist any more is given up as well, perhaps by an earlier call of ours. */
export function readUnbind({ status, body }: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  const told = readAnswer(body);
  const heard = {
    evidence: "answer",
    call: "subscription_change",
    http_status: status,
    zero: "api",
  } as const;
  const finding = findingOf(told, { ...heard, ...namedAs(order.call_reference) });
  const isGone =
    finding.strength === "proof" && (told.resultCode === "0" || told.resultCode === NO_SUCH_TOKEN);
  return standingAt(finding, isGone ? "ended" : null);
}

const NO_SUCH_TOKEN = "2001";

function namedAs(name: string): Pick<Heard, "names" | "in_one_step"> {
  return { names: [name], in_one_step: false };
}

function standingOf({ reading, strength }: Finding): SubscriptionStatus | null {
  if (strength === "hint") return null;
  if (reading.finality === "interim") return "pending";
  return reading.finality === "final" ? "ended" : null;
}

/** MoMo charges nothing of its own accord, and renews nothing. */
function standingAt(
  { evidence, about, strength, reading, provider }: Finding,
  standing: SubscriptionStatus | null,
): SubscriptionFinding {
  return {
    evidence,
    about: about === "operation" ? "subscription" : "call",
    strength,
    reading,
    provider,
    standing,
    provider_reference: null,
    renews_at: null,
    charges: [],
  };
}
