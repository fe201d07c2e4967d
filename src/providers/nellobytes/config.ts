import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { ConfigDeclaration } from "../../connector/provider.ts";

/**
 * One account. No page of the provider's could be read, so whatever rests on client code alone is a setting with a
 * default that can be changed without touching the code.
 */
const schema = Type.Object(
  {
    base_url: Type.String({
      default: "https://www.nellobytesystems.com",
      pattern: "^https?://[^\\s/?#]+(/[^\\s?#]*[^\\s/?#])?$",
      description: "Where the provider answers; no slash at the end.",
    }),
    airtime_path: path("/APIAirtimeV1.asp", "Sells airtime. Scripts ending in V2 and V3 exist as well."),
    data_path: path("/APIDatabundleV1.asp", "Sells data bundles."),
    query_path: path("/APIQueryV1.asp", "Asks what became of an order."),
    cancel_path: path("/APICancelV1.asp", "Withdraws an order."),
    user_id: Type.String({
      minLength: 1,
      maxLength: 64,
      description: "The account's name at the provider, which looks like CK100000001.",
    }),
    api_key: Type.String({
      minLength: 1,
      maxLength: 256,
      description: "The account's key. A new key, or a new password of the account, ends it at once.",
    }),
    networks: Type.Object(
      {
        mtn: networkCode("01"),
        glo: networkCode("02"),
        "9mobile": networkCode("03"),
        airtel: networkCode("04"),
      },
      {
        default: {},
        additionalProperties: false,
        description: "The provider's code of each mobile network, with its leading zero.",
      },
    ),
    callback_url: Type.Union([Type.Literal("send"), Type.Literal("leave_out")], {
      default: "send",
      description: "`leave_out` for an account that is to be called back at no address of ours.",
    }),
  },
  { additionalProperties: false },
);

function path(usual: string, description: string) {
  return Type.String({ default: usual, pattern: "^/[^\\s?#]*$", description });
}

function networkCode(usual: string) {
  return Type.String({ default: usual, pattern: "^[0-9]{2}$" });
}

export type NellobytesConfig = Readonly<Static<typeof schema>>;

export const config: ConfigDeclaration<NellobytesConfig> = {
  schema,
  secrets: ["api_key"],
  forSandbox: (base_url, credentials) => {
    const settings = Value.Default(schema, { ...credentials, base_url });
    Value.Assert(schema, settings);
    return settings;
  },
};
