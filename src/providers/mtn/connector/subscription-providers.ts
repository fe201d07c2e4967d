import type { WireObject } from "../../../connector/json-fields.ts";
import type { PartReading } from "../../../connector/lookup.ts";
import type { Json } from "../../../connector/simulator.ts";
import { providersIn, readProvider } from "../wire/subscription-providers.ts";
import { isPartial, notWhole, readPart, type Told } from "./part-reading.ts";

/** Whose subscriptions a customer can have. A provider that does not answer is left out, and not named anywhere. */
export function readSubscriptionProviders(told: Told): PartReading {
  const providers = providersIn(told.envelope.fields);
  return isPartial(told) && typeof providers !== "string"
    ? notWhole(providers, describe)
    : readPart(providers, told, describe);
}

/** `subscription_provider` is what a subscription's own option of that name takes. */
function describe(providers: readonly WireObject[]): Json {
  return providers.map((fields): Json => {
    const { id, name, description } = readProvider(fields);
    return { subscription_provider: id, name, description };
  });
}
