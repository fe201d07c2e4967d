import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { Completion } from "../../../connector/provider.ts";
import { networkOfNumber } from "./network-of-number.ts";

/** What a top-up has to say besides amount and number. */
export const options = Type.Object(
  {
    network: Type.Optional(
      Type.Enum(["mtn", "glo", "9mobile", "airtel"], {
        description:
          "Network of the recipient. May be left out where the number's first digits tell; name it for a number that was ported.",
      }),
    ),
    product: Type.Optional(
      Type.Enum(["airtime", "data"], { description: "What is sold; airtime where it is left out." }),
    ),
    data_plan: Type.Optional(
      Type.String({
        pattern: "^[!-~]{1,40}$",
        description:
          "PRODUCT_ID from the provider's list of plans, to the letter: 1000 and 1000.00 are two plans.",
      }),
    ),
  },
  {
    additionalProperties: false,
    // A plan makes it data, and data needs a plan.
    dependentSchemas: {
      data_plan: { required: ["product"], properties: { product: { const: "data" } } },
    },
    if: { properties: { product: { not: { const: "data" } } } },
    else: { required: ["data_plan"] },
  },
);

type GivenOptions = Readonly<Static<typeof options>>;

/** Once the network is known. */
export type TopupOptions = GivenOptions & Required<Pick<GivenOptions, "network">>;

/** The network that is named counts, or else the one to which the number was given out. */
export function completeOptions(
  given: Readonly<Record<string, unknown>>,
  phone_number: string | null,
): Completion {
  const network = given["network"] ?? (phone_number === null ? undefined : networkOfNumber(phone_number));
  return network === undefined
    ? { missing: "network", says: "The number's first digits do not tell its network: name it." }
    : { options: { ...given, network } };
}

/** Options were checked and completed when the order was taken, so what does not fit here is a fault of ours. */
export function optionsOf(given: Readonly<Record<string, unknown>>): TopupOptions {
  if (!Value.Check(options, given)) throw new Error("The options of the order do not fit their schema.");
  const { network } = given;
  if (network === undefined) throw new Error("The options of the order name no network.");
  return { ...given, network };
}
