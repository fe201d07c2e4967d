import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

/** What a top-up has to say besides amount and number. */
export const options = Type.Object(
  {
    network: Type.Enum(["mtn", "glo", "9mobile", "airtel"], {
      description:
        "Network of the recipient. A number may have been ported, so its first digits do not tell.",
    }),
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

export type TopupOptions = Readonly<Static<typeof options>>;

/** Options were checked when the order was taken, so what does not fit here is a fault of ours. */
export function optionsOf(given: Readonly<Record<string, unknown>>): TopupOptions {
  if (!Value.Check(options, given)) throw new Error("The options of the order do not fit their schema.");
  return given;
}
