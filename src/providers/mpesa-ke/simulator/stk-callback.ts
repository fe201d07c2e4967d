import { yearFirst } from "./east-africa-time.ts";
import type { Push, Result } from "./push.ts";
import { resultTexts } from "./results.ts";
import { withPoint } from "./shillings.ts";

declare global {
  interface JSON {
    /** Text that JSON.stringify writes as it stands; Node.js has it, the type library does not know it yet. */
    rawJSON(text: string): object;
  }
}

/** What M-Pesa tells the aggregator when a push has ended. Only success has metadata. */
export function stkCallback(push: Push, result: Result): object {
  const metadata = callbackMetadata(push, result);
  return {
    Body: {
      stkCallback: {
        MerchantRequestID: push.merchant_request_id,
        CheckoutRequestID: push.checkout_request_id,
        ResultCode: Number(result.code),
        ResultDesc: resultTexts[result.code],
        ...(metadata !== null && { CallbackMetadata: { Item: itemsOf(metadata) } }),
      },
    },
  };
}

export interface CallbackMetadata {
  /** With a point even where there are no cents, so that whoever writes the body again changes its bytes. */
  readonly Amount: object;
  readonly MpesaReceiptNumber: string;
  readonly TransactionDate: number;
  readonly PhoneNumber: number;
  /** Not the payer's balance, which is nobody's business: always nought, or without a value. */
  readonly Balance: object;
}

export function callbackMetadata(push: Push, { charge, at_ms }: Result): CallbackMetadata | null {
  if (charge === null) return null;
  return {
    Amount: JSON.rawJSON(withPoint(BigInt(charge.amount_minor))),
    MpesaReceiptNumber: charge.receipt,
    TransactionDate: Number(yearFirst(at_ms)),
    PhoneNumber: Number(push.msisdn),
    Balance: JSON.rawJSON("0.0"),
  };
}

function itemsOf(metadata: CallbackMetadata): readonly object[] {
  return [
    { Name: "Amount", Value: metadata.Amount },
    { Name: "MpesaReceiptNumber", Value: metadata.MpesaReceiptNumber },
    { Name: "Balance" },
    { Name: "TransactionDate", Value: metadata.TransactionDate },
    { Name: "PhoneNumber", Value: metadata.PhoneNumber },
  ];
}
