import type { Basis } from "../../../core/outcome.ts";
import type { SubscriptionStatus } from "../../../core/subscription.ts";

interface Standing {
  /** Null where the word does not tell where the subscription stands. */
  readonly standing: SubscriptionStatus | null;
  /** How well it is founded that this is what the word comes to; the words themselves are documented unless `why` says more. */
  readonly basis: Basis;
  readonly why?: string;
}

/** Where a subscription stands with us when they say one of these words of it. */
export const standings: Readonly<Record<string, Standing>> = {
  ACTIVE: { standing: "active", basis: "documented" },
  TRIAL: { standing: "trial", basis: "documented" },
  FREE: {
    standing: "active",
    basis: "documented",
    why: "The customer keeps the service, and has paid before; a trial comes before the first charge.",
  },
  GRACE: { standing: "grace", basis: "documented" },
  SUSPENDED: {
    standing: "grace",
    basis: "assumed",
    why: "Documented of operators that suspend whoever is short of money and try again; a resume is not for it.",
  },
  PROCESSING: {
    standing: null,
    basis: "documented",
    why: "Said of an undecided creation and of a renewal under way, which takes nothing from an active one.",
  },
  INACTIVE: { standing: "pending", basis: "documented", why: "It waits to be activated." },
  CREATED: {
    standing: "ended",
    basis: "documented",
    why: "The first charge failed, and there is no second.",
  },
  FAILED: { standing: "ended", basis: "documented" },
  PURGED: { standing: "ended", basis: "documented" },
  REMOVED: {
    standing: "paused",
    basis: "conflicting",
    why: "The message of 2021 says paused and its cause says removed: it is what can be resumed.",
  },
  DELETED: { standing: "ended", basis: "documented" },
  CANCELLED: { standing: "ended", basis: "documented" },
  INACTIVE_ACCOUNT: { standing: "ended", basis: "documented" },
  EXPIRED: { standing: null, basis: "assumed", why: "Only other people's code knows this word." },
  WAITING: { standing: null, basis: "assumed", why: "Only other people's code knows this word of a state." },
};

/** Null for a word that nobody wrote down. */
export function standingOf(state: string | null): SubscriptionStatus | null {
  return state !== null && Object.hasOwn(standings, state) ? (standings[state]?.standing ?? null) : null;
}
