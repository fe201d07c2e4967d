/** What the API sends and takes, derived from its own schemas, so that the client cannot drift from them. */
import type { Static } from "typebox";
import type {
  CustomerQuestion as CustomerQuestionSchema,
  Customer as CustomerSchema,
  CustomerUnsubscription as CustomerUnsubscriptionSchema,
  Unsubscription as UnsubscriptionSchema,
} from "../api/contract/customer.ts";
import type { Timeline as TimelineSchema } from "../api/contract/history.ts";
import type {
  MessagePage as MessagePageSchema,
  Message as MessageSchema,
  NewMessage as NewMessageSchema,
} from "../api/contract/message.ts";
import type {
  NewPayment as NewPaymentSchema,
  PaymentPage as PaymentPageSchema,
  Payment as PaymentSchema,
} from "../api/contract/payment.ts";
import type { ProblemBody } from "../api/contract/problem.ts";
import type {
  RefundOfPayment as RefundOfPaymentSchema,
  RefundPage as RefundPageSchema,
  Refund as RefundSchema,
} from "../api/contract/refund.ts";
import type {
  DecidedReview as DecidedReviewSchema,
  ReviewDecision as ReviewDecisionSchema,
  ReviewPage as ReviewPageSchema,
  Review as ReviewSchema,
} from "../api/contract/review.ts";
import type {
  NewSubscription as NewSubscriptionSchema,
  SubscriptionPage as SubscriptionPageSchema,
  Subscription as SubscriptionSchema,
} from "../api/contract/subscription.ts";
import type {
  NewTopup as NewTopupSchema,
  TopupPage as TopupPageSchema,
  Topup as TopupSchema,
} from "../api/contract/topup.ts";
import type {
  WebhookDeliveryPage as WebhookDeliveryPageSchema,
  WebhookDelivery as WebhookDeliverySchema,
} from "../api/contract/webhook.ts";

export type NewPayment = Static<typeof NewPaymentSchema>;
export type Payment = Static<typeof PaymentSchema>;
export type PaymentPage = Static<typeof PaymentPageSchema>;
/** They have nearly the same shape; `object` tells which it is. */
export type Operation = Payment | Topup | Refund | Message;
export type RefundOfPayment = Static<typeof RefundOfPaymentSchema>;
export type Refund = Static<typeof RefundSchema>;
export type RefundPage = Static<typeof RefundPageSchema>;
export type NewMessage = Static<typeof NewMessageSchema>;
export type Message = Static<typeof MessageSchema>;
export type MessagePage = Static<typeof MessagePageSchema>;
export type NewTopup = Static<typeof NewTopupSchema>;
export type Topup = Static<typeof TopupSchema>;
export type TopupPage = Static<typeof TopupPageSchema>;
export type CustomerQuestion = Static<typeof CustomerQuestionSchema>;
export type Customer = Static<typeof CustomerSchema>;
export type CustomerUnsubscription = Static<typeof CustomerUnsubscriptionSchema>;
export type Unsubscription = Static<typeof UnsubscriptionSchema>;
export type NewSubscription = Static<typeof NewSubscriptionSchema>;
export type Subscription = Static<typeof SubscriptionSchema>;
export type SubscriptionPage = Static<typeof SubscriptionPageSchema>;
export type Timeline = Static<typeof TimelineSchema>;
export type Review = Static<typeof ReviewSchema>;
export type ReviewPage = Static<typeof ReviewPageSchema>;
export type ReviewDecision = Static<typeof ReviewDecisionSchema>;
export type DecidedReview = Static<typeof DecidedReviewSchema>;
export type WebhookDelivery = Static<typeof WebhookDeliverySchema>;
export type WebhookDeliveryPage = Static<typeof WebhookDeliveryPageSchema>;
export type Problem = Static<typeof ProblemBody>;
