import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { VerifiedCallback } from "../../../connector/connector.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import { parse } from "../../../connector/json-fields.ts";
import type { Notice } from "../../../connector/notice.ts";
import type { Unsubscribed, Unsubscribing } from "../../../connector/unsubscribe.ts";
import type { MtnConfig } from "../config.ts";
import { wordAt } from "../wire/profile.ts";
import { ofProvider, subscriptionsPath, unsubscribeAllBody } from "../wire/subscription.ts";
import { callTo, msisdnOf, NO_CODE, readEnvelope } from "../wire.ts";
import { isTaken, readApiCode, readRefusal } from "./api-reading.ts";
import { sentenceFor } from "./part-reading.ts";
import { subscriptionOptions } from "./subscription-options.ts";

/** All of one provider's at once. Each end is told of by itself, at the URL that the call names. */
export const unsubscribe: Unsubscribing<MtnConfig> = {
  call: (customer, config) => {
    const { subscription_provider } = optionsOf(customer.provider_options);
    const request = callTo(config, {
      method: "DELETE",
      path: ofProvider(subscriptionsPath(msisdnOf(customer)), subscription_provider),
      body: unsubscribeAllBody(customer.callback_url),
      transaction_id: customer.call_reference,
    });
    return { request, refusal: (answer) => readRefusal(answer, "subscription_change"), read };
  },
  includes: (subscription, asked) =>
    subscription["subscription_provider"] === optionsOf(asked).subscription_provider,
};

/** The platform drops no more than one provider's subscriptions in a call; a look-up tells who has any. */
export const unsubscribeOptions = Type.Object(
  { subscription_provider: subscriptionOptions.properties.subscription_provider },
  { additionalProperties: false },
);

function optionsOf(given: Readonly<Record<string, unknown>>): Static<typeof unsubscribeOptions> {
  return Value.Parse(unsubscribeOptions, { ...given });
}

const ALREADY_UNSUBSCRIBED = "1003";
const worked: readonly string[] = ["0000", "1004", NO_CODE];

function read(answer: HttpAnswer): Unsubscribed {
  const { status } = answer;
  const envelope = readEnvelope(answer);
  const code = envelope.sent_code;
  const isDone = isTaken(status) && worked.includes(envelope.code);
  const reading = readApiCode(envelope, { call: "subscription_change", http_status: status });
  if (isDone && wordAt(envelope.fields, "status") !== UNSUCCESSFUL)
    return { state: "accepted", because: null, code };
  if (status === 400 && code === ALREADY_UNSUBSCRIBED) return { state: "none", because: null, code };
  const because = sentenceFor(reading, envelope);
  const isCertain = isDone || (reading.finality === "final" && reading.category !== "completed");
  return { state: isCertain ? "not_done" : "unknown", because, code };
}

/** A failure that comes under 200. */
const UNSUCCESSFUL = "unsubscribe unsuccessful";

/**
 * What became of each one, without a word of whose it was: there is nothing to match it with. What is known here is
 * cancelled and asked about anyway.
 */
export const notices = {
  read: ({ body }: VerifiedCallback): Notice => {
    const isResult = wordAt(parse(body), "status")?.startsWith("unsubscribe") === true;
    const because = isResult
      ? "It tells that one subscription has ended, or has not, and not whose it is."
      : "It is no message that is known to come here.";
    return { about: "nothing", because };
  },
};
