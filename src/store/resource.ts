import type { Language } from "../catalogue/reasons.ts";
import { wordsFor } from "../catalogue/spoken-words.ts";
import { registryVersion } from "../catalogue/version.ts";
import { showId } from "../core/ids.ts";
import { type Amount, formatMoney } from "../core/money.ts";
import type { Outcome, ProviderWords } from "../core/outcome.ts";
import { maskDigits } from "../lib/mask.ts";
import type { StoredOperation } from "./stored-operation.ts";

/**
 * An operation as merchants see it, in the API and in webhooks alike. Phone numbers are masked, and so are provider
 * references that hold one.
 */
export function resourceOf(
  operation: StoredOperation,
  shows: {
    readonly reference_holds_number: boolean;
    /** Of the words for the payer; left out: English. */
    readonly language?: Language;
  },
) {
  const { memory } = operation;
  const reference = memory.provider_reference;
  const provider_reference =
    reference !== null && shows.reference_holds_number ? maskDigits(reference) : reference;
  const whole = {
    id: showId(operation.kind, operation.id),
    object: operation.kind,
    status: operation.status,
    amount: amountOf(operation),
    provider: operation.provider,
    environment: operation.environment,
    phone_number: operation.phone_masked,
    reference: operation.reference,
    description: operation.description,
    metadata: operation.metadata,
    provider_options: operation.provider_options,
    capture: operation.capture,
    provider_reference,
    receipt: memory.receipt,
    outcome: {
      ...outcomeResource(operation.outcome, shows.language ?? "en"),
      provider: {
        id: operation.provider,
        ...wordsOf(operation.outcome.provider),
        reference: provider_reference,
      },
    },
    next_action: nextActionOf(operation),
    needs_review: memory.review !== null,
    resolving: memory.resolving !== null,
    version: operation.version,
    created_at: new Date(operation.created_at).toISOString(),
    updated_at: new Date(operation.updated_at).toISOString(),
  };
  return withWhatIsItsOwn(whole, operation);
}
export type Resource = ReturnType<typeof resourceOf>;

/** What costs nothing has no currency that could be written out. */
function amountOf({ kind, amount_minor, currency }: StoredOperation): Amount {
  return kind === "message" ? { value: "0", currency } : formatMoney({ minor: amount_minor, currency });
}

/** What sets the kinds apart: a refund has its payment, and a message a text instead of money. */
function withWhatIsItsOwn<Whole extends object>(
  whole: Whole & { amount: unknown; capture: unknown; receipt: unknown; description: string | null },
  { kind, parent_id }: StoredOperation,
) {
  switch (kind) {
    case "payment":
      return { ...whole, subscription: parent_id === null ? null : showId("subscription", parent_id) };
    case "refund":
      return { ...whole, payment: showId("payment", parent_id ?? "") };
    case "topup":
      return whole;
    case "message": {
      const { amount: _, capture: __, receipt: ___, description: text, ...rest } = whole;
      return { ...rest, text };
    }
  }
}

/** Written out field by field, for the database keeps fields in an order of its own. */
export function outcomeResource(outcome: Outcome, language: Language) {
  const { advice, basis } = outcome;
  return {
    category: outcome.category,
    reason: outcome.reason,
    finality: outcome.finality,
    money: outcome.money,
    actor: outcome.actor,
    advice: {
      action: advice.action,
      reference: advice.reference,
      not_before: advice.not_before,
      max_attempts: advice.max_attempts,
    },
    safe_to_charge_again: outcome.safe_to_charge_again,
    disclosure: outcome.disclosure,
    message: wordsFor(outcome, language),
    basis: {
      rule: basis.rule,
      basis: basis.basis,
      evidence: basis.evidence,
      registry: registryVersion,
      at: basis.at,
    },
  };
}

export function wordsOf({ code, label, message, http_status }: ProviderWords) {
  return { code, label, message, http_status };
}

/** What the payer has to do for the operation to go on; null where nothing is asked of them. */
function nextActionOf({ status, memory, outcome }: StoredOperation) {
  if (status !== "awaiting_payer") return null;
  const expires_at = memory.prompt_until === null ? null : new Date(memory.prompt_until).toISOString();
  if (memory.payer_url !== undefined)
    return { type: "open_page" as const, url: memory.payer_url, expires_at };
  const takes_pin = memory.only_confirm_charges === true || outcome.reason === "awaiting_pin";
  return { type: takes_pin ? ("enter_pin" as const) : ("approve_on_phone" as const), url: null, expires_at };
}
