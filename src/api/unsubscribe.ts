import { type Static, Type } from "typebox";
import type { Provider } from "../connector/provider.ts";
import type { Unsubscribed } from "../connector/unsubscribe.ts";
import type { UnsubscribeQuestion } from "../engine/unsubscribe.ts";
import { maskNumber } from "../lib/mask.ts";
import type { Environment } from "../store/stored-operation.ts";
import type { SubscriptionResource } from "../store/subscription-resource.ts";
import { callerOf } from "./authentication.ts";
import { CustomerUnsubscription, Unsubscription } from "./contract/customer.ts";
import { record, refer } from "./contract/named.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { showTime } from "./moment.ts";
import { chooseAmong } from "./operations/choose-provider.ts";
import { acceptPhoneNumber, checkOptions } from "./operations/order.ts";
import { Problem } from "./problem.ts";
import type { Server } from "./server-type.ts";
import { showSubscription } from "./subscriptions/show.ts";

export function unsubscribeCustomers(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: "/customers/unsubscribe",
    config: {
      scopes: ["payments"],
      errors: [
        "provider_unknown",
        "provider_not_connected",
        "provider_not_chosen",
        "phone_number_not_accepted",
        "provider_options_not_accepted",
      ],
    },
    schema: {
      operationId: "unsubscribeCustomer",
      tags: ["Customers"],
      summary: "End all that a customer has subscribed to",
      description:
        "Whoever began it: you, the customer by a text message, a shop. The provider is asked at once, and the answer comes " +
        "within some 20 seconds; asked for twice it ends no more. Subscriptions of yours are cancelled one by one as well.",
      body: Type.Unsafe<Static<typeof CustomerUnsubscription>>(
        record(CustomerUnsubscription.properties, { "x-examples": examplesOf(dependencies) }),
      ),
      response: { 200: refer(Unsubscription) },
    },
    handler: async (request) => {
      const { merchant_id, environment } = callerOf(request);
      const connections = await dependencies.connections.ofMerchant(merchant_id, environment);
      const asked = accept(request.body, { ...dependencies, connections });
      const { told, subscriptions } = await dependencies.subscriptions.endAllOf(asked);
      return unsubscriptionAnswer({
        asked: { ...asked, provider: asked.provider.id, environment },
        told,
        subscriptions: subscriptions.map((subscription) => showSubscription(subscription, dependencies)),
        at: showTime(dependencies.clock.now()),
      });
    },
  });
}

function accept(
  request: Static<typeof CustomerUnsubscription>,
  known: Parameters<typeof chooseAmong>[1],
): UnsubscribeQuestion {
  const { provider, connection } = chooseAmong(
    {
      named: request.provider,
      offers: endsAll,
      fits: ({ limits }) =>
        request.phone_number === undefined ||
        limits.phone_number?.pattern.test(request.phone_number) === true,
    },
    known,
  );
  if (!endsAll(provider)) throw new Problem("provider_unknown", { field: "/provider" });
  return {
    provider,
    connection,
    phone_number: acceptPhoneNumber(request.phone_number, provider),
    provider_options: checkOptions(request.provider_options ?? {}, provider.unsubscribe.options),
  };
}

type Ending = UnsubscribeQuestion["provider"] & Required<Pick<Provider, "unsubscribe">>;

function endsAll(provider: Provider): provider is Ending {
  return provider.unsubscribe !== undefined && provider.connector.unsubscribe !== undefined;
}

interface Answered {
  readonly asked: {
    readonly provider: string;
    readonly environment: Environment;
    readonly phone_number: string | null;
  };
  readonly told: Unsubscribed;
  readonly subscriptions: readonly SubscriptionResource[];
  readonly at: string;
}

export function unsubscriptionAnswer({ asked, told, subscriptions, at }: Answered) {
  const { provider, environment, phone_number } = asked;
  const { state, because, code } = told;
  return {
    object: "unsubscription",
    provider,
    environment,
    phone_number: phone_number === null ? null : maskNumber(phone_number),
    state,
    because,
    code,
    subscriptions: [...subscriptions],
    at,
  } as const;
}

/** One for each provider that can do this, as it declares it. */
function examplesOf({ providers }: Pick<ApiDependencies, "providers">): Readonly<Record<string, unknown>> {
  const entries = [...providers.values()].flatMap(({ id, name, unsubscribe }) =>
    unsubscribe === undefined ? [] : [[id, { summary: name, value: unsubscribe.example }] as const],
  );
  return Object.fromEntries(entries);
}
