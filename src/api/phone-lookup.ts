import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Provider } from "../connector/provider.ts";
import { maskNumber } from "../lib/mask.ts";
import { callerOf } from "./authentication.ts";
import { refer } from "./contract/named.ts";
import { PhoneAnswer, PhoneQuestion } from "./contract/phone.ts";
import type { ApiDependencies } from "./dependencies.ts";
import type { Server } from "./server-type.ts";

export function phoneLookup(server: Server, { providers, connections }: ApiDependencies): void {
  server.route({
    method: "POST",
    url: "/lookups/phone",
    config: { scopes: [], errors: [] },
    schema: {
      operationId: "lookUpPhone",
      tags: ["Providers"],
      summary: "Check a phone number",
      description: "By the numbering plans alone: nobody is called, and nothing is kept.",
      body: PhoneQuestion,
      response: { 200: refer(PhoneAnswer) },
    },
    handler: async (request) => {
      const { merchant_id, environment } = callerOf(request);
      const own = await connections.ofMerchant(merchant_id, environment);
      const connected = own.flatMap(({ provider }) => providers.get(provider) ?? []);
      return answer(readNumber(request.body), connected);
    },
  });
}

/** Undefined for what no numbering plan gives out. */
function readNumber(asked: {
  readonly phone_number: string;
  readonly country?: string;
}): PhoneNumber | undefined {
  const { phone_number, country } = asked;
  const number =
    country !== undefined && isSupportedCountry(country)
      ? parsePhoneNumberFromString(phone_number, country)
      : parsePhoneNumberFromString(phone_number);
  return number?.isValid() === true ? number : undefined;
}

function answer(number: PhoneNumber | undefined, connected: readonly Provider[]) {
  const e164 = number?.number ?? null;
  return {
    valid: number !== undefined,
    phone_number: e164,
    masked: e164 === null ? null : maskNumber(e164),
    country: number?.country ?? null,
    type: number?.getType() ?? null,
    providers: connected.flatMap(({ id, limits }) => {
      const wanted = limits.phone_number;
      if (wanted === null) return [];
      return [{ provider: id, accepts: e164 !== null && wanted.pattern.test(e164), expects: wanted.says }];
    }),
  };
}
