import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { ConfigDeclaration } from "../../connector/provider.ts";

/** One merchant account. Keys differ between MoMo's test and production hosts, and nothing in them tells which. */
const schema = Type.Object(
  {
    base_url: Type.String({
      default: "https://payment.momo.vn",
      pattern: "^https?://[^\\s/]+(/[^\\s]*[^\\s/])?$",
      description: "Where MoMo answers; no slash at the end. Its test host is https://test-payment.momo.vn.",
    }),
    partner_code: Type.String({ minLength: 1, maxLength: 50, description: "Names the merchant." }),
    access_key: Type.String({
      minLength: 1,
      maxLength: 128,
      description: "First term of every signed text.",
    }),
    secret_key: Type.String({ minLength: 1, maxLength: 128, description: "Key of every signature." }),
    public_key: Type.String({
      default: "",
      maxLength: 2_000,
      description: "MoMo's RSA key (PEM), under which tokens travel; not needed for single payments.",
    }),
    partner_name: Type.String({
      default: "",
      maxLength: 50,
      description: "Shown to the payer; empty: the name that MoMo has.",
    }),
    store_id: Type.String({
      default: "",
      maxLength: 50,
      description: "Names the shop, if there are several.",
    }),
  },
  { additionalProperties: false },
);

export type MomoConfig = Readonly<Static<typeof schema>>;

export const config: ConfigDeclaration<MomoConfig> = {
  schema,
  secrets: ["access_key", "secret_key"],
  forSandbox: (base_url, credentials) => {
    const settings = Value.Default(schema, { ...credentials, base_url });
    Value.Assert(schema, settings);
    return settings;
  },
};
