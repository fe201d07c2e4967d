import type { CustomerDeclaration, Provider } from "../connector/provider.ts";
import type { CustomerSubject } from "../engine/customer-calls.ts";
import { maskNumber } from "../lib/mask.ts";
import type { Environment } from "../store/stored-operation.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { type Choice, chooseAmong } from "./operations/choose-provider.ts";
import { acceptPhoneNumber, checkOptions } from "./operations/order.ts";
import { Problem } from "./problem.ts";

/** Who a request is about, and whom it wants asked. */
interface CustomerRequest {
  readonly provider?: string;
  readonly phone_number?: string;
  readonly provider_options?: Readonly<Record<string, unknown>>;
}

/** The account at a provider that was named, or at the only one that can be meant. */
export function chooseForCustomer<Able extends Provider>(
  request: CustomerRequest,
  can: (provider: Provider) => provider is Able,
  known: Parameters<typeof chooseAmong>[1],
): Choice & { readonly provider: Able } {
  const { provider, connection } = chooseAmong(
    {
      named: request.provider,
      offers: can,
      fits: ({ limits }) =>
        request.phone_number === undefined ||
        limits.phone_number?.pattern.test(request.phone_number) === true,
    },
    known,
  );
  if (!can(provider)) throw new Problem("provider_unknown", { field: "/provider" });
  return { provider, connection };
}

/** Throws the first thing that does not fit what the provider declares. */
export function acceptCustomer(
  { phone_number, provider_options }: CustomerRequest,
  provider: Provider,
  { options }: CustomerDeclaration,
): Pick<CustomerSubject, "phone_number" | "provider_options"> {
  return {
    phone_number: acceptPhoneNumber(phone_number, provider),
    provider_options: checkOptions(provider_options ?? {}, options),
  };
}

/** Whom an answer is about. */
export interface ShownCustomer {
  readonly provider: string;
  readonly environment: Environment;
  readonly phone_number: string | null;
}

/** As merchants see it: the number is masked. */
export function showAskedCustomer({ provider, environment, phone_number }: ShownCustomer) {
  return {
    provider,
    environment,
    phone_number: phone_number === null ? null : maskNumber(phone_number),
  };
}

/** One for each provider that can do it, as it declares it. */
export function customerExamples(
  { providers }: Pick<ApiDependencies, "providers">,
  declared: (provider: Provider) => CustomerDeclaration | undefined,
): Readonly<Record<string, unknown>> {
  const entries = [...providers.values()].flatMap((provider) => {
    const { example } = declared(provider) ?? {};
    return example === undefined ? [] : [[provider.id, { summary: provider.name, value: example }] as const];
  });
  return Object.fromEntries(entries);
}
