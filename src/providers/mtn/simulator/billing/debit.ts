import type { Json, SimulatorHost } from "../../../../connector/simulator.ts";
import { payingCustomer } from "../customers/find.ts";
import { type Fields, optionalText, readBody, requiredText, wholeNumber } from "../fields.ts";
import { json } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import type { Call, Ending } from "../gateway/call.ts";
import { countCustomerCall } from "../gateway/rate-limits.ts";
import { marketOf } from "../markets.ts";
import { accept } from "../payments/accept.ts";
import type { Order } from "../payments/order.ts";
import type { Payment } from "../payments/payment.ts";
import { rfc3339 } from "../timestamps.ts";
import { billingAnswer } from "./billing-answer.ts";
import { BillingError } from "./billing-error.ts";
import { type ContentToken, isActive, readToken } from "./content-token.ts";

/** Amounts are whole cents here. */
const CENTS_MAX = 999_999;

/** Bills the payer of an active token at once; nobody is asked again. */
export async function debit(call: Call): Promise<Ending> {
  const { host } = call;
  const fields = readBody(call.request);
  const transaction_id = requiredText(fields, "transactionId", /^[A-Za-z0-9+/=_-]{9,36}$/);
  const cents = wholeNumber(fields, "debitAmount", CENTS_MAX);
  optionalText(fields, "contentDescription", /^.{1,100}$/);
  optionalText(fields, "partnerDisplayName", /^.{1,25}$/);
  const token = readToken(host, fields);
  if (token.state === "Pending") throw new BillingError("pending_exists", "Pantheon: token is pending");
  if (!isActive(host, token)) throw new BillingError("not_active", "Pantheon: token is not active");
  const customer = payingCustomer(host, token.msisdn);
  countCustomerCall(host, token.msisdn);
  const order = orderOf(fields, { transaction_id, cents, token });
  const check = (): void => {
    if (cents === 0) throw new ApiError("5001", "Pantheon: nothing to be billed");
    checkInterval(host, token, cents);
  };
  return accept(
    call,
    { order, customer, check },
    {
      taken: (payment) => {
        countInterval(host, token, payment);
        return json(host, { status: 200, body: billingAnswer(call, describe(payment)) });
      },
      repeated: (payment) => json(host, { status: 200, body: billingAnswer(call, describe(payment)) }),
    },
  );
}

export function describe(payment: Payment): object {
  const { provider_transaction_id, order_ref, status_at_ms } = payment;
  return { msn: provider_transaction_id, orderRef: order_ref, timestamp: rfc3339(status_at_ms) };
}

interface Debit {
  readonly transaction_id: string;
  readonly cents: number;
  readonly token: ContentToken;
}

function orderOf(fields: Fields, { transaction_id, cents, token }: Debit): Order {
  return {
    product: "billing",
    type: token.method === "Momo" ? "direct_wallet" : "airtime",
    correlator_id: transaction_id,
    transaction_id,
    msisdn: token.msisdn,
    amount_minor: BigInt(cents),
    currency: marketOf(token.msisdn)?.currency ?? "ZAR",
    fee_bearer: "Payee",
    callback_url: "",
    sent: fields as Json,
    original: null,
  };
}

/** What was billed in the interval that is under way. */
type Interval = { readonly from_ms: number; readonly cents: string };

const DAY_MS = 24 * 60 * 60 * 1000;

function intervalOf(host: SimulatorHost, { content_token, interval_days }: ContentToken): Interval {
  const interval = host.records.get<Interval>("interval", content_token);
  const isOver = interval === undefined || host.now() >= interval.from_ms + interval_days * DAY_MS;
  return isOver ? { from_ms: host.now(), cents: "0" } : interval;
}

function checkInterval(host: SimulatorHost, token: ContentToken, cents: number): void {
  const billed = BigInt(intervalOf(host, token).cents) + BigInt(cents);
  if (token.interval_max !== null && billed > BigInt(token.interval_max)) {
    throw new ApiError("6000", "Pantheon: above the limit of the interval");
  }
}

function countInterval(host: SimulatorHost, token: ContentToken, { amount_minor }: Payment): void {
  const interval = intervalOf(host, token);
  const cents = String(BigInt(interval.cents) + BigInt(amount_minor));
  host.records.put("interval", token.content_token, { ...interval, cents });
}
