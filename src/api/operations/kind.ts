import type { Static, TObject } from "typebox";
import type { Amount } from "../../core/money.ts";
import type { OperationKind } from "../../core/operation.ts";
import { Message, MessagePage, NewMessage } from "../contract/message.ts";
import type { Named } from "../contract/named.ts";
import { NewPayment, Payment, PaymentPage } from "../contract/payment.ts";
import { NewRefund, Refund, RefundPage } from "../contract/refund.ts";
import { NewTopup, Topup, TopupPage } from "../contract/topup.ts";

/**
 * All that sets the kinds of operation apart in the API: their names, and what a merchant may say of a new one. Whatever
 * does not stand here is one and the same for all of them.
 */
export interface Kind {
  readonly kind: OperationKind;
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
  readonly Known: Named;
  readonly Page: Named;
}

/** What a merchant asks for, whatever the kind: a message has a text and no amount, and only a payment says how to capture. */
export interface OperationRequest extends Omit<Static<typeof NewPayment>, "amount"> {
  readonly amount?: Amount;
  readonly text?: string;
}

export const payments: Kind = {
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

const messages: Kind = {
  kind: "message",
  url: "/messages",
  tag: "Messages",
  name: "Message",
  one: "message",
  many: "messages",
  taking: "Send a text message",
  id_prefix: "msg",
  New: NewMessage,
  Known: Message,
  Page: MessagePage,
};

/** Taken in their own way, for each is a refund of a payment: see refunds.ts. */
export const refunds: Kind = {
  kind: "refund",
  url: "/refunds",
  tag: "Refunds",
  name: "Refund",
  one: "refund",
  many: "refunds",
  taking: "Give a payment back",
  id_prefix: "ref",
  New: NewRefund,
  Known: Refund,
  Page: RefundPage,
};

export const askedAlone: readonly Kind[] = [payments, topups, messages];
export const kinds: readonly Kind[] = [payments, topups, refunds, messages];
