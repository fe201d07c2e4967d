import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { ConfigDeclaration } from "../../connector/provider.ts";

const host = "^https?://[^\\s/]+(/[^\\s]*[^\\s/])?$";
const campaign = "^campaign:[^\\s]{1,55}$";

/** One merchant account. Sandbox and production share their hosts; the user name and password tell which is meant. */
const schema = Type.Object(
  {
    base_url: Type.String({
      default: "https://api.sla-alacrity.com",
      pattern: host,
      description: "Where the API answers; no slash at the end.",
    }),
    checkout_url: Type.String({
      default: "http://checkout.sla-alacrity.com",
      pattern: host,
      description:
        "Where the hosted checkout is; no slash at the end. Plain http, so that the payer's operator can add the number. Zain operators: http://msisdn.sla-alacrity.com.",
    }),
    username: Type.String({
      minLength: 1,
      maxLength: 128,
      pattern: "^[^:]+$",
      description: "Made on the portal.",
    }),
    password: Type.String({ minLength: 1, maxLength: 128, description: "Made with the user name." }),
    merchant: Type.String({
      pattern: "^partner:[^\\s]{1,56}$",
      description: "The merchant's URI, partner:…",
    }),
    campaign: Type.String({ pattern: campaign, description: "The campaign for one-off charges, campaign:…" }),
    subscription_campaign: Type.String({
      default: "",
      pattern: `^$|${campaign}`,
      description: "The campaign of the subscriptions; empty where there are none.",
    }),
  },
  { additionalProperties: false },
);

export type SlaConfig = Readonly<Static<typeof schema>>;

export const config: ConfigDeclaration<SlaConfig> = {
  schema,
  secrets: ["username", "password"],
  forSandbox: (base_url, credentials) => {
    const settings = Value.Default(schema, { ...credentials, base_url, checkout_url: base_url });
    Value.Assert(schema, settings);
    return settings;
  },
};
