import { Type } from "typebox";
import { Environment, MaskedPhoneNumber, PhoneNumber, Time } from "./fields.ts";
import { listOf, named, oneOf, orNull, record, refer } from "./named.ts";
import { Subscription } from "./subscription.ts";

const whose = {
  provider: Type.Optional(
    Type.String({ maxLength: 40, description: "Left out: the only connected one that can be meant." }),
  ),
  phone_number: Type.Optional(PhoneNumber),
  provider_options: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: "What only this provider understands; GET /v1/providers gives its schema.",
    }),
  ),
};

export const CustomerQuestion = record({
  ...whose,
  parts: Type.Optional(
    Type.Array(Type.String({ maxLength: 40 }), {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      description: "What to ask for; GET /v1/providers lists what there is. Left out: all of it.",
    }),
  ),
});

export const CustomerUnsubscription = record(whose);

const Part = record({
  state: oneOf(["present", "absent", "unknown", "failed"], {
    description:
      "present: they have it. absent: the provider says for certain that they have none. unknown: what came proves " +
      "neither. failed: the provider could not find out, or refused to tell.",
  }),
  value: Type.Optional(
    Type.Unknown({
      description:
        "What the provider told, where it is present; or as much as it told, where it is not certain to be all.",
    }),
  ),
  because: Type.Optional(Type.String({ description: "Why it is unknown, or has failed." })),
  code: Type.Optional(orNull(Type.String({ description: "The provider's." }))),
});

export const Customer = named(
  "Customer",
  "What a provider tells of a customer at this moment. It is not kept.",
  {
    object: oneOf(["customer"]),
    provider: Type.String(),
    environment: Environment,
    phone_number: orNull(MaskedPhoneNumber),
    complete: Type.Boolean({ description: "Each part is known for certain, to be present or to be absent." }),
    parts: Type.Record(Type.String(), Part, { description: "By name." }),
    at: Time,
  },
);

export const Unsubscription = named(
  "Unsubscription",
  "What came of a request to end all that a customer has subscribed to. It is not kept.",
  {
    object: oneOf(["unsubscription"]),
    provider: Type.String(),
    environment: Environment,
    phone_number: orNull(MaskedPhoneNumber),
    state: oneOf(["accepted", "none", "not_done", "unknown"], {
      description:
        "accepted: the provider ends them, perhaps a little later. none: it says that there is nothing to end. not_done: it " +
        "refused. unknown: perhaps done, perhaps not; ask again, which is harmless.",
    }),
    because: orNull(Type.String({ description: "Why it was not done, or is unknown." })),
    code: orNull(Type.String({ description: "The provider's." })),
    subscriptions: listOf(refer(Subscription), {
      description:
        "Yours among them that had not ended. Each is cancelled by itself as well, until the provider says that it is over.",
    }),
    at: Time,
  },
);
