import type { MagicValue, SimulatorHost } from "../../../connector/simulator.ts";
import { PARTNER_ID, seedTokens } from "./billing/content-token.ts";
import { customerOf } from "./customers/customer.ts";
import { type App, products } from "./gateway/apps.ts";
import { merchantWallet, openWallet } from "./ledger.ts";
import { currencies } from "./markets.ts";
import { findOfferById } from "./subscriptions/catalogue.ts";
import { putSubscription } from "./subscriptions/subscription.ts";
import { seedVouchers } from "./vouchers.ts";

const key = (number: number): string => `hakikaSandboxConsumerKey${String(number).padStart(8, "0")}`;
const secret = (number: number): string => `sandboxSecret${String(number).padStart(3, "0")}`;

/** The app that a newcomer uses, and the partner id of its carrier billing. */
export const credentials = {
  client_id: key(0),
  client_secret: secret(0),
  contracting_partner_id: PARTNER_ID,
  platform_partner_id: PARTNER_ID,
} as const;

const working: App = {
  client_id: credentials.client_id,
  client_secret: credentials.client_secret,
  approved: true,
  products,
};

const apps: readonly App[] = [
  working,
  { ...working, client_id: key(1), client_secret: secret(1), products: ["Customer Profiles"] },
  { ...working, client_id: key(2), client_secret: secret(2), approved: false },
  { ...working, client_id: key(3), client_secret: secret(3) },
];

/** In minor units of each currency: enough for any test. */
const MERCHANT_OPENING = "100000000";

/** Those who are there from the start, so that a list of phones is not empty; everybody else comes with a call. */
const people: readonly string[] = ["27832000046", "27832000047"];

/** The complete customer's, and one of a customer about whom RBT does not answer. */
const subscriptions: Readonly<Record<string, readonly string[]>> = {
  "27832000046": ["RBT-GOLD"],
  "27832000048": ["RBT-GOLD", "CSM-NEWS"],
};

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

export function seedWorld(host: SimulatorHost): void {
  for (const app of apps) host.records.put("app", app.client_id, app);
  for (const currency of currencies) {
    const wallet = { owner: "merchant", currency, opening: MERCHANT_OPENING } as const;
    openWallet(host, merchantWallet(currency), wallet);
  }
  for (const msisdn of people) customerOf(host, msisdn);
  for (const [msisdn, ids] of Object.entries(subscriptions)) {
    for (const id of ids) seedSubscription(host, msisdn, id);
  }
  seedTokens(host);
  seedVouchers(host);
}

function seedSubscription(host: SimulatorHost, msisdn: string, subscription_id: string): void {
  const offer = findOfferById(subscription_id);
  if (offer === undefined) return;
  putSubscription(host, {
    subscription_id,
    provider: offer.provider,
    msisdn,
    name: offer.name,
    status: "Active",
    type: "Recurring",
    payment_source: "Airtime",
    auto_renew: true,
    start_ms: host.now(),
    end_ms: host.now() + MONTH_MS,
    status_id: "SEEDED",
  });
}

/** The apps that are there to be refused. */
export const magicApps: readonly MagicValue[] = [
  { field: "client_id", value: key(1), effect: "An app with no product but profiles.", code: "4001" },
  { field: "client_id", value: key(2), effect: "An app that is not approved.", code: "4000" },
  { field: "client_id", value: key(3), effect: "Another app: its key with a foreign token.", code: "4000" },
];
