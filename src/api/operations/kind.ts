import type { Static, TObject } from "typebox";
import type { Named } from "../contract/named.ts";
import { NewPayment, Payment, PaymentPage } from "../contract/payment.ts";
import { NewTopup, Topup, TopupPage } from "../contract/topup.ts";

/**
 * All that sets payments and top-ups apart in the API: their names, and what a merchant may say of a new one. Whatever
 * does not stand here is one and the same for both.
 */
export interface Kind {
  readonly kind: "payment" | "topup";
  readonly url: string;
  readonly tag: string;
  /** In names of calls, such as `createPayment`. */
  readonly name: string;
  /** In sentences. */
  readonly one: string;
  readonly many: string;
  /** What taking one is called. */
  readonly taking: string;
  readonly id_prefix: string;
  readonly New: TObject;
  readonly Known: Named<typeof Payment>;
  readonly Page: Named<typeof PaymentPage>;
}

/** As a merchant asks for it. Only a payment can be captured by hand, so a top-up never says how. */
export type OperationRequest = Static<typeof NewPayment>;

const payments: Kind = {
  kind: "payment",
  url: "/payments",
  tag: "Payments",
  name: "Payment",
  one: "payment",
  many: "payments",
  taking: "Take a payment",
  id_prefix: "pay",
  New: NewPayment,
  Known: Payment,
  Page: PaymentPage,
};

const topups: Kind = {
  kind: "topup",
  url: "/topups",
  tag: "Top-ups",
  name: "Topup",
  one: "top-up",
  many: "top-ups",
  taking: "Sell a top-up",
  id_prefix: "top",
  New: NewTopup,
  Known: Topup,
  Page: TopupPage,
};

export const kinds: readonly Kind[] = [payments, topups];
