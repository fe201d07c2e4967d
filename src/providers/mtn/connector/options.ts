import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Order } from "../../../connector/connector.ts";
import type { Completion } from "../../../connector/provider.ts";

const methods = ["wallet", "airtime", "content_token"] as const;

/** What a merchant may say of a payment. */
export const options = Type.Object(
  {
    method: Type.Optional(
      Type.Enum(methods, {
        default: "wallet",
        description:
          "`wallet`: the payer's MoMo wallet, after a prompt. `airtime`: the payer's airtime, at once. `content_token`: as the payer has agreed to before.",
      }),
    ),
    content_token: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9-]{16,96}$",
        description: "The token that names the payer's consent; for `content_token` alone.",
      }),
    ),
  },
  { additionalProperties: false },
);

/** What a merchant may say of a top-up. */
export const topupOptions = Type.Object(
  {
    refill_profile_id: Type.Optional(
      Type.String({
        pattern: "^[!-~]{1,32}$",
        description: "The platform's profile of this refill; left out: the connection's own.",
      }),
    ),
  },
  { additionalProperties: false },
);

export type PaymentOptions = Readonly<Static<typeof options>> & {
  readonly method: (typeof methods)[number];
};

/** Options were checked when the order was taken, so what does not fit here is a fault of ours. */
export function paymentOptionsOf({ provider_options }: Pick<Order, "provider_options">): PaymentOptions {
  if (!Value.Check(options, provider_options)) throw new Error("The options do not fit their schema.");
  return { ...provider_options, method: provider_options.method ?? "wallet" };
}

export function topupOptionsOf({ provider_options }: Order): Readonly<Static<typeof topupOptions>> {
  if (!Value.Check(topupOptions, provider_options)) throw new Error("The options do not fit their schema.");
  return provider_options;
}

/** Carrier billing names no currency and counts in cents of the rand, so nothing else may come near it. */
export function completeOptions(
  given: Readonly<Record<string, unknown>>,
  _phone_number: string | null,
  currency: string,
): Completion {
  const { method, content_token } = given;
  if (method === "content_token" && content_token === undefined)
    return { missing: "content_token", says: "The method content_token needs the payer's token." };
  if (method !== "content_token" && content_token !== undefined)
    return { missing: "method", says: "A content token is used by the method content_token alone." };
  if (method === "content_token" && currency !== CONTENT_TOKEN_CURRENCY)
    return { missing: "method", says: `Content tokens are billed in ${CONTENT_TOKEN_CURRENCY} alone.` };
  return { options: given };
}

const CONTENT_TOKEN_CURRENCY = "ZAR";
