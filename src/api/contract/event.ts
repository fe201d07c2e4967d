import { Type } from "typebox";
import { eventTypes } from "../event-types.ts";
import { idOf, NextCursor, pageParameters, Time } from "./fields.ts";
import { listOf, named, oneOf, record, refer } from "./named.ts";
import { Payment } from "./payment.ts";

export const Event = named(
  "Event",
  "What merchants are told: the payment as it was then. Webhooks carry the same.",
  {
    id: idOf("evt", "event; the same as the header webhook-id"),
    type: oneOf(eventTypes),
    timestamp: Time,
    version: Type.Integer({
      description: "The payment's version then: of two events the higher one is the newer.",
    }),
    data: refer(Payment),
  },
);

export const EventPage = named("EventPage", "Events, newest first.", {
  data: listOf(refer(Event)),
  next_cursor: NextCursor,
});

export const EventFilter = record({
  type: Type.Optional(oneOf(eventTypes)),
  payment: Type.Optional(Type.String({ maxLength: 40, description: "Only those of this payment." })),
  ...pageParameters,
});
