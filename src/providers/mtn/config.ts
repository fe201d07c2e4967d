import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { ConfigDeclaration } from "../../connector/provider.ts";

/** One app at the platform. What an operating company decides is a setting, for no list of it is published. */
const schema = Type.Object(
  {
    base_url: Type.String({
      default: "https://api.mtn.com",
      pattern: "^https?://[^\\s/?#]+(/[^\\s?#]*[^\\s/?#])?$",
      description: "Where the platform answers; no slash at the end.",
    }),
    token_path: Type.String({
      default: "/v1/oauth/access_token",
      pattern: "^/[^\\s?#]*$",
      description: "Where tokens are given out; older products name other paths.",
    }),
    client_id: Type.String({ minLength: 1, maxLength: 128, description: "The app's consumer key." }),
    client_secret: Type.String({ minLength: 1, maxLength: 128, description: "The app's consumer secret." }),
    api_key: Type.String({
      default: "",
      maxLength: 128,
      description: "Sent as x-api-key; empty: the consumer key.",
    }),
    country: Type.String({
      default: "",
      pattern: "^([A-Z]{2})?$",
      description: "ISO 3166-1 alpha-2, sent as x-country-code; empty: the app itself tells its country.",
    }),
    target_system: Type.Enum(["", "ECW", "AYO", "EWP", "OCC", "CPG", "CELD"], {
      default: "",
      description: "The system that carries out payments; empty: the platform chooses.",
    }),
    refill_profile_id: Type.String({
      default: "1",
      pattern: "^[!-~]{1,32}$",
      description: "The profile by which the platform tops up from the partner's float.",
    }),
    contracting_partner_id: partner("Names the partner that bills by content tokens."),
    platform_partner_id: partner("Names the partner's platform for content tokens."),
  },
  { additionalProperties: false },
);

function partner(description: string) {
  return Type.String({
    default: "",
    pattern: "^([0-9]{9})?$",
    description: `${description} Nine digits; empty where nothing is billed so.`,
  });
}

export type MtnConfig = Readonly<Static<typeof schema>>;

export const config: ConfigDeclaration<MtnConfig> = {
  schema,
  secrets: ["client_secret", "api_key"],
  forSandbox: (base_url, credentials) => {
    const settings = Value.Default(schema, { ...credentials, base_url });
    Value.Assert(schema, settings);
    return settings;
  },
};
