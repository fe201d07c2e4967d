import { Type } from "typebox";
import { Amount } from "./amount.ts";
import { idOf, pageParameters } from "./fields.ts";
import { named, record } from "./named.ts";
import { knownFields, pageNamed, wishFields } from "./operation.ts";

const { reference, description, metadata, provider_options } = wishFields;

const PaymentId = idOf("pay", "payment");

const refundFields = {
  amount: Type.Optional(
    Type.Unsafe<{ value: string; currency: string }>({
      ...Amount,
      description: "Left out: all that is left of the payment.",
    }),
  ),
  reference,
  description,
  metadata,
  provider_options,
};

export const RefundOfPayment = record(refundFields, {
  description: "A refund of this payment.",
  examples: [{ amount: { value: "500", currency: "KES" }, reference: "return-12" }],
});

export const NewRefund = record(
  { payment: PaymentId, ...refundFields },
  {
    description: "A refund of a payment that succeeded.",
    examples: [{ payment: "pay_01k9d3z7g8f6qv2m4n5p6r7s8t", amount: { value: "500", currency: "KES" } }],
  },
);

export const Refund = named("Refund", "A refund and what is known of it.", {
  ...knownFields("refund", "refund"),
  payment: PaymentId,
});

export const RefundPage = pageNamed("RefundPage", "Refunds, newest first.", Refund);

export const RefundsOfPaymentFilter = record(pageParameters);
