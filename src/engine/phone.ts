import { declaredFor } from "../connector/declared.ts";
import type { SharedClock } from "../core/ports.ts";
import type { PromptGrant, PromptWish } from "../store/phone-locks.ts";
import type { Vault } from "../store/vault.ts";
import type { Subject } from "./calls.ts";

interface PhoneContext {
  readonly takePhone: (wish: PromptWish) => Promise<PromptGrant>;
  readonly vault: Vault;
  readonly clock: SharedClock;
  readonly time_scale: number;
}

/**
 * Where a provider answers badly to two open prompts on one phone, a prompt waits for its turn. The lock is taken for as
 * long as the prompt can live, and given back when the operation ends.
 */
export async function askForPhone(
  { operation, provider }: Subject,
  context: PhoneContext,
): Promise<PromptGrant> {
  const { capabilities, limits, timing } = declaredFor(provider, operation.kind);
  if (!capabilities.one_prompt_per_phone || operation.phone_number === null) return { granted: true };
  const { open, in_doubt } = timing.phone_lock;
  // The cap spares people, and nobody holds a sandbox's phone.
  const cap = operation.environment === "live" ? limits.prompts_per_phone : null;
  const ms = (seconds: number) => seconds * 1000 * context.time_scale;
  const now = context.clock.now();
  return await context.takePhone({
    provider: provider.id,
    phone_digest: phoneDigest(operation.phone_number, context.vault),
    operation_id: operation.id,
    now,
    until: now + ms(Math.max(open, in_doubt)),
    cap: cap === null ? null : { count: cap.count, span_ms: ms(cap.seconds) },
  });
}

/** The keyed digest by which a phone number is found; the number itself is sealed. */
export function phoneDigest(phone_number: string, vault: Vault): Buffer {
  return vault.digest("phone number", phone_number);
}
