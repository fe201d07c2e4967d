/**
 * Linking a wallet, call `bind`: it moves no money, whatever comes. Only an order that links and pays at once moves some;
 * its fate is read as a payment's. Paying by the token afterwards is a payment, too.
 */
import type { CodeRow } from "../../../catalogue/row.ts";
import { type ListedCode, listedRow, olderRow, type Reads } from "./listed.ts";

const waiting = {
  surface: "result",
  calls: ["bind"],
  category: "in_progress",
  reason: "awaiting_payer",
  finality: "interim",
  money: "none",
  actor: "payer",
  advice: { action: "wait" },
  disclosure: "show",
} as const satisfies Reads;

const agreed = {
  ...waiting,
  reason: "accepted",
  actor: "merchant",
  advice: { action: "none" },
  notes: "The payer agreed. Next: exchange the callback token for the payment token.",
} as const satisfies Reads;

const notLinked = {
  ...waiting,
  category: "payer_declined",
  reason: "payment_not_approved",
  finality: "final",
  advice: { action: "ask_payer" },
} as const satisfies Reads;

const notLinkedForItsState = {
  ...notLinked,
  category: "account_state",
  reason: "payer_account_restricted",
} as const satisfies Reads;

const payersOwn: readonly (readonly [ListedCode, Reads])[] = [
  [1005, { ...notLinked, category: "expired", reason: "link_expired", actor: "merchant" }],
  [1006, notLinked],
  [1007, notLinkedForItsState],
  [1017, { ...notLinked, category: "cancelled", reason: "cancelled_by_merchant", actor: "none" }],
  [4001, notLinkedForItsState],
  [4002, { ...notLinkedForItsState, reason: "payer_not_verified" }],
  [4100, { ...notLinked, reason: "payer_login_failed" }],
];

export const bindingCodes: readonly CodeRow[] = [
  listedRow(0, agreed),
  listedRow(9000, agreed),
  listedRow(1000, waiting),
  listedRow(7000, { ...waiting, reason: "pending_at_provider", actor: "provider" }),
  listedRow(99, {
    ...notLinked,
    category: "indeterminate",
    reason: "unknown_error",
    finality: "provisional",
    actor: "provider",
    advice: { action: "verify" },
  }),
  ...payersOwn.map(([code, reads]) => listedRow(code, reads)),
  olderRow(3001, { ...notLinked, notes: "The payer did not agree to the link." }),
  olderRow(3002, {
    ...notLinkedForItsState,
    reason: "already_exists",
    actor: "merchant",
    notes: "Often because this partnerClientId is linked to another wallet.",
  }),
  olderRow(3003, {
    ...notLinkedForItsState,
    reason: "rule_limited",
    actor: "merchant",
    notes: "Unlinked too often.",
  }),
  olderRow(3004, {
    ...notLinkedForItsState,
    calls: ["bind", "subscription_change"],
    reason: "already_in_progress",
    actor: "merchant",
    advice: { action: "wait" },
    notes: "Cannot be unlinked while a payment by this token is neither captured nor cancelled.",
  }),
];
