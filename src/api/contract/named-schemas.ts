import { Amount } from "./amount.ts";
import { Customer, Unsubscription } from "./customer.ts";
import { Event, EventPage } from "./event.ts";
import { Attempts, Timeline } from "./history.ts";
import { Message, MessagePage, ReceivedMessage } from "./message.ts";
import type { Named } from "./named.ts";
import { Outcome } from "./outcome.ts";
import { Payment, PaymentPage } from "./payment.ts";
import { PhoneAnswer } from "./phone.ts";
import { ProblemBody } from "./problem.ts";
import { ProviderInfo, Providers } from "./provider.ts";
import { Refund, RefundPage } from "./refund.ts";
import { Explanation, Registry, RegistryRow } from "./registry.ts";
import { DecidedReview, Review, ReviewPage } from "./review.ts";
import { Subscription, SubscriptionPage } from "./subscription.ts";
import { Topup, TopupPage } from "./topup.ts";
import {
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookEndpoint,
  WebhookEndpoints,
  WebhookEndpointWithSecret,
} from "./webhook.ts";

/** The schemas that the document lists under their names. */
export const namedSchemas: readonly Named[] = [
  Payment,
  PaymentPage,
  Topup,
  TopupPage,
  Refund,
  RefundPage,
  Message,
  MessagePage,
  ReceivedMessage,
  Subscription,
  SubscriptionPage,
  Amount,
  Outcome,
  Timeline,
  Attempts,
  Event,
  EventPage,
  WebhookEndpoint,
  WebhookEndpoints,
  WebhookEndpointWithSecret,
  WebhookDelivery,
  WebhookDeliveryPage,
  ProviderInfo,
  Providers,
  RegistryRow,
  Registry,
  Explanation,
  PhoneAnswer,
  Customer,
  Unsubscription,
  Review,
  ReviewPage,
  DecidedReview,
  ProblemBody,
];
