import { type Static, Type } from "typebox";
import type { PartReading } from "../connector/lookup.ts";
import type { Provider } from "../connector/provider.ts";
import { type CustomerQuestion as Asked, isCertain, lookUpCustomer } from "../engine/lookup.ts";
import {
  acceptCustomer,
  chooseForCustomer,
  customerExamples,
  type ShownCustomer,
  showAskedCustomer,
} from "./asked-customer.ts";
import { callerOf } from "./authentication.ts";
import { Customer, CustomerQuestion } from "./contract/customer.ts";
import { record, refer } from "./contract/named.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { showTime } from "./moment.ts";
import { Problem } from "./problem.ts";
import type { Server } from "./server-type.ts";

export function customerRoutes(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: "/customers/lookup",
    config: {
      scopes: ["payments", "operator"],
      errors: [
        "provider_unknown",
        "provider_not_connected",
        "provider_not_chosen",
        "phone_number_not_accepted",
        "part_not_offered",
        "provider_options_not_accepted",
      ],
    },
    schema: {
      operationId: "lookUpCustomer",
      tags: ["Customers"],
      summary: "Ask what a provider knows of a customer",
      description:
        "Asks at once, and answers within some 20 seconds. Nothing is changed by it and nothing is kept, so it may be " +
        "repeated. Parts that the provider does not tell are no error: each says for itself how far it is known.",
      body: Type.Unsafe<Static<typeof CustomerQuestion>>(
        record(CustomerQuestion.properties, {
          "x-examples": customerExamples(dependencies, ({ lookup }) => lookup),
        }),
      ),
      response: { 200: refer(Customer) },
    },
    handler: async (request) => {
      const { merchant_id, environment } = callerOf(request);
      const connections = await dependencies.connections.ofMerchant(merchant_id, environment);
      const asked = accept(request.body, { ...dependencies, connections });
      const parts = await lookUpCustomer(asked, dependencies);
      const at = showTime(dependencies.clock.now());
      return customerAnswer({ asked: { ...asked, provider: asked.provider.id, environment }, parts, at });
    },
  });
}

function accept(
  request: Static<typeof CustomerQuestion>,
  known: Parameters<typeof chooseForCustomer>[2],
): Asked {
  const { provider, connection } = chooseForCustomer(request, tells, known);
  const offered = provider.connector.lookup.parts;
  const parts = request.parts ?? offered;
  const unknown = parts.findIndex((part) => !offered.includes(part));
  if (unknown >= 0) {
    const detail = `${provider.name} tells ${offered.join(", ")}.`;
    throw new Problem("part_not_offered", { field: `/parts/${unknown}`, detail });
  }
  return { provider, connection, parts, ...acceptCustomer(request, provider, provider.lookup) };
}

type Telling = Asked["provider"] & Required<Pick<Provider, "lookup">>;

function tells(provider: Provider): provider is Telling {
  return provider.lookup !== undefined && provider.connector.lookup !== undefined;
}

interface Answered {
  readonly asked: ShownCustomer;
  readonly parts: Readonly<Record<string, PartReading>>;
  readonly at: string;
}

export function customerAnswer({ asked, parts, at }: Answered): Static<typeof Customer> {
  return {
    object: "customer",
    ...showAskedCustomer(asked),
    complete: Object.values(parts).every(isCertain),
    parts: Object.fromEntries(Object.entries(parts).map(([name, reading]) => [name, showPart(reading)])),
    at,
  };
}

function showPart(reading: PartReading): Static<typeof Customer>["parts"][string] {
  if (reading.state === "present" || reading.state === "absent") return reading;
  const { state, because, code, told } = reading;
  return { state, because, code, ...(told === undefined ? {} : { value: told }) };
}
