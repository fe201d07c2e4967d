import type { Json, SimulatedAnswer } from "../../../../connector/simulator.ts";
import { fromMajor, toNumber } from "../amounts.ts";
import type { Customer } from "../customers/customer.ts";
import { payingCustomer } from "../customers/find.ts";
import { hrefTo, json, linksTo } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import type { Call, Ending } from "../gateway/call.ts";
import { SUCCESS } from "../gateway/code-table.ts";
import { countCustomerCall } from "../gateway/rate-limits.ts";
import { newSequenceNo } from "../ids.ts";
import { balanceOf } from "../ledger.ts";
import { marketOf, marketOfCurrency } from "../markets.ts";
import { rfc3339 } from "../timestamps.ts";
import { accept } from "./accept.ts";
import { feeOf, routeOf } from "./billing-rules.ts";
import type { Payment } from "./payment.ts";
import { type PaymentRequest, readPaymentRequest } from "./payment-request.ts";
import { refund } from "./refund.ts";
import { fulfilment, statusWord } from "./status-body.ts";

/** Takes money from a wallet, after asking its holder, or from airtime at once; or pays somebody, or something back. */
export async function pay(call: Call): Promise<Ending> {
  const asked = readPaymentRequest(call);
  const answers = { taken: (payment: Payment) => answerTaken(call, payment) };
  if (asked.transaction_type === "Refund") return refund(call, asked, answers);
  const customer = payingCustomer(call.host, asked.customer);
  const type = typeOf(asked);
  if (type !== "airtime" && customer.wallet === null) throw new ApiError("1001", "ECW: no account holder");
  countCustomerCall(call.host, customer.msisdn);
  checkAmount(asked, customer);
  const { correlator_id, amount_minor, currency, fee_bearer, callback_url } = asked;
  const order = {
    product: "payments",
    type,
    correlator_id,
    transaction_id: call.transaction_id,
    msisdn: customer.msisdn,
    amount_minor,
    currency,
    fee_bearer,
    callback_url,
    sent: asked.fields as Json,
    original: null,
  } as const;
  return accept(call, { order, customer }, answers);
}

/** The two ways of paying to which the merchant is subscribed, and the one of being paid. */
function typeOf({ transaction_type, method }: PaymentRequest): "wallet" | "airtime" | "transfer" {
  const isTransfer = transaction_type === "Transfer";
  if (method === "Mobile Money") return isTransfer ? "transfer" : "wallet";
  if (method === "Airtime" && !isTransfer) return "airtime";
  throw new ApiError("5001", `The merchant is not set up for ${transaction_type} with ${method}.`);
}

/** In the larger units of any currency. */
const AMOUNT_MAX_MAJOR = 50_000_000;
const AMOUNT_MAX_WITH_CENTS_MAJOR = 50_000;

function checkAmount({ amount_minor, currency }: PaymentRequest, { msisdn }: Customer): void {
  if (marketOf(msisdn)?.currency !== currency) {
    throw new ApiError("5001", "The currency is not that of the customer's account.");
  }
  const decimals = marketOfCurrency(currency)?.decimals ?? 2;
  const most = fromMajor(decimals === 0 ? AMOUNT_MAX_MAJOR : AMOUNT_MAX_WITH_CENTS_MAJOR, decimals);
  if (amount_minor < fromMajor(1, decimals)) throw new ApiError("5001", "The amount is below 1.");
  if (amount_minor > most) throw new ApiError("5001", "The amount is above the limit of one payment.");
}

/** 201 while the payer is being asked; 0000 in it says no more than that the request was taken. */
function answerTaken(call: Call, payment: Payment): SimulatedAnswer {
  const path = `/v1/payments/${payment.correlator_id}/transactionStatus`;
  const pending = payment.status === "Pending";
  const headers = { transactionid: call.transaction_id };
  return json(call.host, {
    status: pending ? 201 : 200,
    headers: pending ? { ...headers, location: hrefTo(call.request, path) } : headers,
    body: {
      statusCode: SUCCESS,
      statusMessage: pending ? "Accepted" : "Success",
      ...(pending && { supportMessage: "Approval requested from payer" }),
      sequenceNo: newSequenceNo(call.host),
      providerTransactionId: payment.provider_transaction_id,
      ...fulfilment(payment),
      data: takenData(call, payment),
      ...linksTo(call, path),
    },
  });
}

function takenData({ host }: Call, payment: Payment): object {
  const { approval_id, correlator_id, currency, status, status_at_ms } = payment;
  const known = {
    correlatorId: correlator_id,
    status: statusWord(host, payment),
    statusDate: rfc3339(status_at_ms),
  };
  if (status === "Pending") return { approvalId: approval_id, ...known };
  const units = currency;
  const { from } = routeOf(host, payment);
  return {
    ...known,
    transactionFee: { amount: toNumber(String(feeOf(payment)), currency), units },
    newBalance: { amount: toNumber(String(balanceOf(host, from)), currency), units },
  };
}
