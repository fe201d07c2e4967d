import type { Payer } from "../payers.ts";

/** 120 million VND: more than a wallet may pay in one day. */
export const OPENING_BALANCE = 120_000_000;

/** A number whose holder is always in the same case. */
export interface MagicPayer {
  readonly phone: string;
  /** What the same is asked for by, for another number. */
  readonly name: string;
  readonly effect: string;
  /** What the caller meets, on the way or at the end; null where it is not about a code. */
  readonly code: string | null;
  /** How this payer differs from an ordinary one: the cause of the effect. */
  readonly payer: Partial<Payer>;
  /** What the wallet holds at first, where that is the cause. */
  readonly balance?: number;
}
