import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Completion } from "../../../connector/provider.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SlaConfig } from "../config.ts";
import { missingFor, options } from "./options.ts";

const flows = ["pin", "token", "checkout"] as const;
type Flow = (typeof flows)[number];

const { token, acr, operator, language, fraud_token, fraud_token_for_pin, two_click_only, return_url } =
  options.properties;

/** What a merchant may say of a subscription beyond what every provider takes; mostly the same as of a charge. */
export const subscriptionOptions = Type.Object(
  {
    campaign: Type.Optional(
      Type.String({
        pattern: "^campaign:[^\\s]{1,55}$",
        description:
          "What the customer subscribes to, with its price and frequency. Left out: the connection's `subscription_campaign`.",
      }),
    ),
    flow: Type.Optional(
      Type.Union(
        flows.map((flow) => Type.Literal(flow)),
        {
          description:
            "How the customer agrees: with a PIN by SMS, by a token or reference that the merchant has already, or at the hosted checkout. Left out: `token` where there is one, else `pin`.",
        },
      ),
    ),
    trial_once: Type.Optional(
      Type.Boolean({
        description: "True: whoever has had a trial of this campaign before is charged at once instead.",
      }),
    ),
    token,
    acr,
    operator,
    language,
    fraud_token,
    fraud_token_for_pin,
    two_click_only,
    return_url,
  },
  { additionalProperties: false },
);

type Given = SubscriptionOrder["provider_options"];
type Options = Static<typeof subscriptionOptions>;

export function optionsOf({ provider_options }: Pick<SubscriptionOrder, "provider_options">): Options {
  return Value.Parse(subscriptionOptions, { ...provider_options });
}

export function flowOf(order: Pick<SubscriptionOrder, "provider_options">): Flow {
  const { flow, token, acr } = optionsOf(order);
  return flow ?? (token === undefined && acr === undefined ? "pin" : "token");
}

/** A subscription stays with the campaign that it began with, whatever the connection's settings say later. */
export function completeOptions(
  given: Given,
  { phone_number, config }: { readonly phone_number: string | null; readonly config: SlaConfig },
): Completion {
  const { token, acr } = given;
  const campaign = campaignOf({ provider_options: given }, config);
  if (campaign === null)
    return { missing: "campaign", says: "Name it: the connection has no `subscription_campaign`." };
  const flow = flowOf({ provider_options: given });
  const missing = missingFor(flow, { consent: token ?? acr, phone_number });
  return missing ?? { options: { ...given, campaign } };
}

/** Null where neither the merchant nor the connection names one. */
export function campaignOf(
  order: Pick<SubscriptionOrder, "provider_options">,
  config: SlaConfig,
): string | null {
  const campaign = optionsOf(order).campaign ?? config.subscription_campaign;
  return campaign === "" ? null : campaign;
}
