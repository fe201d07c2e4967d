import { Type } from "typebox";
import { deliveryStatuses } from "../../store/deliveries.ts";
import { eventTypes } from "../event-types.ts";
import { EVENT_TYPES_MAX, URL_LENGTH_MAX, WEBHOOK_DESCRIPTION_LENGTH_MAX } from "../limits.ts";
import { Environment, idOf, NextCursor, pageParameters, Time } from "./fields.ts";
import { listOf, named, oneOf, orNull, record, refer } from "./named.ts";

const Url = Type.String({
  minLength: 8,
  maxLength: URL_LENGTH_MAX,
  description: "An https address that is reachable from the Internet.",
  examples: ["https://shop.example.com/hakika"],
});
const Description = Type.String({ minLength: 1, maxLength: WEBHOOK_DESCRIPTION_LENGTH_MAX });
const EventTypes = listOf(oneOf(eventTypes), {
  maxItems: EVENT_TYPES_MAX,
  uniqueItems: true,
  description: "Which events to send; empty means all of them, later ones included.",
});

export const NewWebhookEndpoint = record(
  { url: Url, description: Type.Optional(Description), event_types: Type.Optional(EventTypes) },
  {
    examples: [
      { url: "https://shop.example.com/hakika", event_types: ["payment.succeeded", "payment.failed"] },
    ],
  },
);

export const WebhookEndpointChange = Type.Object(
  {
    url: Type.Optional(Url),
    description: Type.Optional(orNull(Description)),
    event_types: Type.Optional(EventTypes),
    enabled: Type.Optional(
      Type.Boolean({ description: "false: send it no more events. true: send them again from now on." }),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: "What is left out stays.",
    examples: [{ enabled: true }],
  },
);

export const WebhookEndpoint = named(
  "WebhookEndpoint",
  "Where events are sent. Its secret is not shown again.",
  {
    id: idOf("whe", "endpoint"),
    url: Url,
    description: orNull(Type.String()),
    event_types: EventTypes,
    environment: Environment,
    enabled: Type.Boolean(),
    disabled_at: orNull(Time),
    disabled_because: orNull(Type.String()),
    previous_secret_until: orNull(Time),
    created_at: Time,
  },
);

export const WebhookEndpointWithSecret = named(
  "WebhookEndpointWithSecret",
  "The endpoint with its secret, which is shown this once.",
  {
    endpoint: refer(WebhookEndpoint),
    secret: Type.String({
      description: "Signs every webhook (Standard Webhooks). Shown here once and never again.",
      examples: ["whsec_…"],
    }),
  },
);

export const WebhookEndpoints = named("WebhookEndpoints", "All endpoints, oldest first.", {
  data: listOf(refer(WebhookEndpoint)),
});

export const WebhookDelivery = named("WebhookDelivery", "One event on its way to one endpoint.", {
  id: idOf("dlv", "delivery"),
  event: idOf("evt", "event"),
  event_type: Type.String(),
  endpoint: idOf("whe", "endpoint"),
  status: oneOf(deliveryStatuses, {
    description: "abandoned: nobody tries any more, unless it is asked for.",
  }),
  tries: Type.Integer(),
  next_try_at: orNull(Time),
  last_status: orNull(
    Type.Integer({ description: "HTTP status of the last try; null where no answer came." }),
  ),
  last_problem: orNull(Type.String()),
  created_at: Time,
  delivered_at: orNull(Time),
});

export const WebhookDeliveryPage = named("WebhookDeliveryPage", "Deliveries, newest first.", {
  data: listOf(refer(WebhookDelivery)),
  next_cursor: NextCursor,
});

export const WebhookDeliveryFilter = record({
  endpoint: Type.Optional(Type.String({ maxLength: 40 })),
  event: Type.Optional(Type.String({ maxLength: 40 })),
  status: Type.Optional(oneOf(deliveryStatuses)),
  ...pageParameters,
});
