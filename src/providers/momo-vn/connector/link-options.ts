import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Language, LinkKind } from "../wire.ts";
import { type Given, options, pageUrl } from "./options.ts";
import { type Plan, plan } from "./plan.ts";

const { language } = options.properties;

/** What a merchant may say of a wallet that is to be linked. */
export const linkOptions = Type.Object(
  {
    customer: Type.Optional(
      Type.String({
        pattern: "^[\\x21-\\x7e]{1,50}$",
        description:
          "The merchant's own name for the customer, for one linked wallet at a time; left out: one of ours.",
      }),
    ),
    description: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: "What MoMo's page says the wallet is linked for.",
      }),
    ),
    plan: Type.Optional(plan),
    language,
    return_url: pageUrl("Where the customer's browser goes in the end; `subscription_id` is added to it."),
  },
  { additionalProperties: false },
);

export function linkOptionsOf({ provider_options }: Given): {
  readonly customer: string | null;
  readonly description: string | null;
  readonly plan: Plan | null;
  readonly language: Language;
} {
  const given = Value.Parse(linkOptions, { ...provider_options }) as Static<typeof linkOptions>;
  return {
    customer: given.customer ?? null,
    description: given.description ?? null,
    plan: given.plan ?? null,
    language: given.language ?? "vi",
  };
}

export function linkKindOf(given: Given): LinkKind {
  return linkOptionsOf(given).plan === null ? "wallet" : "plan";
}

/** The name under which MoMo keeps the customer's wallet. */
export function customerOf(link: Given & { readonly attempt_reference: string }): string {
  return linkOptionsOf(link).customer ?? link.attempt_reference;
}
