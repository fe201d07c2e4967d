/**
 * Surface `result`: codes of payments that the list does not have. Some were recorded on the wire; the rest stand in older
 * lists, and what they end counts as ended only once an inquiry says so. A token that is refused, or charged too often, opens
 * no order that could be asked for, so that refusal counts at once.
 */
import type { CodeRow } from "../../../catalogue/row.ts";
import { olderRow, type Reads, unlistedRow } from "./listed.ts";

const tokenRecordings =
  "https://github.com/api-evangelist/momo postman/momo-2-momo-e-wallet-payments-tokenization-account-binding.json";
const cardRecordings =
  "https://github.com/api-evangelist/momo postman/momo-6-local-atm-card-payments-recurring.json";
const subscriptionRecordings =
  "https://github.com/api-evangelist/momo postman/momo-3-momo-e-wallet-payments-tokenization-subscription.json";

const awaitingPayer = {
  surface: "result",
  category: "in_progress",
  reason: "awaiting_payer",
  finality: "interim",
  money: "unknown",
  actor: "payer",
  advice: { action: "wait" },
  disclosure: "show",
} as const satisfies Reads;

const inDoubt = {
  ...awaitingPayer,
  category: "invalid_request",
  reason: "invalid_request",
  finality: "unresolved",
  actor: "developer",
  advice: { action: "verify" },
} as const satisfies Reads;

const deadToken = {
  surface: "result",
  category: "account_state",
  reason: "token_invalid",
  finality: "final",
  money: "not_moved",
  actor: "payer",
  advice: { action: "switch_method", reference: "new" },
  disclosure: "show",
} as const satisfies Reads;

/** What ended here counts only once an inquiry says so. */
const notProven = {
  ...deadToken,
  confirm_by_inquiry: true,
  category: "payer_declined",
  reason: "payment_not_approved",
  advice: { action: "retry_new", reference: "new" },
} as const satisfies Reads;

export const unlistedCodes: readonly CodeRow[] = [
  unlistedRow(8200, {
    ...awaitingPayer,
    reason: "awaiting_pin",
    http_status: 201,
    message: "Giao dịch đang ở trạng thái cần xác nhận 2FA",
    money: "not_moved",
    advice: { action: "ask_payer" },
    source: tokenRecordings,
    notes:
      "A payment by token needs the payer's one-time code, which goes out with a confirm call. Its transId is 0.",
  }),
  unlistedRow(2011, {
    ...deadToken,
    http_status: 200,
    message: "Yêu cầu bị từ chối vì giao dịch đã được thanh toán trong kỳ.",
    category: "declined",
    reason: "already_paid",
    actor: "merchant",
    advice: { action: "verify" },
    source: subscriptionRecordings,
    notes:
      "This charge is over: its period is paid already, perhaps by an earlier one of ours, to be looked at first. Its transId is a time.",
  }),
  unlistedRow(2015, {
    ...deadToken,
    http_status: 200,
    message: "Yêu cầu bị từ chối vì chưa đến kỳ gọi thanh toán.",
    reason: "subscription_state",
    actor: "merchant",
    advice: { action: "retry_later", reference: "new" },
    source: subscriptionRecordings,
    notes: "Too early for the next charge. Its transId is a time.",
  }),

  unlistedRow(8000, {
    ...awaitingPayer,
    http_status: 201,
    message: "Giao dịch đang ở trạng thái cần được người dùng xác nhận thanh toán lại.",
    provider_says: { final: false },
    source: cardRecordings,
    notes:
      "A payment by a card's token whose bank wants to see the payer: the answer names the page in payUrl. An older list has the code, too.",
  }),
  { ...olderRow(1030, { ...inDoubt, notes: "The data of the order is not valid." }), provider_says: {} },
  olderRow(2001, { ...deadToken, notes: "The token does not exist, or was deleted." }),
  olderRow(2007, { ...deadToken, notes: "The payer suspended the link." }),
  ...ofTheCode(4010, { reason: "wrong_pin", notes: "The one-time code was wrong." }),
  ...ofTheCode(4011, { reason: "pin_expired", notes: "The one-time code ran out, or was never sent." }),
  olderRow(4015, { ...notProven, notes: "The card's 3-D Secure check failed." }),
];

/** Two rows: what it says of a payment, and of the call that sent the code. A payer who typed a wrong one may try again. */
function ofTheCode(code: number, reads: Pick<Reads, "reason" | "notes">): readonly CodeRow[] {
  const { confirm_by_inquiry: _, ...refused } = notProven;
  return [
    olderRow(code, { ...notProven, ...reads }),
    olderRow(code, { ...refused, ...reads, calls: ["confirm"], advice: { action: "ask_payer" } }),
  ];
}
