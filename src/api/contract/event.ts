import { Type } from "typebox";
import { eventTypes } from "../event-types.ts";
import { idOf, NextCursor, pageParameters, Time } from "./fields.ts";
import { Message, ReceivedMessage } from "./message.ts";
import { listOf, named, oneOf, record, refer } from "./named.ts";
import { Payment } from "./payment.ts";
import { Refund } from "./refund.ts";
import { Subscription } from "./subscription.ts";
import { Topup } from "./topup.ts";

export const Event = named(
  "Event",
  "What merchants are told: the resource as it was then. Webhooks carry the same.",
  {
    id: idOf("evt", "event; the same as the header webhook-id"),
    type: oneOf(eventTypes),
    timestamp: Time,
    version: Type.Integer({
      description: "Its version then: of two events the higher one is the newer.",
    }),
    data: Type.Union([
      refer(Payment),
      refer(Topup),
      refer(Refund),
      refer(Message),
      refer(ReceivedMessage),
      refer(Subscription),
    ]),
  },
);

export const EventPage = named("EventPage", "Events, newest first.", {
  data: listOf(refer(Event)),
  next_cursor: NextCursor,
});

export const EventFilter = record({
  type: Type.Optional(oneOf(eventTypes)),
  operation: Type.Optional(
    Type.String({
      maxLength: 40,
      description: "Only those of this payment, top-up, refund, message or subscription.",
    }),
  ),
  ...pageParameters,
});
