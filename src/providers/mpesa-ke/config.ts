import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { ConfigDeclaration } from "../../connector/provider.ts";

/**
 * One account and one of its shortcodes. Where no public page settles how the wire looks, the setting has a default
 * that can be changed without touching the code.
 */
const schema = Type.Object(
  {
    base_url: Type.String({
      default: "https://felixdev.io",
      pattern: "^https?://[^\\s/]+(/[^\\s]*[^\\s/])?$",
      description: "Where the aggregator answers; no slash at the end.",
    }),
    initiate_path: Type.String({
      default: "/api/v1/initiate",
      pattern: "^/",
      description: "Starts a prompt.",
    }),
    query_path: Type.String({
      default: "/api/v1/query",
      pattern: "^/",
      description: "Asks what became of one.",
    }),
    api_key: Type.String({
      minLength: 1,
      maxLength: 128,
      description: "The account's key. It cannot be re-issued, so a leak cannot be repaired.",
    }),
    link_id: Type.String({
      minLength: 1,
      maxLength: 128,
      description: "Tracking code of the shortcode to be paid, with its `#` if it has one.",
    }),
    callbacks: Type.Union([Type.Literal("signed"), Type.Literal("unsigned")], {
      default: "signed",
      description:
        "`unsigned` for an account that signs nothing: its callbacks then only bring an inquiry forward.",
    }),
    webhook_secret: Type.String({
      default: "",
      maxLength: 256,
      description: "Key of the callbacks' signature. Without it every signed callback is refused.",
    }),
    signature_header: Type.String({
      default: "x-webhook-signature",
      pattern: "^[A-Za-z0-9-]+$",
      description: "Header that carries the signature.",
    }),
    signature_prefix: Type.String({
      default: "",
      maxLength: 32,
      description: "What stands before the signature in its header, for example `sha256=`.",
    }),
    signature_encoding: Type.Union([Type.Literal("hex"), Type.Literal("base64")], {
      default: "hex",
      description: "How the signature is written.",
    }),
  },
  { additionalProperties: false },
);

export type MpesaConfig = Readonly<Static<typeof schema>>;

export const config: ConfigDeclaration<MpesaConfig> = {
  schema,
  secrets: ["api_key", "webhook_secret"],
  forSandbox: (base_url, credentials) => {
    const settings = Value.Default(schema, { ...credentials, base_url });
    Value.Assert(schema, settings);
    return settings;
  },
};
