import { type Static, Type } from "typebox";
import type { SubscriptionInfo } from "../wire/link-bodies.ts";
import { frequencies } from "../wire.ts";

const periods = Object.keys(frequencies) as readonly (keyof typeof frequencies)[];

const day = (description: string) =>
  Type.String({ pattern: "^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", description });

/** What the customer agrees to beyond the link: MoMo then takes one charge in each period, and no other amount. */
export const plan = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: "Shown to the customer." }),
    every: Type.Union(
      periods.map((period) => Type.Literal(period)),
      { description: "A period takes one charge, which the merchant makes." },
    ),
    amount: Type.Optional(
      Type.String({
        pattern: "^[1-9][0-9]{3,7}$",
        description: "Of every charge, in dong; left out: it varies.",
      }),
    ),
    first_charge_on: day("The first day on which it may be charged, in Vietnam."),
    ends_on: day("The day on which it runs out, in Vietnam."),
  },
  { additionalProperties: false },
);

export type Plan = Static<typeof plan>;

export function subscriptionInfo(
  { name, every, amount, first_charge_on, ends_on }: Plan,
  names: Pick<SubscriptionInfo, "partnerSubsId" | "subsOwner">,
): SubscriptionInfo {
  return {
    ...names,
    name,
    type: amount === undefined ? "VARIABLE" : "FIXED",
    recurringAmount: Number(amount ?? "0"),
    nextPaymentDate: first_charge_on,
    expiryDate: ends_on,
    frequency: frequencies[every],
  };
}
