import { explain, list, registryVersion } from "../catalogue/index.ts";
import { declaredFor, offers } from "../connector/declared.ts";
import type { Provider } from "../connector/provider.ts";
import { showId } from "../core/ids.ts";
import { maskNumber } from "../lib/mask.ts";
import { receivedMessageResource } from "../store/received-messages.ts";
import type { Resource } from "../store/resource.ts";
import { customerAnswer } from "./customers.ts";
import { showTime } from "./moment.ts";
import { type Kind, kinds, type OperationRequest } from "./operations/kind.ts";
import { newOperation } from "./operations/new-operation.ts";
import { acceptOrder } from "./operations/order.ts";
import { show } from "./operations/show.ts";
import { timelineOf } from "./operations/timeline.ts";
import { problemBody, Problem as RequestProblem } from "./problem.ts";
import { providerList } from "./providers.ts";
import { exampleSubscription } from "./subscriptions/example.ts";
import { unsubscriptionAnswer } from "./unsubscribe.ts";

/** The moment at which all examples happened. */
const MOMENT = Date.UTC(2026, 10, 21, 10, 5);
const source = {
  clock: { now: () => MOMENT },
  randomness: { bytes: (count: number) => new Uint8Array(count).fill(7) },
};
const UUID = "01991f1e-1b40-7abc-9def-0123456789ab";

interface Known {
  readonly providers: ReadonlyMap<string, Provider>;
}

/** One example answer for each named schema, made by the code that makes the real ones; none without a provider. */
export function exampleAnswers(known: Known): Readonly<Record<string, unknown>> {
  const Problem = problemBody(
    new RequestProblem("amount_not_accepted", { field: "/amount/value" }),
    "req_J8mUo0pKq3ZxTzYw",
  );
  const examples = kinds.flatMap((kind) => exampleOf(kind, known));
  const [first] = examples;
  if (first === undefined) return { Problem };
  return {
    Problem,
    ...Object.fromEntries(
      examples.flatMap(({ kind, resource }) => [
        [kind.Known.$id, resource],
        [kind.Page.$id, page(resource)],
      ]),
    ),
    ...aboutHistory(first),
    ReceivedMessage: receivedMessageResource({
      id: UUID,
      environment: "sandbox",
      provider: first.provider.id,
      from: "+254712345678",
      from_reference: null,
      to: "93052",
      text: "SUB NEWS",
      command: "subscribe",
      received_at: MOMENT,
    }),
    ...aboutSubscriptions(known),
    ...aboutCustomers(known),
    ...aboutEnding(first.provider, known),
    ...aboutWebhooks(),
    ...aboutReviews(first),
    ...aboutKnowledge(first.provider, known),
  };
}

interface Example {
  readonly kind: Kind;
  readonly provider: Provider;
  readonly resource: Resource;
}

/** Taken by the first provider that offers the kind; none where no provider does. */
function exampleOf(kind: Kind, known: Known): readonly Example[] {
  const provider = [...known.providers.values()].find((one) => offers(one, kind.kind));
  if (provider === undefined) return [];
  const { example } = declaredFor(provider, kind.kind);
  const is_refund = kind.kind === "refund";
  const request = { ...example, ...(is_refund && { provider_options: {} }) } as OperationRequest;
  const connection = {
    id: UUID,
    merchant_id: UUID,
    provider: provider.id,
    environment: "sandbox",
    config: null,
  } as const;
  const caller = { key_id: UUID, merchant_id: UUID, environment: "sandbox", scopes: [] } as const;
  const order = acceptOrder(request, provider, kind.kind);
  const asked = { kind: kind.kind, request, order, caller, slot: 43, parent_id: is_refund ? UUID : null };
  const operation = newOperation({ ...asked, choice: { provider, connection } }, source);
  return [{ kind, provider, resource: show(operation, known) }];
}

function aboutHistory({ kind: { kind }, provider, resource }: Example) {
  const event = {
    id: showId("event", UUID),
    type: `${kind}.created`,
    timestamp: showTime(MOMENT),
    version: 1,
    data: resource,
  };
  const attempt = { number: 1, kind: "submit", state: "open", ended_at: null, rule: null };
  return {
    ...("amount" in resource && { Amount: resource.amount }),
    Outcome: resource.outcome,
    Event: event,
    EventPage: page(event),
    Attempts: { data: [{ ...attempt, began_at: showTime(MOMENT) }] },
    Timeline: {
      data: timelineOf({
        events: [
          { seq: 1, type: "created", at: MOMENT, detail: {} },
          {
            seq: 2,
            type: "attempt_began",
            at: MOMENT + 9,
            detail: { verdict: "applied", because: null, status: "processing" },
          },
        ],
        callbacks: [],
        provider: provider.name,
      }),
    },
  };
}

function aboutSubscriptions(known: Known) {
  const subscription = exampleSubscription(UUID, known, source);
  return subscription === undefined
    ? {}
    : { Subscription: subscription, SubscriptionPage: page(subscription) };
}

function aboutCustomers({ providers }: Known) {
  const telling = [...providers.values()].find(({ lookup }) => lookup !== undefined);
  const [first, ...others] = telling?.connector.lookup?.parts ?? [];
  if (telling === undefined || first === undefined) return {};
  const because = "The provider was asked, and its answer did not come.";
  const unknown = { state: "unknown", because, code: null } as const;
  const parts = {
    [first]: { state: "absent" } as const,
    ...Object.fromEntries(others.map((part) => [part, unknown])),
  };
  const asked = { provider: telling.id, environment: "sandbox", phone_number: "+254712345678" } as const;
  return { Customer: customerAnswer({ asked, parts, at: showTime(MOMENT) }) };
}

/** Whether or not a provider can do it: the answer looks the same. */
function aboutEnding({ id }: Provider, known: Known) {
  const asked = { provider: id, environment: "sandbox", phone_number: "+254712345678" } as const;
  const subscription = exampleSubscription(UUID, known, source);
  const subscriptions = subscription === undefined ? [] : [subscription];
  const told = { state: "accepted", because: null, code: "0000" } as const;
  return { Unsubscription: unsubscriptionAnswer({ asked, told, subscriptions, at: showTime(MOMENT) }) };
}

function aboutWebhooks() {
  const endpoint = {
    id: showId("endpoint", UUID),
    url: "https://shop.example.com/hakika",
    description: null,
    event_types: ["payment.succeeded", "payment.failed"],
    environment: "sandbox",
    enabled: true,
    disabled_at: null,
    disabled_because: null,
    previous_secret_until: null,
    created_at: showTime(MOMENT),
  };
  const delivery = {
    id: showId("delivery", UUID),
    event: showId("event", UUID),
    event_type: "payment.succeeded",
    endpoint: endpoint.id,
    status: "delivered",
    tries: 1,
    next_try_at: null,
    last_status: 204,
    last_problem: null,
    created_at: showTime(MOMENT),
    delivered_at: showTime(MOMENT + 120),
  };
  return {
    WebhookEndpoint: endpoint,
    WebhookEndpoints: { data: [endpoint] },
    WebhookEndpointWithSecret: { endpoint, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=" },
    WebhookDelivery: delivery,
    WebhookDeliveryPage: page(delivery),
  };
}

function aboutReviews({ resource }: Example) {
  const review = {
    id: showId("review", UUID),
    operation: resource.id,
    environment: "sandbox",
    cause: "cannot_ask",
    says: "Nobody said what became of it, and there is nothing to ask this provider with.",
    status: "open",
    evidence: {},
    opened_at: showTime(MOMENT),
    closed_at: null,
    decision: null,
    decided_by: null,
    why: null,
  };
  return { Review: review, ReviewPage: page(review), DecidedReview: { review, operation: resource } };
}

function aboutKnowledge(provider: Provider, known: Known) {
  const [row] = list({ provider: provider.id });
  const phone = provider.limits.phone_number;
  const providers = providerList(known, new Set([provider.id]));
  return {
    Provider: providers[0],
    Providers: { data: providers.slice(0, 1) },
    RegistryRow: row,
    Registry: { registry: registryVersion, data: [row], next_cursor: null },
    Explanation: { registry: registryVersion, ...explain(provider.id, row?.code ?? "") },
    PhoneAnswer: {
      valid: true,
      phone_number: phone?.example ?? null,
      masked: phone === null ? null : maskNumber(phone.example),
      country: provider.countries[0] ?? null,
      type: "MOBILE",
      providers: phone === null ? [] : [{ provider: provider.id, accepts: true, expects: phone.says }],
    },
  };
}

function page(item: unknown) {
  return { data: [item], next_cursor: null };
}
