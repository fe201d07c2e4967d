import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import { paymentSources, types } from "../wire/subscription.ts";

type Source = keyof typeof paymentSources;
type Kind = keyof typeof types;

/** What is subscribed to, and how. Prices and lengths stand in the catalogue of the system that provides it. */
export const subscriptionOptions = Type.Object(
  {
    subscription_id: Type.String({
      pattern: "^[A-Za-z0-9_.:-]{1,64}$",
      description: "Names the offer in its provider's catalogue.",
    }),
    subscription_provider: Type.String({
      pattern: "^[A-Za-z0-9_.:-]{1,32}$",
      description: "The system that provides it, for example CSM or RBT.",
    }),
    name: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: "The offer's name for people; left out: its id.",
      }),
    ),
    type: Type.Optional(
      Type.Union(
        (Object.keys(types) as Kind[]).map((type) => Type.Literal(type)),
        { default: "adhoc", description: "Taken once, or again and again." },
      ),
    ),
    length: Type.Optional(
      Type.String({
        pattern: "^[!-~]{1,16}$",
        description: "How long it runs, in the provider's own words; left out: as its catalogue has it.",
      }),
    ),
    auto_renew: Type.Optional(
      Type.Boolean({ default: false, description: "Renewed and charged by the provider when it runs out." }),
    ),
    payment_source: Type.Optional(
      Type.Union(
        (Object.keys(paymentSources) as Source[]).map((source) => Type.Literal(source)),
        { default: "airtime", description: "What the customer pays with." },
      ),
    ),
    channel: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9_-]{1,32}$",
        description: "Through which channel the customer asked for it, for example SMS or WEB.",
      }),
    ),
    notify: Type.Optional(
      Type.Boolean({ default: true, description: "Whether the customer is told by text message." }),
    ),
  },
  { additionalProperties: false },
);

export function subscriptionOptionsOf({ provider_options }: Pick<SubscriptionOrder, "provider_options">) {
  const given = Value.Parse(subscriptionOptions, { ...provider_options }) as Static<
    typeof subscriptionOptions
  >;
  return {
    subscription_id: given.subscription_id,
    subscription_provider: given.subscription_provider,
    // One specification demands a name, and clients in the field leave it out.
    name: given.name ?? given.subscription_id,
    type: (given.type ?? "adhoc") as Kind,
    length: given.length ?? null,
    auto_renew: given.auto_renew ?? false,
    payment_source: (given.payment_source ?? "airtime") as Source,
    channel: given.channel ?? null,
    notify: given.notify ?? true,
  };
}
