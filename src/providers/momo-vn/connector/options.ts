import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { type Language, languages, type Method, requestTypes } from "../wire.ts";

const methods = Object.keys(requestTypes) as readonly Method[];

/** A page of the merchant's. */
export function pageUrl(description: string) {
  return Type.Optional(Type.String({ pattern: "^https?://[^\\s]+$", maxLength: 2_000, description }));
}

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
    return_url: pageUrl("Where the payer's browser goes in the end; `payment_id` is added to it."),
    ask_for_code: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          "Only for a linked wallet: MoMo sends the payer a code, which you pass on to …/confirm. MoMo has to permit it first.",
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

/** A refund is told in the language of its payment, and needs nothing of its own. */
export const refundOptions = Type.Object({}, { additionalProperties: false });

export interface Given {
  readonly provider_options: Readonly<Record<string, unknown>>;
}

export function optionsOf({ provider_options }: Given): {
  readonly method: Method;
  readonly language: Language;
  readonly return_url: string | null;
  readonly ask_for_code: boolean;
  readonly expires_in_minutes: number | null;
} {
  const given = Value.Parse(options, { ...provider_options }) as Static<typeof options>;
  return {
    method: given.method ?? "wallet",
    language: given.language ?? "vi",
    return_url: given.return_url ?? null,
    ask_for_code: given.ask_for_code ?? false,
    expires_in_minutes: given.expires_in_minutes ?? null,
  };
}
