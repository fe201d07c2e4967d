import type { WireObject } from "../../../connector/json-fields.ts";
import type { PartReading } from "../../../connector/lookup.ts";
import type { Json } from "../../../connector/simulator.ts";
import { type Content, contentOf } from "../wire/profile.ts";
import {
  namesSystems,
  readSubscription,
  type Service,
  servicesIn,
  silentSystems,
} from "../wire/subscription-list.ts";
import { isPartial, readPart, type Told } from "./part-reading.ts";

/**
 * As a part of the profile. Each system behind the platform keeps a list of its own, and where one of them is silent,
 * nobody can say what a customer has not.
 */
export function readSubscriptions(list: unknown, told: Told): PartReading {
  const { fields } = told.envelope;
  const content = contentOf(list);
  const [silent] = silentSystems(fields);
  if (silent !== undefined) {
    const said = silent.words === null ? "" : ` They say: ${silent.words}`;
    return {
      state: "failed",
      because: `${silent.name} did not answer.${said}`,
      code: null,
      ...tellOf(content),
    };
  }
  if (isPartial(told) && typeof content !== "string" && !namesSystems(fields)) return notWhole(content);
  return readPart(content, told, describe);
}

function notWhole(content: Content): PartReading {
  const because = "Only a part of the answer came, and nothing tells whether the list is whole.";
  return { state: "unknown", because, code: null, ...tellOf(content) };
}

/** Those that are listed are there, whoever else did not answer. */
function tellOf(content: Content): { readonly told?: Json } {
  return typeof content === "string" ? {} : { told: describe(content) };
}

/** The list's own resource, in either generation. Under 207 a system failed, whether or not it is named. */
export function readSubscriptionsAlone(told: Told): PartReading {
  const { fields } = told.envelope;
  const services = servicesIn(fields);
  if (services !== null) return readServices(services, told);
  const list = fields["subscriptionList"];
  const reading = readSubscriptions(list, told);
  return isPartial(told) && reading.state === "present" ? notWhole(contentOf(list)) : reading;
}

/** A service that says 2000, the page's connection error, beside its data has answered; one without data has not. */
function readServices(services: readonly Service[], told: Told): PartReading {
  const listed = services.flatMap(({ subscriptions }) =>
    typeof subscriptions === "string" ? [] : subscriptions,
  );
  const content = listed.length === 0 ? "null" : listed;
  const failed = services.find(isFailed);
  if (failed !== undefined) {
    const because = `${failed.name} could not tell its subscriptions.`;
    return { state: "failed", because, code: failed.code, ...tellOf(content) };
  }
  if (services.some(({ subscriptions }) => subscriptions === "empty" || subscriptions === "missing"))
    return notWhole(content);
  return isPartial(told) && content !== "null" ? notWhole(content) : readPart(content, told, describe);
}

function isFailed({ code, subscriptions }: Service): boolean {
  return subscriptions === "null" && code !== null && code !== SUCCESS;
}

const SUCCESS = "0000";

function describe(list: readonly WireObject[]): Json {
  return list.map((fields): Json => {
    const { subscriptionId, provider, name, status, type, startDate, endDate } = readSubscription(fields);
    return {
      subscription_id: subscriptionId,
      subscription_provider: provider,
      name,
      status,
      type,
      starts_on: startDate,
      ends_on: endDate,
    };
  });
}
