import type { Json, SimulatedAnswer } from "../../../connector/simulator.ts";
import { fromMajor, parseAmount, toText } from "./amounts.ts";
import type { Customer } from "./customers/customer.ts";
import { payingCustomer } from "./customers/find.ts";
import { type Fields, oneOf, readBody, requiredText } from "./fields.ts";
import { hrefTo, json } from "./gateway/answers.ts";
import { ApiError } from "./gateway/api-error.ts";
import { type Call, type Ending, param } from "./gateway/call.ts";
import { SUCCESS } from "./gateway/code-table.ts";
import { countCustomerCall } from "./gateway/rate-limits.ts";
import { newSequenceNo } from "./ids.ts";
import { airtimeOfPhone, move, OUTSIDE } from "./ledger.ts";
import { type Market, marketOf } from "./markets.ts";
import { accept } from "./payments/accept.ts";
import { spendVoucher } from "./vouchers.ts";

/** Adds airtime to a prepaid account: from the partner's float, or by a voucher. Nothing tells later what became of it. */
export async function refill(call: Call): Promise<Ending> {
  const { host, request } = call;
  const fields = readBody(request);
  const refillType = oneOf(fields, "refillType", ["voucher", "voucherless"]);
  if (fields["targetSystem"] != null) oneOf(fields, "targetSystem", ["PPMS", "AIR"]);
  const customer = payingCustomer(host, param(call, "customerId"));
  const market = marketOf(customer.msisdn);
  if (market === undefined || customer.plan !== "Prepaid") {
    throw new ApiError("1001", "AIR: no prepaid account");
  }
  countCustomerCall(host, customer.msisdn);
  return refillType === "voucher"
    ? refillByVoucher(call, fields, customer)
    : refillFromFloat(call, fields, { customer, market });
}

const LEAST_MAJOR = 2;
const MOST_MAJOR = 5_000;

async function refillFromFloat(
  call: Call,
  fields: Fields,
  { customer, market }: { readonly customer: Customer; readonly market: Market },
): Promise<Ending> {
  const { decimals, currency } = market;
  requiredText(fields, "refillProfileId");
  const amount_minor = parseAmount(requiredText(fields, "transactionAmount"), decimals);
  if (amount_minor === null) throw new ApiError("5000", "transactionAmount is no amount.");
  if (amount_minor < fromMajor(LEAST_MAJOR, decimals) || amount_minor > fromMajor(MOST_MAJOR, decimals)) {
    throw new ApiError("5001", "AIR: the amount is outside the limits of a refill");
  }
  const order = {
    product: "refill",
    type: "topup",
    // Nothing is recognised again here: a repetition is a second refill.
    correlator_id: `${call.transaction_id} ${newSequenceNo(call.host)}`,
    transaction_id: call.transaction_id,
    msisdn: customer.msisdn,
    amount_minor,
    currency,
    fee_bearer: "Payee",
    callback_url: "",
    sent: fields as Json,
    original: null,
  } as const;
  return accept(
    call,
    { order, customer },
    {
      taken: ({ msisdn, provider_transaction_id }) =>
        answerRefilled(call, { msisdn, currency, amount_minor, reference: provider_transaction_id }),
    },
  );
}

/** The voucher was paid for long ago, so no book of this operation has it. */
function refillByVoucher(call: Call, fields: Fields, { msisdn }: Customer): SimulatedAnswer {
  const code = requiredText(fields, "voucherActivationCode");
  const { serial_number, amount_minor } = spendVoucher(call.host, {
    code,
    serial_number: requiredText(fields, "serialNumber"),
  });
  const currency = marketOf(msisdn)?.currency ?? "ZAR";
  const reference = move(call.host, {
    kind: "adjustment",
    from: OUTSIDE,
    to: airtimeOfPhone(msisdn),
    amount: amount_minor,
    currency,
    phone_number: `+${msisdn}`,
    reference: serial_number,
    attempt: call.transaction_id,
  });
  const refilled = { msisdn, currency, amount_minor: BigInt(amount_minor), reference };
  return answerRefilled(call, refilled, { serialStatus: "Used" });
}

interface Refilled {
  readonly msisdn: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly reference: string;
}

/** `addtionalInformation` is so spelt, and this product writes `_link`. */
function answerRefilled(call: Call, refilled: Refilled, more: object = {}): SimulatedAnswer {
  const { msisdn, currency, amount_minor, reference } = refilled;
  return json(call.host, {
    status: 200,
    body: {
      statusCode: SUCCESS,
      statusMessage: "Success",
      transactionId: call.transaction_id,
      sequenceNo: newSequenceNo(call.host),
      data: {
        amount: toText(String(amount_minor), currency),
        currencyCode: currency,
        status: "Successful",
        actionStatus: "Completed",
        ...more,
        addtionalInformation: { name: "reference", description: reference },
      },
      _link: { self: { href: hrefTo(call.request, `/v2/customers/${msisdn}/plans`) } },
    },
  });
}
