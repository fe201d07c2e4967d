import type { CodeRow } from "../../../catalogue/row.ts";

type Acknowledgement = Pick<
  CodeRow,
  "calls" | "code" | "category" | "reason" | "finality" | "money" | "actor" | "advice" | "source" | "notes"
> & { readonly cause: string };

/**
 * `{"success": true}` carries no code, and means another thing of each call. The names are ours: what was answered, and by
 * which call.
 */
const acknowledgementsOfCalls: readonly Acknowledgement[] = [
  {
    code: "success:pin",
    calls: ["submit", "subscribe"],
    category: "in_progress",
    reason: "awaiting_payer",
    finality: "interim",
    money: "not_moved",
    actor: "payer",
    advice: { action: "wait" },
    cause: "The PIN is on its way to the customer.",
    source: "https://docs.sla-alacrity.com/docs/pin-flow-otp",
    notes: "Nobody is charged before a call brings the PIN. The newest PIN counts.",
  },
  {
    code: "success:mo_charge",
    calls: ["submit"],
    category: "in_progress",
    reason: "awaiting_payer",
    finality: "interim",
    money: "unknown",
    actor: "payer",
    advice: { action: "wait" },
    cause: "The customer was asked by SMS, and has to reply.",
    source: "https://docs.sla-alacrity.com/docs/mo-sms-requiring-reply",
    notes:
      "A notification brings the result. Whoever never replies is not charged, and of them nobody tells.",
  },
  {
    code: "success:sms",
    calls: ["message"],
    category: "completed",
    reason: "completed",
    finality: "final",
    money: "none",
    actor: "none",
    advice: { action: "none" },
    cause: "The SMS was sent.",
    source: "https://docs.sla-alacrity.com/docs/send-sms-usage",
  },
  {
    code: "success:delete",
    calls: ["subscription_change"],
    category: "in_progress",
    reason: "pending_at_provider",
    finality: "interim",
    money: "none",
    actor: "provider",
    advice: { action: "verify" },
    cause: "The request to delete has come.",
    source: "https://docs.sla-alacrity.com/docs/delete-subscription-unsubscribe",
    notes: "Said whatever the request names, even a subscription that does not exist. Ask for its status.",
  },
];

export const acknowledgements: readonly CodeRow[] = acknowledgementsOfCalls.map(({ cause, ...row }) => ({
  surface: "api",
  http_status: null,
  label: null,
  message: null,
  provider_says: { cause },
  disclosure: "show",
  basis: "documented",
  ...row,
}));
