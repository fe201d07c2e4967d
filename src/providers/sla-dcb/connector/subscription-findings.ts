import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { ProviderWords, Reading } from "../../../core/outcome.ts";
import type { SubscriptionFinding, SubscriptionStatus } from "../../../core/subscription.ts";
import { codes } from "../codes.ts";
import type { Result } from "../wire/result.ts";
import type { ApiError } from "../wire.ts";
import { NO_CODE, readError } from "./error-reading.ts";
import { standingOf } from "./standings.ts";
import { chargeIn, readTransaction, retriedByThem } from "./subscription-charges.ts";

/** How a message about a subscription came, and by which of our calls it was asked for. */
export interface Heard {
  readonly evidence: SubscriptionFinding["evidence"];
  readonly call: Extract<Call, "subscribe" | "subscription_change" | "inquiry">;
  readonly http_status: number | null;
}

/** A charge was tried: it made the subscription, woke it up or renewed it, or was to do so. */
export function foundCharged(
  result: Result,
  heard: Heard,
  whenDeclined: SubscriptionStatus,
): SubscriptionFinding {
  const { status } = result.transaction;
  const said = readTransaction(status);
  const standing = standingAfter(said, status, whenDeclined);
  const reading = standing === "grace" ? retriedByThem(said) : said;
  return {
    ...found(heard, throughOthers(reading), { code: status, message: null }),
    standing,
    provider_reference: result.uuid,
    renews_at: result.next_payment_at,
    charges: chargeIn(result, reading, heard.http_status),
  };
}

/** Operators that bill by themselves say that the subscription is made, and nothing of its charge. */
function standingAfter(
  { category, finality }: Reading,
  status: string | null,
  whenDeclined: SubscriptionStatus,
): SubscriptionStatus | null {
  if (category === "completed" || status === "SUCCESS") return "active";
  return finality === "final" ? whenDeclined : null;
}

/** Whatever customers have still to do after a charge was asked for, they do with their operator, not through us. */
function throughOthers(reading: Reading): Reading {
  const waits = reading.finality === "interim" && reading.actor === "payer";
  return waits ? { ...reading, actor: "provider" } : reading;
}

/** Where it stands, in a word, and no charge. */
export function foundState(result: Result, heard: Heard, state: string | null): SubscriptionFinding {
  return {
    ...found(heard, readState(state), { code: state, message: null }),
    standing: standingOf(state),
    provider_reference: result.uuid,
    renews_at: result.next_payment_at,
  };
}

/** Received, and nothing more is said: `name` is how the registry calls what was received. */
export function foundAcknowledged(name: string, heard: Heard): SubscriptionFinding {
  return found(heard, readError({ code: name, words: null }, heard), { code: name, message: null });
}

/** The request was refused, or nobody could be asked. */
export function foundError(error: ApiError, heard: Heard): SubscriptionFinding {
  return found(heard, readError(error, heard), { code: error.code, message: error.words });
}

/** Bytes that are no message of theirs, or one that says nothing of what was asked. */
export function foundNothing(heard: Heard): SubscriptionFinding {
  return foundError({ code: null, category: null, words: null }, heard);
}

/** The customer has had the same one since before ours was asked for, so it is certain that ours is not made. */
export function foundRefused(heard: Heard): SubscriptionFinding {
  const exists = readError({ code: "2012", words: null }, { ...heard, call: "subscribe" });
  const certain = { finality: "final", money: "not_moved", advice: { action: "none" } } as const;
  const finding = found(heard, { ...exists, ...certain }, { code: null, message: null });
  return { ...finding, standing: "ended" };
}

/** It says nothing of the subscription itself. */
export function aboutTheCall(finding: SubscriptionFinding): SubscriptionFinding {
  return { ...finding, about: "call" };
}

/** It proves nothing; what it says is a reason to ask. */
export function asHint(finding: SubscriptionFinding): SubscriptionFinding {
  return { ...finding, strength: "hint" };
}

export function isKnownState(word: string): boolean {
  return readState(word).known;
}

function found(
  { evidence, http_status }: Heard,
  reading: Reading,
  said: Pick<ProviderWords, "code" | "message">,
): SubscriptionFinding {
  return {
    evidence,
    about: "subscription",
    strength: "proof",
    reading,
    provider: { ...said, label: null, http_status },
    standing: null,
    provider_reference: null,
    renews_at: null,
    charges: [],
  };
}

function readState(state: string | null): Reading {
  const code = state ?? NO_CODE;
  return readCode(codes, { surface: "notification", call: null, http_status: null, code, message: null });
}
