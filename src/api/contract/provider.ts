import { Type } from "typebox";
import { operationKinds } from "../../core/operation.ts";
import { subscriptionChanges } from "../../core/subscription.ts";
import { listOf, named, oneOf, orNull, record, refer } from "./named.ts";
import { captures } from "./operation.ts";

const inquiries = ["by_reference", "after_answer", "never"] as const;
const challenges = ["none", "prompt", "pin", "redirect"] as const;

const Capabilities = record({
  operations: listOf(oneOf(["payment", "topup", "message"])),
  capture: listOf(oneOf(captures)),
  cancel: Type.Boolean({ description: "Can it be withdrawn at the provider once it is sent?" }),
  refund: oneOf(["none", "full", "partial"]),
  inquiry: oneOf(inquiries, {
    description:
      "by_reference: can be asked even when the first answer was lost. after_answer: only once it has answered.",
  }),
  payer_challenge: oneOf(challenges, { description: "How a payer takes part." }),
  one_prompt_per_phone: Type.Boolean({ description: "A second payment to one phone waits for the first." }),
});

const AmountLimit = record({
  currency: Type.String(),
  minimum: Type.String(),
  maximum: Type.String(),
  decimals: Type.Integer({ description: "How many the provider takes." }),
});

const Limits = record({
  amounts: listOf(AmountLimit),
  phone_number: orNull(
    record(
      { pattern: Type.String(), example: Type.String(), says: Type.String(), optional: Type.Boolean() },
      { description: "null: it takes none." },
    ),
  ),
  prompts_per_phone: orNull(record({ count: Type.Integer(), seconds: Type.Integer() })),
  rates: listOf(
    record({
      per: oneOf(["connection", "phone"], {
        description: "phone: for each phone number, and only for calls that begin a charge.",
      }),
      count: Type.Integer(),
      seconds: Type.Integer(),
      burst: Type.Integer({ description: "How many may go at once after a rest." }),
    }),
    {
      description:
        "How many calls it takes. Hakika spreads its calls over that: they wait, and none is refused.",
    },
  ),
});

const Subscriptions = record(
  {
    amounts: orNull(
      listOf(AmountLimit, { description: "null: what a period costs stands in its settings." }),
    ),
    payer_challenge: oneOf(challenges, {
      description: "How a customer takes part when one is created.",
    }),
    trial_days_max: orNull(Type.Integer({ description: "null: it offers no trials." })),
    activation: listOf(oneOf(["automatic", "manual"])),
    changes: listOf(oneOf(subscriptionChanges), { description: "What can be asked of one." }),
    charged_by_merchant: Type.Boolean({ description: "Each charge is a payment of yours." }),
    options: Type.Record(Type.String(), Type.Unknown(), {
      description: "JSON Schema of a subscription's provider_options.",
    }),
    example: Type.Record(Type.String(), Type.Unknown(), {
      description: "Body of a request that succeeds in the sandbox.",
    }),
  },
  { description: "POST /v1/subscriptions; null: it knows none." },
);

export const ProviderInfo = named("Provider", "What a provider can do.", {
  id: Type.String(),
  name: Type.String(),
  takes_payments: Type.Boolean({ description: "POST /v1/payments goes through it." }),
  sells_topups: Type.Boolean({ description: "POST /v1/topups goes through it." }),
  sends_messages: Type.Boolean({ description: "POST /v1/messages goes through it." }),
  connected: Type.Boolean({ description: "This key's merchant has a connection to it in this environment." }),
  service_status: oneOf(["available", "degraded", "unavailable"]),
  codes: Type.Integer({ description: "Rows in the registry." }),
  countries: listOf(Type.String({ description: "ISO 3166-1 alpha-2." })),
  capabilities: Capabilities,
  limits: Limits,
  timing: listOf(Type.String(), { description: "When Hakika asks, waits and gives up, in sentences." }),
  callbacks: record({
    url: oneOf(["attempt", "connection", "none"], {
      description:
        "attempt: each call carries its own URL. connection: one URL stands in the provider's settings.",
    }),
    says: Type.String(),
  }),
  options: Type.Record(Type.String(), Type.Unknown(), { description: "JSON Schema of provider_options." }),
  example: Type.Record(Type.String(), Type.Unknown(), {
    description: "Body of a request that succeeds in the sandbox.",
  }),
  kinds: listOf(
    record({
      kind: oneOf(operationKinds),
      capture: listOf(oneOf(captures)),
      cancel: Type.Boolean(),
      inquiry: oneOf(inquiries),
      payer_challenge: oneOf(challenges),
      amounts: listOf(AmountLimit),
      options: Type.Record(Type.String(), Type.Unknown(), {
        description: "JSON Schema of the provider_options of this kind.",
      }),
      example: orNull(Type.Record(Type.String(), Type.Unknown())),
    }),
    { description: "What it does, kind by kind, and in what they differ." },
  ),
  subscriptions: orNull(Subscriptions),
  lookup: orNull(
    record(
      {
        parts: listOf(Type.String(), { description: "What it tells of a customer, part by part." }),
        options: Type.Record(Type.String(), Type.Unknown(), {
          description: "JSON Schema of a look-up's provider_options.",
        }),
        example: Type.Record(Type.String(), Type.Unknown(), { description: "Body of a look-up." }),
      },
      { description: "POST /v1/customers/lookup; null: it tells nothing of customers." },
    ),
  ),
  unsubscribe: orNull(
    record(
      {
        options: Type.Record(Type.String(), Type.Unknown(), {
          description: "JSON Schema of its provider_options.",
        }),
        example: Type.Record(Type.String(), Type.Unknown(), { description: "Body of a request." }),
      },
      { description: "POST /v1/customers/unsubscribe; null: it ends each subscription by itself alone." },
    ),
  ),
});

export const Providers = named("Providers", "All providers that Hakika knows.", {
  data: listOf(refer(ProviderInfo)),
});
