import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Order } from "../../../connector/connector.ts";
import type { Completion } from "../../../connector/provider.ts";

const flows = ["pin", "token", "checkout", "message_reply"] as const;
export type Flow = (typeof flows)[number];

const language = Type.Optional(
  Type.String({
    pattern: "^[a-z]{2}$",
    description: "Of messages and pages, ISO 639-1; which there are depends on the operator.",
  }),
);

const operator = Type.Optional(
  Type.String({
    pattern: "^[a-z0-9-]{2,32}$",
    description:
      "The payer's operator, such as `mobile-ng`, where the merchant knows it. At the checkout it also tells whether somebody who stays away can have been charged.",
  }),
);

const acr = Type.Optional(
  Type.String({
    pattern: "^(telenor-[A-Z]{3}-[A-Z]{2}:)?[0-9A-Za-z]{48}$",
    description: "The payer's anonymous reference, at operators that give no number away.",
  }),
);

/** What a merchant may say of a charge beyond what every provider takes. */
export const options = Type.Object(
  {
    flow: Type.Optional(
      Type.Union(
        flows.map((flow) => Type.Literal(flow)),
        {
          description:
            "How the payer agrees: with a PIN by SMS, by a token or reference that the merchant has already, at the hosted checkout, or by replying to an SMS. Left out: `token` where there is one, else `pin`.",
        },
      ),
    ),
    token: Type.Optional(
      Type.String({
        pattern: "^TOKEN:[^\\s]{1,64}$",
        description: "What the hosted button handed over; works once, for two minutes.",
      }),
    ),
    acr,
    operator,
    language,
    fraud_token: Type.Optional(
      Type.String({
        pattern: "^[0-9A-Za-z-]{1,64}$",
        description: "Of the fraud check, where the service demands one with the charge.",
      }),
    ),
    fraud_token_for_pin: Type.Optional(
      Type.String({
        pattern: "^[0-9A-Za-z-]{1,64}$",
        description: "The same where the service demands one before it sends a PIN; each works once.",
      }),
    ),
    two_click_only: Type.Optional(
      Type.Boolean({ description: "The checkout does not fall back to a PIN where the number is not seen." }),
    ),
    return_url: Type.Optional(
      Type.String({
        pattern: "^https?://[^\\s]+$",
        maxLength: 2_000,
        description: "Where the payer's browser goes after the hosted checkout; `payment_id` is added to it.",
      }),
    ),
  },
  { additionalProperties: false },
);

/** Whom to give the money back to has to be said where the payment was made without a number. */
export const refundOptions = Type.Object(
  {
    acr,
    language,
    phone_number: Type.Optional(
      Type.String({
        pattern: "^\\+[1-9][0-9]{7,14}$",
        description: "The payer's, where the payment itself has none: they gave it at the checkout.",
      }),
    ),
  },
  { additionalProperties: false },
);

export const messageOptions = Type.Object(
  {
    acr,
    values: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^[A-Za-z_]{1,32}$" }),
        Type.String({ pattern: "^[^'\"]{0,100}$" }),
        {
          minProperties: 1,
          maxProperties: 20,
          description: "Fill a preset of the service, which is then sent instead of the text.",
        },
      ),
    ),
  },
  { additionalProperties: false },
);

type Given = Readonly<Record<string, unknown>>;

/** Says how the payer agrees, where the merchant left it to what else they gave. */
export function completeOptions(given: Given, phone_number: string | null): Completion {
  const { token, acr: reference } = given;
  const consent = token ?? reference;
  const flow = given["flow"] ?? (consent === undefined ? "pin" : "token");
  const missing = missingFor(flow, { consent, phone_number });
  if (missing !== null) return missing;
  if (flow === "message_reply" && phone_number === null && reference === undefined)
    return {
      missing: "flow",
      says: "The flow `message_reply` needs a phone number, or the payer's reference in `acr`.",
    };
  return { options: { ...given, flow } };
}

/** Null where the customer can agree in this way. */
export function missingFor(
  flow: unknown,
  { consent, phone_number }: { readonly consent: unknown; readonly phone_number: string | null },
): Completion | null {
  if (flow === "token" && consent === undefined)
    return { missing: "token", says: "The flow `token` needs a token, or the payer's reference in `acr`." };
  if (flow === "pin" && phone_number === null)
    return {
      missing: "flow",
      says: "Without a phone number there is nowhere to send a PIN: `token` and `checkout` need none.",
    };
  return null;
}

type Options = Static<typeof options>;

export interface ChargeOptions {
  readonly flow: Flow;
  readonly token: string | null;
  readonly acr: string | null;
  readonly operator: string | null;
  readonly language: string | null;
  readonly fraud_token: string | null;
  readonly fraud_token_for_pin: string | null;
  readonly two_click_only: boolean;
  readonly return_url: string | null;
}

/** A subscription's payments have its options, of which some are none of a charge's: those are left out. */
export function optionsOf({ provider_options }: Pick<Order, "provider_options">): ChargeOptions {
  const given = Value.Parse(options, Value.Clean(options, { ...provider_options })) as Options;
  return {
    flow: given.flow ?? "pin",
    token: given.token ?? null,
    acr: given.acr ?? null,
    operator: given.operator ?? null,
    language: given.language ?? null,
    fraud_token: given.fraud_token ?? null,
    fraud_token_for_pin: given.fraud_token_for_pin ?? null,
    two_click_only: given.two_click_only ?? false,
    return_url: given.return_url ?? null,
  };
}
