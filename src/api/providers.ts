import { declaredFor, offers } from "../connector/declared.ts";
import type { Provider } from "../connector/provider.ts";
import { operationKinds } from "../core/operation.ts";
import { subscriptionChanges } from "../core/subscription.ts";
import { callerOf } from "./authentication.ts";
import { refer } from "./contract/named.ts";
import { Providers } from "./contract/provider.ts";
import type { ApiDependencies } from "./dependencies.ts";
import type { Server } from "./server-type.ts";
import { timingWords } from "./timing-words.ts";

export function providerRoutes(server: Server, { providers, connections }: ApiDependencies): void {
  server.route({
    method: "GET",
    url: "/providers",
    config: { scopes: [], errors: [] },
    schema: {
      operationId: "listProviders",
      tags: ["Providers"],
      summary: "List the providers and what they can do",
      response: { 200: refer(Providers) },
    },
    handler: async (request) => {
      const { merchant_id, environment } = callerOf(request);
      const own = await connections.ofMerchant(merchant_id, environment);
      const connected = new Set(own.map(({ provider }) => provider));
      return { data: providerList({ providers }, connected) };
    },
  });
}

/** `connected`: ids. */
export function providerList(
  { providers }: Pick<ApiDependencies, "providers">,
  connected: ReadonlySet<string>,
) {
  return [...providers.values()].map((provider) => show(provider, connected.has(provider.id)));
}

function show(provider: Provider, connected: boolean) {
  const { id, name, countries, capabilities, limits, timing, callbacks, options, codes, example } = provider;
  const { operations, capture, cancel, refund, inquiry, payer_challenge, one_prompt_per_phone } =
    capabilities;
  const phone = limits.phone_number;
  return {
    id,
    name,
    takes_payments: operations.includes("payment"),
    sells_topups: operations.includes("topup"),
    sends_messages: operations.includes("message"),
    connected,
    service_status: "available" as const,
    codes: codes.rows.length,
    countries: [...countries],
    capabilities: {
      operations: [...operations],
      capture: [...capture],
      cancel,
      refund,
      inquiry,
      payer_challenge,
      one_prompt_per_phone,
    },
    limits: {
      amounts: [...limits.amounts],
      phone_number:
        phone === null
          ? null
          : {
              pattern: phone.pattern.source,
              example: phone.example,
              says: phone.says,
              optional: phone.optional === true,
            },
      prompts_per_phone: limits.prompts_per_phone,
      rates: (limits.rates ?? []).map(({ burst = 1, ...rate }) => ({ ...rate, burst })),
    },
    timing: timingWords(timing, capabilities),
    callbacks: { url: callbacks.url, says: callbackWords[callbacks.url] },
    options: JSON.parse(JSON.stringify(options)) as Record<string, unknown>,
    example: { ...example },
    kinds: showKinds(provider),
    lookup: showLookup(provider),
    unsubscribe: showUnsubscribe(provider),
    subscriptions: showSubscriptions(provider),
  };
}

/** Each kind that it offers, with all in which kinds can differ. */
function showKinds(provider: Provider) {
  return operationKinds
    .filter((kind) => offers(provider, kind))
    .map((kind) => {
      const { capabilities, limits, options, example } = declaredFor(provider, kind);
      const { capture, cancel, inquiry, payer_challenge } = capabilities;
      return {
        kind,
        capture: [...capture],
        cancel,
        inquiry,
        payer_challenge,
        amounts: kind === "message" ? [] : [...limits.amounts],
        options: JSON.parse(JSON.stringify(options)) as Record<string, unknown>,
        example: kind === "refund" ? null : { ...example },
      };
    });
}

function showLookup({ lookup, connector }: Provider) {
  if (lookup === undefined || connector.lookup === undefined) return null;
  const options = JSON.parse(JSON.stringify(lookup.options)) as Record<string, unknown>;
  return { parts: [...connector.lookup.parts], options, example: { ...lookup.example } };
}

function showUnsubscribe({ unsubscribe, connector }: Provider) {
  if (unsubscribe === undefined || connector.unsubscribe === undefined) return null;
  const options = JSON.parse(JSON.stringify(unsubscribe.options)) as Record<string, unknown>;
  return { options, example: { ...unsubscribe.example } };
}

function showSubscriptions({ subscriptions, connector }: Provider) {
  if (subscriptions === undefined) return null;
  const { amounts, payer_challenge, trial_days_max, activation, charged_by_merchant, options } =
    subscriptions;
  return {
    amounts: amounts === null ? null : [...amounts],
    payer_challenge,
    trial_days_max,
    activation: [...activation],
    changes: subscriptionChanges.filter((change) => connector.subscriptions?.changes[change] !== undefined),
    charged_by_merchant: charged_by_merchant === true,
    options: JSON.parse(JSON.stringify(options)) as Record<string, unknown>,
    example: { ...subscriptions.example },
  };
}

const callbackWords: Readonly<Record<Provider["callbacks"]["url"], string>> = {
  attempt: "Each call carries a URL of its own, so there is nothing to set up.",
  connection: "One URL has to be entered in the provider's settings.",
  none: "It sends none; Hakika asks.",
};
