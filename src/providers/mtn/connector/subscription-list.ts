import type { HttpAnswer } from "../../../connector/http.ts";
import type { WireObject } from "../../../connector/json-fields.ts";
import type { PartReading } from "../../../connector/lookup.ts";
import type { Json } from "../../../connector/simulator.ts";
import { contentOf } from "../wire/profile.ts";
import { listedIn } from "../wire/subscription.ts";
import {
  namesSystems,
  readSubscription,
  type Service,
  servicesIn,
  silentSystems,
} from "../wire/subscription-list.ts";
import { readEnvelope } from "../wire.ts";
import { isPartial, notWhole, readPart, type Told, tellOf } from "./part-reading.ts";

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
      ...tellOf(content, describe),
    };
  }
  if (isPartial(told) && typeof content !== "string" && !namesSystems(fields))
    return notWhole(content, describe);
  return readPart(content, told, describe);
}

/** The list's own resource, in either generation. Under 207 a system failed, whether or not it is named. */
export function readSubscriptionsAlone(told: Told): PartReading {
  const { fields } = told.envelope;
  const services = servicesIn(fields);
  if (services !== null) return readServices(services, told);
  const list = fields["subscriptionList"];
  const reading = readSubscriptions(list, told);
  return isPartial(told) && reading.state === "present" ? notWhole(contentOf(list), describe) : reading;
}

/** True only where the newer list came whole, and this subscription is not on it. */
export function isMissing(
  answer: HttpAnswer,
  { subscription_id }: { readonly subscription_id: string },
): boolean {
  const told = { envelope: readEnvelope(answer), http_status: answer.status };
  const services = servicesIn(told.envelope.fields);
  if (services === null || listedIn(told.envelope.fields, subscription_id) !== undefined) return false;
  const { state } = readServices(services, told);
  return answer.status === 200 && (state === "absent" || state === "present");
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
    return { state: "failed", because, code: failed.code, ...tellOf(content, describe) };
  }
  if (services.some(({ subscriptions }) => subscriptions === "empty" || subscriptions === "missing"))
    return notWhole(content, describe);
  return isPartial(told) && content !== "null"
    ? notWhole(content, describe)
    : readPart(content, told, describe);
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
