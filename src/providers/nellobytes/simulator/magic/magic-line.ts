import type { Subscriber } from "../subscribers.ts";

/** A number to which always the same happens. */
export interface MagicLine {
  readonly mobile_number: string;
  /** What the same is asked for by, for another number. */
  readonly name: string;
  readonly effect: string;
  /** What the caller meets, on the way or at the end; null where it is not about a code. */
  readonly code: string | null;
  /** How this line differs from an ordinary one: the cause of the effect. */
  readonly line: Partial<Subscriber>;
}
