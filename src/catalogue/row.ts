import type {
  Actor,
  Basis,
  Category,
  Disclosure,
  Doubtful,
  Finality,
  MoneyState,
  RowAdvice,
} from "../core/outcome.ts";
import type { Reason } from "./reasons.ts";

/**
 * Where a code stands on the wire.
 * `api`: in the answer to a call of ours, about that call. `result`: the fate of the operation itself, in callbacks and
 * inquiries alike. `redirect`: in the URL with which the payer's browser comes back. `notification`: only in messages
 * that the provider sends of its own accord.
 */
export const surfaces = ["api", "result", "redirect", "notification"] as const;
export type Surface = (typeof surfaces)[number];

/** What we asked for when the code came back. */
export const calls = [
  "submit",
  "inquiry",
  "capture",
  "cancel",
  "refund",
  "refund_inquiry",
  "confirm",
  "bind",
  "token",
  "subscribe",
  "subscription_change",
  "lookup",
  "message",
] as const;
export type Call = (typeof calls)[number];

/** Calls after which a payer may have been charged, or a recipient credited. */
export const chargingCalls: readonly Call[] = ["submit", "capture", "confirm", "refund", "subscribe"];

/** Calls that only ask. An answer about one of them (bad key, too many calls) says nothing of the operation. */
export const inquiryCalls: readonly Call[] = ["inquiry", "refund_inquiry"];

/** One code, read for one kind of call. The row says what the message alone says, and where that was read. */
export interface CodeRow {
  readonly surface: Surface;
  /** The calls for which this row holds; absent: every call. */
  readonly calls?: readonly Call[];
  /** Null where the code comes under any HTTP status or under none. */
  readonly http_status: number | null;
  readonly code: string;
  /** The provider's symbolic name, such as `ORDER_COMPLETED`; null where it has none. */
  readonly label: string | null;
  /** The provider's words, with `{placeholders}` for what varies; null where it sends none. */
  readonly message: string | null;
  /** Only where one code has two meanings: the row holds only for messages that fit `message`. */
  readonly match_message?: true;
  /** What the provider says of this code, prose in our words. */
  readonly provider_says: ProviderSays;
  readonly category: Category;
  readonly reason: Reason;
  readonly finality: Finality;
  readonly money: MoneyState;
  readonly actor: Actor;
  readonly advice: RowAdvice;
  /** The reading counts as final only when an inquiry says it. */
  readonly confirm_by_inquiry?: true;
  /** The provider still lets an operation be cancelled that stands there. */
  readonly cancellable?: true;
  /** What was asked for may have been done unseen, so no later "no" makes it safe to ask for it again. */
  readonly leaves_doubt?: Doubtful;
  /** What it calls the end can still be undone: it counts only where the operation is still found so when it is late. */
  readonly may_reopen?: true;
  readonly disclosure: Disclosure;
  /** Document and place, for example `seed: result codes` or an https address. */
  readonly source: string;
  readonly basis: Basis;
  /** Why the row reads as it does, where that is not plain; how to troubleshoot. */
  readonly notes?: string;
}

export interface ProviderSays {
  readonly category?: string;
  readonly type?: string;
  readonly final?: boolean;
  readonly cause?: string;
  readonly advice?: string;
}

/** Reads codes that have no row of their own. Always unresolved where money is concerned. */
export interface RangeRule {
  readonly surface: Surface;
  /** Tested against the whole code. */
  readonly pattern: RegExp;
  /** Names the family, for example `billing errors`. */
  readonly name: string;
  readonly category: Category;
  readonly reason: Reason;
  readonly disclosure: Disclosure;
  readonly source: string;
  readonly basis: Basis;
}

/** All that the registry knows about one provider's codes. */
export interface CodeTable {
  readonly provider: string;
  /** The provider's name for people. */
  readonly name: string;
  readonly rows: readonly CodeRow[];
  readonly ranges: readonly RangeRule[];
  /** The calls on which this provider is documented to de-duplicate our reference, so that `resend_same` is safe. */
  readonly deduplicates: readonly Call[];
}

/** Lets the compiler check a table where it stands. */
export function defineCodes(table: CodeTable): CodeTable {
  return table;
}
