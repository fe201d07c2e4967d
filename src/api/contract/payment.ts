import { Type } from "typebox";
import { idOf } from "./fields.ts";
import { named, oneOf, orNull, record } from "./named.ts";
import { captures, knownFields, pageNamed, wishFields } from "./operation.ts";

export const NewPayment = record(
  {
    ...wishFields,
    subscription: Type.Optional(
      Type.String({
        maxLength: 40,
        description: "Charge this subscription's customer, where charging is yours and not the provider's.",
      }),
    ),
    capture: Type.Optional(
      oneOf(captures, {
        description: "manual: hold the money now and take it later, where the provider can.",
      }),
    ),
  },
  { description: "A payment to be made." },
);

export const Payment = named("Payment", "A payment and what is known of it.", {
  ...knownFields("payment", "payment"),
  subscription: orNull(idOf("sub", "subscription that it belongs to")),
});

export const PaymentPage = pageNamed("PaymentPage", "Payments, newest first.", Payment);
