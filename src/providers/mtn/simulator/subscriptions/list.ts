import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import type { Customer } from "../customers/customer.ts";
import { knownCustomer } from "../customers/find.ts";
import { json, linksTo } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import { type Call, param } from "../gateway/call.ts";
import { SUCCESS } from "../gateway/code-table.ts";
import { isOn } from "../settings.ts";
import { isProviderId, type ProviderId, providerIds } from "./catalogue.ts";
import { answers, answersOfSystems } from "./providers.ts";
import { findSubscription, newerForm, olderForm, subscriptionsOf } from "./subscription.ts";

/**
 * The older list, with `systems`. Where no system answers, only the first of those asked is listed, and it is a 207 all
 * the same.
 */
export function listWithSystems(call: Call): SimulatedAnswer {
  const { host } = call;
  const customer = knownCustomer(host, param(call, "customerId"));
  const all = answersOfSystems(host, customer);
  const inactive = all.filter(({ status }) => status === "Inactive");
  const none = inactive.length === all.length;
  const body = {
    systems: none ? all.slice(0, 1) : all,
    subscriptionList: subscriptionsOf(host, customer.msisdn)
      .filter(({ provider }) => answers(host, customer, provider))
      .map(olderForm),
    ...linksTo(call, call.request.path),
  };
  return json(host, { status: inactive.length > 0 ? 207 : 200, body });
}

/** The newer list, a map of services; a service that failed is left out. */
export function listByService(call: Call): SimulatedAnswer {
  const { host } = call;
  const customer = knownCustomer(host, param(call, "customerId"));
  const asked = askedProviders(call);
  const there = asked.filter((provider) => answers(host, customer, provider));
  const services = there.map((provider) => [provider.toLowerCase(), serviceOf(call, customer, provider)]);
  return json(host, {
    status: there.length < asked.length ? 207 : 200,
    body: {
      customerId: customer.msisdn,
      services: Object.fromEntries(services),
      ...linksTo(call, call.request.path),
    },
  });
}

/** One subscription, whatever its status. */
export function readSubscription(call: Call): SimulatedAnswer {
  const { msisdn } = knownCustomer(call.host, param(call, "customerId"));
  const subscription = findSubscription(call.host, msisdn, param(call, "subscriptionId"));
  if (subscription === undefined) throw new ApiError("1000", "CSM: no such subscription");
  return json(call.host, { status: 200, body: newerForm(call, subscription) });
}

function askedProviders({ request }: Call): readonly ProviderId[] {
  const asked = request.query["subscriptionProviderId"];
  if (asked === undefined) return providerIds;
  if (isProviderId(asked)) return [asked];
  throw new ApiError("5000", "subscriptionProviderId is none of the providers.");
}

function serviceOf(call: Call, { msisdn }: Customer, provider: ProviderId): object {
  const subscriptions = subscriptionsOf(call.host, msisdn)
    .filter((subscription) => subscription.provider === provider)
    .map((subscription) => newerForm(call, subscription));
  const path = `/v2/customers/${msisdn}/subscriptions?subscriptionProviderId=${provider}`;
  // A specification's own example has 2000, the page's connection error, beside data that is there.
  const statusCode = isOn(call.host, "services_say_2000") ? "2000" : SUCCESS;
  return { statusCode, data: { subscriptions }, ...linksTo(call, path) };
}
