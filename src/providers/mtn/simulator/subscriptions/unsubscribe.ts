import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { sendText } from "../customers/customer.ts";
import { knownCustomer } from "../customers/find.ts";
import { oneOf, readBody, requiredText } from "../fields.ts";
import { json, linksTo } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import { type Call, param } from "../gateway/call.ts";
import { SUCCESS } from "../gateway/code-table.ts";
import { pendingAnswer } from "../gateway/pending.ts";
import { countCustomerCall } from "../gateway/rate-limits.ts";
import { isOn } from "../settings.ts";
import { reachForReading } from "../systems.ts";
import { findOffer, providerIds } from "./catalogue.ts";
import { findSubscription, putSubscription, type Subscription, subscriptionsOf } from "./subscription.ts";

/** Ends one subscription. It can fail under HTTP status 200, in words. */
export async function unsubscribe(call: Call): Promise<SimulatedAnswer> {
  const { host, request } = call;
  const provider = oneOf(request.query, "subscriptionProviderId", providerIds);
  const { msisdn } = knownCustomer(host, param(call, "customerId"));
  countCustomerCall(host, msisdn);
  const subscription_id = param(call, "subscriptionId");
  if (findOffer(provider, subscription_id) === undefined) {
    throw new ApiError("5001", `${provider}: no offer ${subscription_id}`);
  }
  const subscription = findSubscription(host, msisdn, subscription_id);
  if (subscription?.status === "Pending") throw new ApiError("1004", `${provider}: activation has started`);
  if (subscription?.status !== "Active") throw new ApiError("1003", `${provider}: not subscribed`);
  await reachForReading(host, provider);
  return json(host, { status: 200, body: end(call, subscription) });
}

/** Ends all of a provider's; each result goes to the callback URL by itself. */
export async function unsubscribeAll(call: Call): Promise<SimulatedAnswer> {
  const { host, request } = call;
  const provider = oneOf(request.query, "subscriptionProviderId", providerIds);
  const { msisdn } = knownCustomer(host, param(call, "customerId"));
  const url = requiredText(readBody(request), "callbackUrl", /^https?:\/\//);
  countCustomerCall(host, msisdn);
  const active = subscriptionsOf(host, msisdn).filter(
    (subscription) => subscription.provider === provider && subscription.status === "Active",
  );
  if (active.length === 0) throw new ApiError("1003", `${provider}: not subscribed`);
  await reachForReading(host, provider);
  for (const subscription of active) {
    const body = JSON.stringify(end(call, subscription));
    const callback = { url, transaction_id: call.transaction_id, body, failed: 0 };
    host.schedule(host.now(), { do: "call_back", callback });
  }
  const description = `${active.length} to be ended`;
  const body = { subscriptionProviderId: provider, statusCode: SUCCESS, status: "Pending", description };
  return json(host, { status: 202, body });
}

/** How far the subscription is that the call with this transactionId asked for. */
export async function provisioningStatus(call: Call): Promise<SimulatedAnswer> {
  const { host } = call;
  const { msisdn } = knownCustomer(host, param(call, "customerId"));
  const subscription = findSubscription(host, msisdn, param(call, "subscriptionId"));
  if (subscription === undefined || subscription.status_id !== param(call, "statusId")) {
    throw new ApiError("1000", "CSM: no such request");
  }
  await reachForReading(host, subscription.provider);
  const { subscription_id, provider, status } = subscription;
  const links = linksTo(call, call.request.path);
  const about = { subscriptionId: subscription_id, subscriptionProviderId: provider, status, ...links };
  if (status === "Pending") return pendingAnswer(call, { ...about, description: "Provisioning has started" });
  const description = "Provisioning has ended";
  return json(host, { status: 200, body: { ...about, statusCode: SUCCESS, description } });
}

function end({ host }: Call, subscription: Subscription): object {
  const { subscription_id, provider, msisdn, name } = subscription;
  const fails = isOn(host, "unsubscribe_fails");
  if (!fails) {
    putSubscription(host, { ...subscription, status: "Inactive" });
    sendText(host, msisdn, `You have unsubscribed from ${name}.`);
  }
  return {
    subscriptionId: subscription_id,
    subscriptionProviderId: provider,
    statusCode: SUCCESS,
    status: fails ? "Unsubscribe unsuccessful" : "Unsubscribe successful",
    description: fails ? `${provider}: not carried out` : `${name} has ended`,
  };
}
