import type { MagicValue, SimulatorHost } from "../../../connector/simulator.ts";
import type { Account, Shortcode } from "./accounts.ts";
import { putSubscriber, subscriberOf } from "./subscribers.ts";

const apiKey = (number: number): string => `pk_${String(number).padStart(40, "0")}`;
const trackingCode = (number: number): string => `sc_${String(number).padStart(28, "0")}`;

/** The account that a newcomer uses, with a shortcode that works. */
export const credentials = {
  api_key: apiKey(1),
  link_id: trackingCode(1),
  webhook_secret: "whsec_test_mpesa_ke_0001",
} as const;

const accounts: Readonly<Record<string, Account>> = {
  [apiKey(1)]: { active: true, webhook_secret: credentials.webhook_secret },
  [apiKey(2)]: { active: true, webhook_secret: "whsec_test_mpesa_ke_0002" },
  [apiKey(3)]: { active: false, webhook_secret: "whsec_test_mpesa_ke_0003" },
};

const working: Shortcode = {
  link_id: trackingCode(1),
  api_key: apiKey(1),
  number: "600111",
  business_name: "Mama Njeri Foods",
  account_reference: "SHOP",
  active: true,
  credentials_broken: false,
};

/** A name that is right on paper and too long for the screen of a phone. */
const LONG_NAME =
  "The Cooperative Society of Growers, Millers, Carriers and Sellers of Maize, Beans and Sorghum of Upper Nyandarua and the Adjoining Ridges, Main Office and Central Store";

const shortcodes: readonly Shortcode[] = [
  working,
  { ...working, link_id: trackingCode(2), number: "600112", active: false },
  { ...working, link_id: trackingCode(3), number: "600113", credentials_broken: true },
  { ...working, link_id: trackingCode(4), number: "600114", business_name: LONG_NAME },
  {
    ...working,
    link_id: trackingCode(5),
    number: "600115",
    api_key: apiKey(2),
    business_name: "Duka la Amani",
  },
];

/** Two payers who are there from the start, so that a list of phones is not empty; every other one comes with a push. */
const payers: readonly string[] = ["254708374149", "254110000001"];

export function seedWorld(host: SimulatorHost): void {
  for (const [api_key, account] of Object.entries(accounts)) host.records.put("account", api_key, account);
  for (const shortcode of shortcodes) host.records.put("shortcode", shortcode.link_id, shortcode);
  for (const msisdn of payers) putSubscriber(host, subscriberOf(host, msisdn));
}

/** The credentials that are there to be refused. */
export const magicCredentials: readonly MagicValue[] = [
  {
    field: "apikey",
    value: apiKey(3),
    effect: "The key of a user who is no longer active.",
    code: "INVALID_API_KEY",
  },
  {
    field: "linkid",
    value: trackingCode(2),
    effect: "A shortcode that is switched off.",
    code: "INACTIVE_SHORTCODE",
  },
  {
    field: "linkid",
    value: trackingCode(3),
    effect: "A shortcode whose M-Pesa credentials are broken: 500.001.1001 inside.",
    code: "STK_PUSH_FAILED",
  },
  {
    field: "linkid",
    value: trackingCode(4),
    effect: "A shortcode whose prompt is too long for a phone.",
    code: "1025",
  },
  {
    field: "linkid",
    value: trackingCode(5),
    effect: "A shortcode of another account.",
    code: "INVALID_LINK_ID",
  },
];
