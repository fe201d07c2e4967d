import { Type } from "typebox";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { Customer, Lookup, LookupCall, PartReading } from "../../../connector/lookup.ts";
import type { MtnConfig } from "../config.ts";
import { type Part, partAlone, partIn, partPath, parts, profilePath } from "../wire/profile.ts";
import { callTo, msisdnOf, readEnvelope } from "../wire.ts";
import { refusal, type Told } from "./part-reading.ts";
import { readLocation, readPlans, readWallet } from "./parts.ts";
import { readSubscriptions, readSubscriptionsAlone } from "./subscription-list.ts";

/** One profile has all parts; whoever wants a single one asks its own resource, which troubles fewer systems. */
export const lookup: Lookup<MtnConfig> = {
  parts,
  whole: (customer, wanted, config) => {
    const [only, ...others] = wanted.filter(isPart);
    return only !== undefined && others.length === 0
      ? alone(customer, only, config)
      : profile(customer, config);
  },
  part: (customer, part, config) => (isPart(part) ? alone(customer, part, config) : null),
};

/** The phone number says it all. */
export const lookupOptions = Type.Object({}, { additionalProperties: false });

function isPart(name: string): name is Part {
  return (parts as readonly string[]).includes(name);
}

function profile(customer: Customer, config: MtnConfig): LookupCall {
  return {
    request: get(profilePath(msisdnOf(customer)), customer, config),
    read: (answer) => {
      const told = toldBy(answer);
      const { fields } = told.envelope;
      return Object.fromEntries(
        parts.map((part) => [part, refusal(told) ?? readers[part](partIn(fields, part), told)]),
      );
    },
  };
}

function alone(customer: Customer, part: Part, config: MtnConfig): LookupCall {
  return {
    request: get(partPath(part, msisdnOf(customer)), customer, config),
    read: (answer) => {
      const told = toldBy(answer);
      return { [part]: refusal(told) ?? readAlone(part, told) };
    },
  };
}

const readers: Readonly<Record<Part, (part: unknown, told: Told) => PartReading>> = {
  location: readLocation,
  wallet: readWallet,
  plans: readPlans,
  subscriptions: readSubscriptions,
};

function readAlone(part: Part, told: Told): PartReading {
  if (part === "subscriptions") return readSubscriptionsAlone(told);
  return readers[part](partAlone(told.envelope.fields, part), told);
}

function toldBy(answer: HttpAnswer): Told {
  return { envelope: readEnvelope(answer), http_status: answer.status };
}

function get(path: string, { call_reference }: Customer, config: MtnConfig) {
  return callTo(config, { method: "GET", path, transaction_id: call_reference });
}
