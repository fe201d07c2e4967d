import { type Language, reasonWords } from "../catalogue/reasons.ts";
import { showId } from "../core/ids.ts";
import { formatMoney } from "../core/money.ts";
import { isFinalStatus } from "../core/outcome.ts";
import { maskDigits } from "../lib/mask.ts";
import type { StoredOperation } from "./stored-operation.ts";

/**
 * An operation as merchants see it, in the API and in webhooks alike. Phone numbers are masked, and so are provider
 * references that hold one.
 */
export function resourceOf(
  operation: StoredOperation,
  shows: { readonly reference_holds_number: boolean; readonly language?: Language },
) {
  const { memory, outcome } = operation;
  const reference = memory.provider_reference;
  const provider_reference =
    reference !== null && shows.reference_holds_number ? maskDigits(reference) : reference;
  const words = reasonWords(outcome.reason);
  return {
    id: showId(operation.kind, operation.id),
    object: operation.kind,
    status: operation.status,
    amount: formatMoney({ minor: operation.amount_minor, currency: operation.currency }),
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
      ...outcome,
      message: {
        payer:
          outcome.disclosure === "mask"
            ? reasonWords("unknown_error").payer.en
            : words.payer[shows.language ?? "en"],
        operator: words.operator,
      },
      provider: { id: operation.provider, ...outcome.provider, reference: provider_reference },
    },
    next_action: nextActionOf(operation),
    needs_review: memory.review !== null,
    version: operation.version,
    created_at: new Date(operation.created_at).toISOString(),
    updated_at: new Date(operation.updated_at).toISOString(),
  };
}
export type Resource = ReturnType<typeof resourceOf>;

/** What the payer has to do for the operation to go on; null where nothing is asked of them. */
function nextActionOf(
  operation: StoredOperation,
): { readonly type: "approve_on_phone"; readonly expires_at: string | null } | null {
  if (operation.status !== "awaiting_payer" || isFinalStatus(operation.status)) return null;
  const until = operation.memory.prompt_until;
  return { type: "approve_on_phone", expires_at: until === null ? null : new Date(until).toISOString() };
}
