import { Type } from "typebox";
import { TEXT_LENGTH_MAX } from "../limits.ts";
import { Environment, idOf, PhoneNumber, Time } from "./fields.ts";
import { named, oneOf, orNull, record } from "./named.ts";
import { knownFields, pageNamed, wishFields } from "./operation.ts";

const { provider, reference, metadata, provider_options } = wishFields;

export const NewMessage = record(
  {
    provider,
    phone_number: Type.Optional(PhoneNumber),
    text: Type.String({
      minLength: 1,
      maxLength: TEXT_LENGTH_MAX,
      description: "What the customer reads. The provider may allow fewer characters.",
    }),
    reference,
    metadata,
    provider_options,
  },
  { description: "A text message to be sent." },
);

const {
  amount: _,
  capture: __,
  receipt: ___,
  description: ____,
  ...known
} = knownFields("message", "message");

export const Message = named("Message", "A text message and what is known of it.", {
  ...known,
  text: orNull(Type.String()),
});

export const MessagePage = pageNamed("MessagePage", "Messages, newest first.", Message);

export const ReceivedMessage = named("ReceivedMessage", "A text message that a customer sent.", {
  id: idOf("rcv", "message"),
  object: oneOf(["received_message"]),
  provider: Type.String(),
  environment: Environment,
  from: orNull(
    Type.String({
      description:
        "The sender's number: whole where you read the message, masked in events. null: the provider tells none.",
      examples: ["+2547******78"],
    }),
  ),
  from_reference: orNull(
    Type.String({
      description:
        "The provider's own name for the sender, where it tells no number: whole where you read the message, masked in events.",
    }),
  ),
  to: orNull(Type.String({ description: "The short code or number that it was sent to." })),
  text: orNull(Type.String({ description: "null: the provider keeps it to itself." })),
  command: orNull(
    oneOf(["subscribe", "unsubscribe"], { description: "What the provider took it for, where it says so." }),
  ),
  received_at: Time,
});
