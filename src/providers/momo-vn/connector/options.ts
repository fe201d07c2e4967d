import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Order } from "../../../connector/connector.ts";
import { languages, type Method, requestTypes } from "../wire.ts";

const methods = Object.keys(requestTypes) as readonly Method[];

/** What a merchant may say of an order beyond what every provider takes. */
export const options = Type.Object(
  {
    method: Type.Optional(
      Type.Union(
        methods.map((method) => Type.Literal(method)),
        { default: "wallet", description: "How the payer pays; `any` lets them choose on MoMo's page." },
      ),
    ),
    language: Type.Optional(
      Type.Union(
        languages.map((language) => Type.Literal(language)),
        { default: "vi", description: "Of MoMo's page and messages." },
      ),
    ),
    return_url: Type.Optional(
      Type.String({
        pattern: "^https?://[^\\s]+$",
        maxLength: 2_000,
        description: "Where the payer's browser goes in the end; `payment_id` is added to it.",
      }),
    ),
    expires_in_minutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description: "How long the payer has; MoMo's own time is 100 minutes.",
      }),
    ),
  },
  { additionalProperties: false },
);

type Options = Static<typeof options>;

export function optionsOf({ provider_options }: Pick<Order, "provider_options">): {
  readonly method: Method;
  readonly language: (typeof languages)[number];
  readonly return_url: string | null;
  readonly expires_in_minutes: number | null;
} {
  const given = Value.Parse(options, { ...provider_options }) as Options;
  return {
    method: given.method ?? "wallet",
    language: given.language ?? "vi",
    return_url: given.return_url ?? null,
    expires_in_minutes: given.expires_in_minutes ?? null,
  };
}
