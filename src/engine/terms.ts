import { declaredFor } from "../connector/declared.ts";
import type { Provider } from "../connector/provider.ts";
import type { Terms } from "../core/operation.ts";
import type { StoredOperation } from "../store/stored-operation.ts";

/** Both end a hold, which can be done once; a submit or a PIN that was lost is asked about. */
const repeatable = ["capture", "cancel"] as const;

/** A provider's declaration as milliseconds, scaled: 1 in production, 1/600 in tests that must not wait. */
export function termsOf(
  provider: Provider,
  { kind, capture }: Pick<StoredOperation, "kind" | "capture">,
  scale: number,
): Terms {
  const { timing, capabilities } = declaredFor(provider, kind);
  const ms = (seconds: number) => Math.round(seconds * 1000 * scale);
  return {
    capture,
    challenge: capabilities.payer_challenge,
    inquiry: capabilities.inquiry,
    can_cancel: capabilities.cancel,
    inquiry_at: timing.inquiry_at.map(ms),
    deadline: ms(timing.deadline),
    deadline_unaskable: ms(timing.deadline_unaskable),
    prompt_lives: timing.prompt_lives === null ? null : ms(timing.prompt_lives),
    phone_lock_after_silence: capabilities.one_prompt_per_phone ? ms(timing.phone_lock.after_silence) : null,
    resubmit_after: timing.resubmit_after.map(ms),
    repeatable: repeatable.filter((kind) => capabilities.deduplicates.includes(kind)),
    ...(timing.held_check_every === undefined ? {} : { held_check_every: ms(timing.held_check_every) }),
    ...(timing.late_after === undefined ? {} : { late_after: ms(timing.late_after) }),
  };
}
