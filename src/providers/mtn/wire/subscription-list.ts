import { objectAt, presentable, textAt, type WireObject, wordsAt } from "../../../connector/json-fields.ts";
import { type Content, contentOf, statedAt, wordAt } from "./profile.ts";

/** A customer's subscriptions, of which each system behind the platform keeps its own, in two generations of answers. */
export interface System {
  readonly name: string;
  readonly words: string | null;
}

/** Each that did not answer. Its `statusCode` is not to be believed: one that timed out says 200. */
export function silentSystems(answer: WireObject): readonly System[] {
  return systemsIn(answer)
    .filter((system) => wordAt(system, "status") === "inactive")
    .map((system) => ({
      name: textAt(system, "systemId") ?? "One of the systems",
      words: wordsAt(system, "message"),
    }));
}

/** Whether the answer says of each system that it asked whether it answered. */
export function namesSystems(answer: WireObject): boolean {
  return systemsIn(answer).length > 0;
}

/** A list; one specification writes a single object. */
function systemsIn({ systems }: WireObject): readonly WireObject[] {
  const content = contentOf(systems);
  return typeof content === "string" ? [] : content;
}

export interface Service {
  readonly name: string;
  /** Four digits; null where it says nothing, an HTTP status or the name of one. */
  readonly code: string | null;
  readonly subscriptions: Content;
}

/** The newer answer is a map of services. Null in the older one. */
export function servicesIn(answer: WireObject): readonly Service[] | null {
  if (typeof answer["services"] !== "object" || answer["services"] === null) return null;
  const services = objectAt(answer, "services");
  return Object.keys(services).map((name) => {
    const service = objectAt(services, name);
    const code = textAt(service, "statusCode");
    return {
      name: presentable(name) ?? "One of the services",
      code: code !== null && /^\d{4}$/.test(code) ? code : null,
      subscriptions: dataOf(service),
    };
  });
}

/** `data` is a list, a single subscription, or an object that holds the list. */
function dataOf(service: WireObject): Content {
  const data = objectAt(service, "data");
  if ("subscriptions" in data) return contentOf(data["subscriptions"]);
  return "data" in service ? contentOf({ data: service["data"] }) : "missing";
}

export interface Subscription {
  readonly subscriptionId: string | null;
  readonly provider: string | null;
  readonly name: string | null;
  /** In lower case. */
  readonly status: string | null;
  readonly type: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

export function readSubscription(fields: WireObject): Subscription {
  return {
    subscriptionId: textAt(fields, "subscriptionId"),
    provider: textAt(fields, "subscriptionProviderId") ?? textAt(fields, "systemId"),
    name: statedAt(fields, "subscriptionName"),
    status: wordAt(fields, "subscriptionStatus"),
    type: wordAt(fields, "subscriptionType"),
    startDate: textAt(fields, "startDate"),
    endDate: textAt(fields, "endDate"),
  };
}
