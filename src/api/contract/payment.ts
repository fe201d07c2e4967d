import { Type } from "typebox";
import { named, oneOf, record } from "./named.ts";
import { captures, knownFields, pageNamed, wishFields } from "./operation.ts";

export const NewPayment = record(
  {
    ...wishFields,
    capture: Type.Optional(
      oneOf(captures, {
        description: "manual: hold the money now and take it later, where the provider can.",
      }),
    ),
  },
  { description: "A payment to be made." },
);

export const Payment = named("Payment", "A payment and what is known of it.", knownFields("pay", "payment"));

export const PaymentPage = pageNamed("PaymentPage", "Payments, newest first.", Payment);
