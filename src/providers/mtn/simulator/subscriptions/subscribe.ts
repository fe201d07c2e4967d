import type { Json, SimulatorHost } from "../../../../connector/simulator.ts";
import { fromMajor } from "../amounts.ts";
import type { Customer } from "../customers/customer.ts";
import { knownCustomer, payingCustomer } from "../customers/find.ts";
import { type Fields, oneOf, optionalText, readBody, requiredText } from "../fields.ts";
import { hrefTo, json } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import { type Call, type Ending, param } from "../gateway/call.ts";
import { countCustomerCall } from "../gateway/rate-limits.ts";
import { newSequenceNo } from "../ids.ts";
import { marketOf } from "../markets.ts";
import { accept } from "../payments/accept.ts";
import type { Order } from "../payments/order.ts";
import { isOn } from "../settings.ts";
import { reachForReading } from "../systems.ts";
import { findOffer, type Offer, providerIds } from "./catalogue.ts";
import { rememberWish } from "./provision.ts";
import { findSubscription, newerForm, putSubscription, type Subscription } from "./subscription.ts";

/** Takes out a subscription, which costs money at once. */
export async function subscribe(call: Call): Promise<Ending> {
  const { host } = call;
  const fields = readBody(call.request);
  const wish = readWish(host, fields);
  const customer = payingCustomer(host, param(call, "customerId"));
  const beneficiary = optionalText(fields, "beneficiaryId");
  const { msisdn } = beneficiary === null ? customer : knownCustomer(host, beneficiary);
  countCustomerCall(host, customer.msisdn);
  const { provider } = wish;
  const offer = findOffer(provider, wish.id);
  if (offer === undefined) throw new ApiError("5001", `${provider}: no offer ${wish.id}`);
  checkDuplicate(findSubscription(host, msisdn, offer.id));
  await reachForReading(host, provider);
  const order = orderOf(call, { fields, customer, offer });
  const wanted = subscriptionOf(call, fields, { offer, msisdn });
  return accept(
    call,
    {
      order,
      customer,
      check: () => checkDuplicate(findSubscription(host, msisdn, offer.id)),
      whenTaken: (payment) => {
        putSubscription(host, wanted);
        const tells = fields["sendSMSNotification"] !== false;
        rememberWish(host, payment, { msisdn, subscription_id: offer.id, tells });
      },
    },
    { taken: () => answerSubscribed(call, findSubscription(host, msisdn, offer.id) ?? wanted) },
  );
}

const sources = ["Airtime", "MoMo", "MobileMoney", "EVDS", "Loyalty"] as const;

function readWish(host: SimulatorHost, fields: Fields): Pick<Offer, "id" | "provider"> {
  const id = requiredText(fields, "subscriptionId");
  const provider = oneOf(fields, "subscriptionProviderId", providerIds);
  if (isOn(host, "strict_subscribe")) requiredText(fields, "subscriptionName");
  if (fields["subscriptionType"] != null) oneOf(fields, "subscriptionType", ["Adhoc", "Recurring"]);
  if (fields["subscriptionPaymentSource"] != null) oneOf(fields, "subscriptionPaymentSource", sources);
  return { id, provider };
}

function checkDuplicate(known: Subscription | undefined): void {
  if (known?.status === "Active") throw new ApiError("1002", `${known.provider}: duplicate activation`);
  if (known?.status === "Pending") throw new ApiError("1004", `${known.provider}: activation has started`);
}

interface Wanted {
  readonly fields: Fields;
  readonly customer: Customer;
  readonly offer: Offer;
}

function orderOf(call: Call, { fields, customer, offer }: Wanted): Order {
  const { currency = "ZAR", decimals = 2 } = marketOf(customer.msisdn) ?? {};
  return {
    product: "subscription",
    type: isFromWallet(fields) ? "direct_wallet" : "airtime",
    // A second call is told apart by the subscription that is there.
    correlator_id: `${call.transaction_id} ${newSequenceNo(call.host)}`,
    transaction_id: call.transaction_id,
    msisdn: customer.msisdn,
    amount_minor: fromMajor(offer.price_major, decimals),
    currency,
    fee_bearer: "Payee",
    callback_url: "",
    sent: fields as Json,
    original: null,
  };
}

function isFromWallet(fields: Fields): boolean {
  const source = fields["subscriptionPaymentSource"];
  return source === "MoMo" || source === "MobileMoney";
}

const DAY_MS = 24 * 60 * 60 * 1000;

function subscriptionOf(
  { host, transaction_id }: Call,
  fields: Fields,
  { offer, msisdn }: { readonly offer: Offer; readonly msisdn: string },
): Subscription {
  return {
    subscription_id: offer.id,
    provider: offer.provider,
    msisdn,
    name: optionalText(fields, "subscriptionName") ?? offer.name,
    status: "Pending",
    type: fields["subscriptionType"] === "Recurring" ? "Recurring" : "Adhoc",
    payment_source: optionalText(fields, "subscriptionPaymentSource") ?? "Airtime",
    auto_renew: fields["auto-renew"] === true,
    start_ms: host.now(),
    end_ms: host.now() + offer.days * DAY_MS,
    status_id: transaction_id,
  };
}

/** 201 for what is there, 202 for what is still to come; both say where to look. */
function answerSubscribed(call: Call, subscription: Subscription): Ending {
  const { subscription_id, provider, msisdn, status, status_id } = subscription;
  const path = `/v2/customers/${msisdn}/subscriptions/${subscription_id}`;
  if (status === "Active") {
    const headers = { location: hrefTo(call.request, path) };
    return json(call.host, { status: 201, headers, body: newerForm(call, subscription) });
  }
  return json(call.host, {
    status: 202,
    headers: { location: hrefTo(call.request, `${path}/status/${status_id}`) },
    body: {
      subscriptionId: subscription_id,
      subscriptionProviderId: provider,
      statusCode: "1004",
      status: "Pending",
      description: "Provisioning has started",
    },
  });
}
