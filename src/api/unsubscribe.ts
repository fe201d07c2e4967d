import { type Static, Type } from "typebox";
import type { Provider } from "../connector/provider.ts";
import type { Unsubscribed } from "../connector/unsubscribe.ts";
import type { UnsubscribeQuestion } from "../engine/unsubscribe.ts";
import type { SubscriptionResource } from "../store/subscription-resource.ts";
import {
  acceptCustomer,
  chooseForCustomer,
  customerExamples,
  type ShownCustomer,
  showAskedCustomer,
} from "./asked-customer.ts";
import { callerOf } from "./authentication.ts";
import { CustomerUnsubscription, Unsubscription } from "./contract/customer.ts";
import { record, refer } from "./contract/named.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { showTime } from "./moment.ts";
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
        record(CustomerUnsubscription.properties, {
          "x-examples": customerExamples(dependencies, ({ unsubscribe }) => unsubscribe),
        }),
      ),
      response: { 200: refer(Unsubscription) },
    },
    handler: async (request) => {
      const { merchant_id, environment } = callerOf(request);
      const connections = await dependencies.connections.ofMerchant(merchant_id, environment);
      const choice = chooseForCustomer(request.body, endsAll, { ...dependencies, connections });
      const { provider } = choice;
      const asked = { ...choice, ...acceptCustomer(request.body, provider, provider.unsubscribe) };
      const { told, subscriptions } = await dependencies.subscriptions.endAllOf(asked);
      return unsubscriptionAnswer({
        asked: { ...asked, provider: provider.id, environment },
        told,
        subscriptions: subscriptions.map((subscription) => showSubscription(subscription, dependencies)),
        at: showTime(dependencies.clock.now()),
      });
    },
  });
}

type Ending = UnsubscribeQuestion["provider"] & Required<Pick<Provider, "unsubscribe">>;

function endsAll(provider: Provider): provider is Ending {
  return provider.unsubscribe !== undefined && provider.connector.unsubscribe !== undefined;
}

interface Answered {
  readonly asked: ShownCustomer;
  readonly told: Unsubscribed;
  readonly subscriptions: readonly SubscriptionResource[];
  readonly at: string;
}

export function unsubscriptionAnswer({ asked, told, subscriptions, at }: Answered) {
  const { state, because, code } = told;
  return {
    object: "unsubscription",
    ...showAskedCustomer(asked),
    state,
    because,
    code,
    subscriptions: [...subscriptions],
    at,
  } as const;
}
