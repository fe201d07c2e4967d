import { Type } from "typebox";
import { subscriptionStatuses } from "../../core/subscription.ts";
import { FREE_PERIODS_MAX, REFERENCE_LENGTH_MAX, TRIAL_DAYS_MAX } from "../limits.ts";
import { Amount } from "./amount.ts";
import {
  Environment,
  idOf,
  MaskedPhoneNumber,
  MomentParameter,
  PhoneNumber,
  pageParameters,
  Time,
} from "./fields.ts";
import { named, oneOf, orNull, record, refer } from "./named.ts";
import { knownFields, pageNamed, wishFields } from "./operation.ts";
import { Outcome } from "./outcome.ts";

const activations = ["automatic", "manual"] as const;
const { amount: _, ...wish } = wishFields;

export const NewSubscription = record(
  {
    ...wish,
    amount: Type.Optional(Amount),
    trial_days: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: TRIAL_DAYS_MAX,
        description: "Free days before the first charge, where the provider offers them.",
      }),
    ),
    activation: Type.Optional(
      oneOf(activations, {
        description: "manual: set it up without a charge, and activate it later, where the provider can.",
      }),
    ),
  },
  {
    description:
      "A subscription to be started. The amount is what each period costs, and is left out where the provider's own " +
      "settings say it.",
  },
);

const { provider, reference, description, metadata, provider_options, provider_reference } = knownFields(
  "payment",
  "subscription",
);

export const Subscription = named(
  "Subscription",
  "An agreement that a customer pays again and again, and what is known of it.",
  {
    id: idOf("sub", "subscription"),
    object: oneOf(["subscription"]),
    status: oneOf(subscriptionStatuses, {
      description:
        "pending: being set up. grace: a period is unpaid and the provider tries again. ended: over, and only an inquiry " +
        "or a person takes that back.",
    }),
    amount: orNull(refer(Amount)),
    provider,
    environment: Environment,
    origin: oneOf(["merchant", "provider"], {
      description: "provider: the customer started it without you.",
    }),
    phone_number: orNull(MaskedPhoneNumber),
    reference,
    description,
    metadata,
    provider_options,
    trial_days: orNull(Type.Integer()),
    activation: oneOf(activations),
    provider_reference,
    renews_at: orNull(Time),
    outcome: refer(Outcome),
    next_action: orNull(
      record(
        {
          type: oneOf(["approve_on_phone", "open_page", "enter_pin"]),
          url: orNull(Type.String({ description: "Send the customer's browser there." })),
        },
        { description: "What the customer has to do." },
      ),
    ),
    cancelling: Type.Boolean({ description: "It was asked to be cancelled, and has not ended yet." }),
    needs_review: Type.Boolean({ description: "A person has to look at it." }),
    version: Type.Integer({ description: "Grows by one with each event." }),
    created_at: Time,
    updated_at: Time,
  },
);

export const SubscriptionPage = pageNamed("SubscriptionPage", "Subscriptions, newest first.", Subscription);

export const SubscriptionFilter = record({
  status: Type.Optional(oneOf(subscriptionStatuses)),
  provider: Type.Optional(Type.String({ maxLength: 40 })),
  reference: Type.Optional(Type.String({ maxLength: REFERENCE_LENGTH_MAX })),
  created_from: Type.Optional(MomentParameter),
  created_to: Type.Optional(MomentParameter),
  ...pageParameters,
});

export const SubscriptionSearch = record(
  { phone_number: PhoneNumber, status: Type.Optional(oneOf(subscriptionStatuses)), ...pageParameters },
  {
    description: "By phone number, which never stands in a URL.",
    examples: [{ phone_number: "+254712345678", limit: 20 }],
  },
);

export const FreePeriods = record(
  {
    periods: Type.Integer({
      minimum: 1,
      maximum: FREE_PERIODS_MAX,
      description: "How many periods the customer gets for nothing.",
    }),
  },
  { examples: [{ periods: 1 }] },
);
