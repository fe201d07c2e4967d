/**
 * Surface `api`: codes about a request of ours. 10 to 47 refuse it, and 0 on `create` only opens an order. All other codes
 * tell the fate of a transaction, whichever message brings them, and stand on `result`.
 *
 * A row without `calls` holds for all of them; on a call that cannot move money its "not moved" is read as "none". A
 * refused capture or cancel leaves the hold as it was.
 */
import type { Call, CodeRow } from "../../../catalogue/row.ts";
import { type ListedCode, listedRow, type Reads } from "./listed.ts";

const idempotency = "https://developers.momo.vn/v3/docs/payment/api/result-handling/idempotency";

const onHeldFunds = ["capture", "cancel"] as const satisfies readonly Call[];

const open = {
  surface: "api",
  category: "in_progress",
  reason: "awaiting_payer",
  finality: "interim",
  money: "unknown",
  actor: "payer",
  advice: { action: "wait" },
  disclosure: "show",
} as const satisfies Reads;

const refusedRequest = {
  surface: "api",
  category: "invalid_request",
  reason: "invalid_request",
  finality: "final",
  money: "not_moved",
  actor: "developer",
  advice: { action: "change_and_retry", reference: "new" },
  disclosure: "show",
} as const satisfies Reads;

const setup = {
  ...refusedRequest,
  category: "merchant_setup",
  actor: "merchant",
  advice: { action: "fix_setup", reference: "new" },
  disclosure: "mask",
} as const satisfies Reads;

/** The advice to take a new id is for those who know what became of the old one. */
const usedBefore = {
  surface: "api",
  category: "duplicate",
  reason: "duplicate_request",
  finality: "unresolved",
  money: "unknown",
  actor: "developer",
  advice: { action: "verify", reference: "same" },
  disclosure: "show",
} as const satisfies Reads;

export const requestCodes: readonly CodeRow[] = [
  listedRow(0, {
    ...open,
    calls: ["submit"],
    notes:
      "On create: the order is open and nothing is paid. A repeated create gets this very answer again, even when the payer has paid or the link has run out.",
  }),
  listedRow(0, {
    ...open,
    calls: ["subscribe"],
    money: "not_moved",
    notes: "On create that links a wallet: the order is open, and the customer has not agreed yet.",
  }),
  listedRow(0, {
    ...open,
    calls: ["refund_inquiry"],
    reason: "accepted",
    money: "none",
    actor: "provider",
    advice: { action: "verify" },
    notes: "The question was answered; the fate of each refund stands in refundTrans.",
  }),
  listedRow(0, {
    ...open,
    calls: ["bind"],
    category: "completed",
    reason: "completed",
    finality: "final",
    money: "none",
    actor: "none",
    advice: { action: "none" },
    notes: "The token was handed over.",
  }),
  listedRow(0, {
    ...open,
    calls: ["subscription_change"],
    category: "completed",
    reason: "completed",
    finality: "final",
    money: "none",
    actor: "none",
    advice: { action: "none" },
    notes: "The token was given up for good.",
  }),

  ...refused(10, {
    ...refusedRequest,
    category: "provider_down",
    reason: "provider_maintenance",
    actor: "provider",
    advice: { action: "retry_later", reference: "new" },
  }),
  ...refused(11, {
    ...setup,
    reason: "access_denied",
    notes: "Also for a refund by a merchant without that permission.",
  }),
  ...refused(12, { ...refusedRequest, reason: "unsupported_version" }),
  ...refused(13, {
    ...setup,
    reason: "invalid_credentials",
    notes: "Not for a wrong signature, which comes as 20.",
  }),
  ...refused(20, {
    ...refusedRequest,
    notes:
      "Also for a wrong signature: subErrors names the field, and repeats the text that the gateway signed.",
  }),
  ...refused(21, { ...refusedRequest, reason: "invalid_amount", actor: "merchant" }),
  ...refused(22, {
    ...refusedRequest,
    category: "limit",
    reason: "amount_out_of_bounds",
    actor: "merchant",
    notes: "On capture: not the authorized amount.",
  }),

  listedRow(40, {
    ...usedBefore,
    notes:
      "The earlier request with this requestId was answered without being final, or differs from this one; its fate is to be asked for.",
  }),
  listedRow(41, {
    ...usedBefore,
    notes: "There is an order with this orderId, perhaps our own from a lost answer: ask for it first.",
  }),
  listedRow(42, {
    ...usedBefore,
    calls: ["submit", "refund"],
    category: "invalid_request",
    reason: "invalid_reference",
    notes: "The orderId is malformed, or the order that it names does not exist. Ask before taking another.",
  }),
  listedRow(42, {
    ...usedBefore,
    category: "not_found",
    reason: "transaction_not_found",
    actor: "provider",
    notes:
      "Right after a lost create the order may only not be there yet: it counts only when repeated after the time-out and a margin.",
  }),
  listedRow(43, {
    ...usedBefore,
    reason: "already_in_progress",
    actor: "merchant",
    advice: { action: "wait" },
    notes: "Wait for the other transaction; it may be an earlier attempt of ours.",
  }),
  listedRow(43, {
    ...refusedRequest,
    calls: ["refund"],
    category: "declined",
    reason: "already_in_progress",
    actor: "merchant",
    advice: { action: "verify" },
    notes:
      "Another refund of this payment is under way, and this one was not begun. Look at what became of the other before a new one.",
  }),
  listedRow(45, { ...refusedRequest, calls: ["submit"], actor: "merchant" }),
  ...refused(47, { ...refusedRequest, notes: "A value does not fit the values that apply here." }),

  listedRow(7000, {
    ...open,
    http_status: 422,
    reason: "already_in_progress",
    actor: "provider",
    source: idempotency,
    basis: "documented",
    notes: "The same requestId came again while the first is still being worked on: wait for that one.",
  }),
];

/** Two rows: the request as such, and what its refusal means for funds that are held already. */
function refused(code: ListedCode, reads: Reads): readonly CodeRow[] {
  const action = reads.category === "merchant_setup" ? "fix_setup" : "capture_or_cancel";
  return [
    listedRow(code, reads),
    listedRow(code, {
      ...reads,
      calls: onHeldFunds,
      finality: "interim",
      money: "reserved",
      advice: { action, reference: "new" },
      notes: `${reads.notes === undefined ? "" : `${reads.notes} `}The funds stay held until they are captured, cancelled, or let go by MoMo.`,
    }),
  ];
}
