import { Type } from "typebox";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import type { Customer, Lookup, LookupCall, PartReading } from "../../../connector/lookup.ts";
import type { MtnConfig } from "../config.ts";
import {
  isPlaceOf,
  type Part,
  type ProfilePart,
  partAlone,
  partIn,
  partPath,
  parts,
  placeNamedIn,
  profileParts,
  profilePath,
} from "../wire/profile.ts";
import { callTo, msisdnOf, pathBelow, readEnvelope } from "../wire.ts";
import { readRefusal } from "./api-reading.ts";
import { refusal, type Told } from "./part-reading.ts";
import { readLocation, readPlans, readWallet } from "./parts.ts";
import { readSubscriptions, readSubscriptionsAlone } from "./subscription-list.ts";
import { readSubscriptionProviders } from "./subscription-providers.ts";

/** One profile has nearly all parts; whoever wants a single one asks its own resource, which troubles fewer systems. */
export const lookup: Lookup<MtnConfig> = {
  parts,
  whole: (customer, wanted, config) => {
    const known = wanted.filter(isPart);
    const inProfile = known.filter(isOfProfile);
    const [only = known[0]] = inProfile;
    return only === undefined || inProfile.length > 1
      ? profile(customer, config)
      : alone(customer, only, config);
  },
  part: (customer, part, config) => (isPart(part) ? alone(customer, part, config) : null),
};

/** The phone number says it all. */
export const lookupOptions = Type.Object({}, { additionalProperties: false });

function isPart(name: string): name is Part {
  return (parts as readonly string[]).includes(name);
}

function isOfProfile(name: Part): name is ProfilePart {
  return (profileParts as readonly string[]).includes(name);
}

function profile(customer: Customer, config: MtnConfig): LookupCall {
  return lookupCall(get(profilePath(msisdnOf(customer)), customer, config), (told) => {
    const { fields } = told.envelope;
    return Object.fromEntries(
      profileParts.map((part) => {
        const found = partIn(fields, part);
        const reading = refusal(told) ?? readers[part](found, told);
        return [part, withPlace(reading, placeNamedIn(found))];
      }),
    );
  });
}

/** A part that failed keeps its link, so that it can be asked for by itself. */
function withPlace(reading: PartReading, place: string | null): PartReading {
  const isCertain = reading.state === "present" || reading.state === "absent";
  return isCertain || place === null ? reading : { ...reading, place };
}

function alone(customer: Customer, part: Part, config: MtnConfig): LookupCall {
  return lookupCall(get(pathTo(part, customer, config), customer, config), (told) => ({
    [part]: refusal(told) ?? readAlone(part, told),
  }));
}

function lookupCall(
  request: HttpRequest,
  read: (told: Told) => Readonly<Record<string, PartReading>>,
): LookupCall {
  return {
    request,
    refusal: (answer) => readRefusal(answer, "lookup"),
    read: (answer) => read(toldBy(answer)),
  };
}

/** A place that the platform named is followed only where it is this customer's, and at the configured host. */
function pathTo(part: Part, customer: Customer, config: MtnConfig): string {
  const msisdn = msisdnOf(customer);
  const named = pathBelow(config.base_url, customer.place ?? null);
  return named !== null && isPlaceOf(part, named, msisdn) ? named : partPath(part, msisdn);
}

const readers: Readonly<Record<ProfilePart, (part: unknown, told: Told) => PartReading>> = {
  location: readLocation,
  wallet: readWallet,
  plans: readPlans,
  subscriptions: readSubscriptions,
};

function readAlone(part: Part, told: Told): PartReading {
  if (part === "subscriptions") return readSubscriptionsAlone(told);
  if (part === "subscription_providers") return readSubscriptionProviders(told);
  return readers[part](partAlone(told.envelope.fields, part), told);
}

function toldBy(answer: HttpAnswer): Told {
  return { envelope: readEnvelope(answer), http_status: answer.status };
}

function get(path: string, { call_reference }: Customer, config: MtnConfig) {
  return callTo(config, { method: "GET", path, transaction_id: call_reference });
}
