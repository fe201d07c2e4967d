import type { SimulatedAnswer, SimulatorHost } from "../../../../connector/simulator.ts";
import type { Customer } from "../customers/customer.ts";
import { knownCustomer } from "../customers/find.ts";
import { json, linksTo } from "../gateway/answers.ts";
import { type Call, param } from "../gateway/call.ts";
import { isUp } from "../systems.ts";
import { type ProviderId, providerIds, subscriptionProviders } from "./catalogue.ts";

/** One entry of `systems`. */
export interface SystemAnswer {
  readonly systemId: ProviderId;
  readonly status: "Active" | "Inactive";
  readonly statusCode: 200;
  readonly message: string;
}

/** A system that timed out says 200 of itself, as on the page. */
export function answersOfSystems(host: SimulatorHost, customer: Customer): readonly SystemAnswer[] {
  return providerIds.map((systemId) =>
    answers(host, customer, systemId)
      ? { systemId, status: "Active", statusCode: 200, message: "OK" }
      : { systemId, status: "Inactive", statusCode: 200, message: "Request timed out." },
  );
}

export function answers(host: SimulatorHost, { silent_systems }: Customer, provider: ProviderId): boolean {
  return isUp(host, provider) && !silent_systems.includes(provider);
}

/** Who has subscriptions for this customer. */
export function listProviders(call: Call): SimulatedAnswer {
  const customer = knownCustomer(call.host, param(call, "customerId"));
  const there = providerIds.filter((id) => answers(call.host, customer, id));
  const services = there.map((id) => {
    const { name, description } = subscriptionProviders[id];
    const path = `/v2/customers/${customer.msisdn}/subscriptions?subscriptionProviderId=${id}`;
    const about = { subscriptionProviderName: name, subscriptionProviderDescription: description };
    return [id, { ...about, ...linksTo(call, path) }] as const;
  });
  return json(call.host, {
    status: there.length < providerIds.length ? 207 : 200,
    body: { services: Object.fromEntries(services), ...linksTo(call, call.request.path) },
  });
}
