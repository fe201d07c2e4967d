import { Type } from "typebox";
import { eventTypes } from "../event-types.ts";
import { idOf, NextCursor, pageParameters, Time } from "./fields.ts";
import { oneOf, record, refer } from "./named.ts";
import { Payment } from "./payment.ts";

export const Event = record(
  {
    id: idOf("evt", "event; the same as the header webhook-id"),
    type: oneOf(eventTypes),
    timestamp: Time,
    data: refer(Payment),
  },
  {
    $id: "Event",
    description: "What merchants are told: the payment as it was then. Webhooks carry the same.",
  },
);

export const EventPage = record(
  { data: Type.Array(refer(Event)), next_cursor: NextCursor },
  { $id: "EventPage", description: "Events, newest first." },
);

export const EventFilter = record({
  type: Type.Optional(oneOf(eventTypes)),
  payment: Type.Optional(Type.String({ maxLength: 40, description: "Only those of this payment." })),
  ...pageParameters,
});
