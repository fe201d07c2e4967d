/**
 * Surface `result`, the fate of one refund: in the answer to the refund call, and in `refundTrans` of an inquiry. The money
 * is the refund's own; whatever comes here, the payment itself stays paid. 99, 7000 and 7002 read as for payments.
 */
import type { Call, CodeRow } from "../../../catalogue/row.ts";
import { listedRow, type Reads } from "./listed.ts";

const refundCalls = ["refund", "refund_inquiry"] as const satisfies readonly Call[];

const rejected = {
  surface: "result",
  calls: refundCalls,
  category: "declined",
  reason: "refund_failed",
  finality: "final",
  money: "not_moved",
  actor: "merchant",
  advice: { action: "retry_later", reference: "new", after_seconds: 3600 },
  disclosure: "show",
} as const satisfies Reads;

export const refundCodes: readonly CodeRow[] = [
  listedRow(0, {
    ...rejected,
    category: "completed",
    reason: "completed",
    money: "moved",
    actor: "none",
    advice: { action: "none" },
    notes: "Its transId is the refund's own. The payment still reads 0.",
  }),
  listedRow(1080, {
    ...rejected,
    notes:
      "The same requestId gets the same failure again, so another try is a new refund. An older list gives the cause: the original was not found.",
  }),
  listedRow(1081, {
    ...rejected,
    reason: "already_refunded",
    advice: { action: "verify" },
    notes:
      "This refund is over and gave nothing back. An earlier one may have gone through, or more is asked than is left: look at the refunds so far before another.",
  }),
  listedRow(1088, {
    ...rejected,
    reason: "refund_not_allowed",
    advice: { action: "escalate" },
    notes: "Trying again does not help; MoMo knows why.",
  }),
];
