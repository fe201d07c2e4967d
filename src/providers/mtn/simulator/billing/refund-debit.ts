import type { Json } from "../../../../connector/simulator.ts";
import { payingCustomer } from "../customers/find.ts";
import { oneOf, readBody, requiredText, wholeNumber } from "../fields.ts";
import { json } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import type { Call, Ending } from "../gateway/call.ts";
import { countCustomerCall } from "../gateway/rate-limits.ts";
import { accept } from "../payments/accept.ts";
import type { Order } from "../payments/order.ts";
import { findByProviderId } from "../payments/payment.ts";
import { checkRefund } from "../payments/refund.ts";
import { billingAnswer } from "./billing-answer.ts";
import { readToken } from "./content-token.ts";

const CENTS_MAX = 999_999;

/** Pays back a debit, whole or in part; the token may have ended meanwhile. */
export async function refundDebit(call: Call): Promise<Ending> {
  const { host } = call;
  const fields = readBody(call.request);
  const transaction_id = requiredText(fields, "transactionId", /^[A-Za-z0-9+/=_-]{9,36}$/);
  const name = requiredText(fields, "originalPaymentRef", /^\d{16,64}$/);
  requiredText(fields, "originalDateTime");
  oneOf(fields, "currency", ["RANDS"]);
  const refundType = oneOf(fields, "refundType", ["Partial", "Full"]);
  const amount_minor = BigInt(wholeNumber(fields, "totalAmount", CENTS_MAX));
  const token = readToken(host, fields);
  const original = findByProviderId(host, name);
  if (original === undefined || original.msisdn !== token.msisdn || original.product !== "billing") {
    throw new ApiError("1000", "Pantheon: no such debit");
  }
  const customer = payingCustomer(host, original.msisdn);
  countCustomerCall(host, original.msisdn);
  const order: Order = {
    product: "billing",
    type: "refund",
    correlator_id: transaction_id,
    transaction_id,
    msisdn: original.msisdn,
    amount_minor,
    currency: original.currency,
    fee_bearer: "Payee",
    callback_url: "",
    sent: fields as Json,
    original: original.payment_id,
  };
  const check = (): void => {
    const paid = checkRefund(host, order);
    const whole = amount_minor === BigInt(paid.amount_minor);
    if (amount_minor === 0n || whole !== (refundType === "Full")) {
      throw new ApiError("5001", `Pantheon: the amount makes no ${refundType} refund`);
    }
  };
  return accept(
    call,
    { order, customer, check },
    {
      taken: ({ provider_transaction_id }) =>
        json(host, { status: 200, body: billingAnswer(call, { msn: provider_transaction_id }) }),
    },
  );
}
