import { objectAt, presentable, type WireObject } from "../../../connector/json-fields.ts";
import { type Content, statedAt } from "./profile.ts";

/** Those who have subscriptions for a customer: a map by the names under which subscriptions are asked for. */
export function providersIn(answer: WireObject): Content {
  const { services } = answer;
  if (services === undefined) return "missing";
  const byName = objectAt(answer, "services");
  const all = Object.keys(byName).map((name) => ({ ...objectAt(byName, name), [NAME]: name }));
  return all.length === 0 ? "null" : all;
}

/** Where the name is kept that has no field on the wire. */
const NAME = "subscriptionProviderId";

export interface SubscriptionProvider {
  readonly id: string | null;
  readonly name: string | null;
  readonly description: string | null;
}

export function readProvider(fields: WireObject): SubscriptionProvider {
  const { [NAME]: id } = fields;
  return {
    id: typeof id === "string" ? presentable(id) : null,
    name: statedAt(fields, "subscriptionProviderName"),
    description: statedAt(fields, "subscriptionProviderDescription"),
  };
}
