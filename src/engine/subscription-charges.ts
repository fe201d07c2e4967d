import { decide } from "../core/decide/decide.ts";
import { newId } from "../core/ids.ts";
import { firstMemory, outcomeOf } from "../core/operation.ts";
import { type Finding, isFinalStatus } from "../core/outcome.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import { accepted, noWords } from "../core/readings.ts";
import type { SubscriptionCharge, SubscriptionFinding } from "../core/subscription.ts";
import { accept } from "../store/accept.ts";
import type { Acceptance } from "../store/accept-statement.ts";
import type { Database } from "../store/database.ts";
import { readOperations } from "../store/operations.ts";
import { resourceOf } from "../store/resource.ts";
import type { StoredOperation } from "../store/stored-operation.ts";
import type { StoredSubscription } from "../store/stored-subscription.ts";
import { findSubscriptionByReference } from "../store/subscription-references.ts";
import type { Vault } from "../store/vault.ts";
import type { Engine } from "./engine.ts";
import { phoneDigest } from "./phone.ts";
import type { SubscriptionSubject } from "./subscription-calls.ts";
import { termsOf } from "./terms.ts";

export interface ChargesOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: SharedClock;
  readonly randomness: Randomness;
  readonly engine: Pick<Engine, "happenedAndGoOn">;
  readonly announced: () => void;
  readonly node: string;
  readonly lease_ms: number;
  readonly time_scale: number;
}

/**
 * The charges that a message about a subscription tells of become payments of it, each once, however often and by whomever
 * it is told. What becomes of such a payment is decided like that of any other: proof settles it, a hint makes us ask.
 * Answers with those that could not be taken, so that the provider is asked: nobody said what they cost, or whose they are.
 */
export async function takeCharges(
  subject: SubscriptionSubject,
  finding: SubscriptionFinding,
  options: ChargesOptions,
): Promise<readonly SubscriptionCharge[]> {
  const unpriced: SubscriptionCharge[] = [];
  if (finding.charges.length === 0 || (await isAnothers(subject, finding, options))) return unpriced;
  if (isUnverified(subject, finding)) return finding.charges;
  for (const charge of finding.charges) {
    const price = charge.amount ?? charge.price ?? priceOf(subject.subscription);
    if (price === null) unpriced.push(charge);
    else await takeCharge(subject, { charge, price, finding }, options);
  }
  return unpriced;
}

/** A message that proves nothing may tell of a true charge under the name of a subscription that there never was. */
function isUnverified({ subscription }: SubscriptionSubject, { strength }: SubscriptionFinding): boolean {
  const { origin, status } = subscription;
  return strength === "hint" && origin === "provider" && status === "pending";
}

/** A customer who was asked twice has one subscription at the provider, and each charge of it is a payment of the first. */
async function isAnothers(
  { subscription, connection }: SubscriptionSubject,
  finding: SubscriptionFinding,
  options: ChargesOptions,
): Promise<boolean> {
  const provider_reference = finding.provider_reference ?? subscription.memory.provider_reference;
  if (provider_reference === null) return false;
  const named = { connection_id: connection.id, provider_reference };
  const first = await findSubscriptionByReference(named, options);
  return first !== undefined && first !== subscription.id;
}

interface Told {
  readonly charge: SubscriptionCharge;
  readonly price: Price;
  readonly finding: SubscriptionFinding;
}

type Price = NonNullable<SubscriptionCharge["amount"]>;

/** What each period costs, where the merchant said so. */
function priceOf({ amount_minor, currency }: StoredSubscription): Price | null {
  return amount_minor === null || currency === null ? null : { minor: amount_minor, currency };
}

async function takeCharge(subject: SubscriptionSubject, told: Told, options: ChargesOptions): Promise<void> {
  const { slot } = subject.subscription;
  const acceptance = acceptanceOf(subject, told, options);
  const [stored] = await accept([acceptance], { ...options, offset_ms: options.clock.offset_ms });
  if (stored === undefined || stored.kind === "key_reused")
    throw new Error("A charge's key was taken by something else.");
  const { id } = JSON.parse(stored.answer.toString("utf8")) as { readonly id: string };
  if (stored.kind === "stored") options.announced();
  else if (await isKnown({ slot, id }, told, options)) return;
  const event = { type: "found", attempt: 1, finding: findingOf(told), at: options.clock.now() } as const;
  await options.engine.happenedAndGoOn({ slot, id, event, raw: null });
}

/** Providers list old charges again and again, and what is settled so need not be heard once more. */
async function isKnown(
  asked: { readonly slot: number; readonly id: string },
  { charge }: Told,
  options: ChargesOptions,
): Promise<boolean> {
  const status = (await readOperations([asked], options)).get(asked.id)?.status;
  if (status === undefined || !isFinalStatus(status)) return false;
  const { category, finality } = charge.reading;
  return finality !== "final" || (category === "completed") === (status === "succeeded");
}

/** What the message says of the charge, in the form of a message about a payment. */
function findingOf({ charge, finding }: Told): Finding {
  const { reading, provider, provider_reference, amount } = charge;
  return {
    evidence: finding.evidence,
    about: "operation",
    strength: finding.strength,
    reading,
    provider,
    provider_reference,
    receipt: null,
    amount_minor: amount?.minor ?? null,
  };
}

function acceptanceOf(subject: SubscriptionSubject, told: Told, options: ChargesOptions): Acceptance {
  const { subscription, provider } = subject;
  const { vault } = options;
  const operation = chargedPayment(subject, told, options);
  const key = vault.digest("subscription charge", `${subscription.id}/${told.charge.provider_reference}`);
  const { reference_holds_number } = provider.capabilities;
  return {
    operation,
    phone_digest: subscription.phone_number === null ? null : phoneDigest(subscription.phone_number, vault),
    key_digest: key,
    request_digest: key,
    answer: Buffer.from(JSON.stringify({ id: operation.id })),
    announcement: {
      id: newId(operation.slot, options),
      type: "payment.created",
      resource: resourceOf(operation, { reference_holds_number }),
    },
  };
}

/** A payment that the provider began: its only submit is open, and the first thing to do is to ask about it. */
function chargedPayment(
  { subscription, provider }: SubscriptionSubject,
  { charge, price }: Told,
  options: ChargesOptions,
): StoredOperation {
  const at = options.clock.now();
  const { slot, merchant_id, connection_id, environment, reference, description, metadata } = subscription;
  const asked = {
    kind: "payment",
    capture: "automatic",
    amount_minor: price.minor,
    created_at: at,
    status: "created",
    version: 1,
    outcome: outcomeOf(accepted, { evidence: null, at, provider: noWords, safe: false }),
    memory: firstMemory(at),
  } as const;
  const terms = termsOf(provider, asked, options.time_scale);
  const begun = decide({ ...asked, terms }, { type: "attempt_began", at }).operation;
  const open = { state: "open", ended_at: at } as const;
  return {
    ...asked,
    ...{ slot, merchant_id, connection_id, environment, reference, description, metadata },
    status: begun.status,
    outcome: begun.outcome,
    memory: {
      ...begun.memory,
      attempts: begun.memory.attempts.map((attempt) => ({ ...attempt, ...open })),
      opened_at: at,
      provider_reference: charge.provider_reference,
      next: { do: "inquire", at },
    },
    id: newId(slot, options),
    parent_id: subscription.id,
    provider: provider.id,
    currency: price.currency,
    provider_options: subscription.provider_options,
    phone_number: subscription.phone_number,
    phone_masked: subscription.phone_masked,
    updated_at: at,
  };
}
