import type { Customer, PartReading } from "../../../../connector/lookup.ts";
import { lookup } from "../lookup.ts";
import { answerOf, settings } from "./orders.ts";

export const customer: Customer = {
  phone_number: "+27832000046",
  provider_options: {},
  call_reference: "07HAKIKACALL00000002",
};

type Parts = Readonly<Record<string, PartReading>>;

/** The whole profile, read. */
export function readProfile(body: unknown, status = 200): Parts {
  return lookup.whole(customer, lookup.parts, settings).read(answerOf(body, status));
}

/** The answer of one part's own resource, read. */
export function readAlone(part: string, body: unknown, status = 200): PartReading | undefined {
  return lookup.part(customer, part, settings)?.read(answerOf(body, status))[part];
}

export function states(parts: Parts): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parts).map(([part, { state }]) => [part, state]));
}

const links = { _links: { self: { href: "" } } };

const plan = {
  type: "Prepaid",
  status: "Active",
  startDate: "2021-05-03T09:12:44.120Z",
  endDate: null,
  balance: [
    { data: { balanceType: "AIRTIME", amount: "4250", currency: "ZAR", expiryDate: "2027-01-31T00:00:00Z" } },
  ],
};

export const goldTune = {
  subscriptionId: "RBT-GOLD",
  systemId: "RBT",
  subscriptionName: "Caller tune gold",
  subscriptionStatus: "Active",
};

export const system = (systemId: string, status = "Active", message = "OK") => ({
  systemId,
  status,
  statusCode: 200,
  message,
});

/** Of a customer who has everything, as the documents put it together. */
export const everything = {
  statusCode: "0000",
  statusMessage: "Success",
  customerId: "27832000046",
  location: { data: { country: "South Africa", homeNetwork: "South Africa", operator: "MTN" }, ...links },
  momo: { data: { accountholderStatus: "ACTIVE", currency: "ZAR" }, ...links },
  plans: [{ category: "GSM", data: [plan], ...links }],
  subscriptions: { data: [goldTune], ...links },
  systems: [system("RBT"), system("CSM")],
  ...links,
};
