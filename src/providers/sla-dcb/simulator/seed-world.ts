import type { MagicValue, SimulatorHost } from "../../../connector/simulator.ts";
import { accountOf, putAccount } from "./accounts.ts";
import { operatorRows } from "./operator/operator-table.ts";
import { MERCHANT, OTHER_MERCHANT, seededServices, uri } from "./seed-services.ts";
import type { Credential, Merchant } from "./services.ts";

/** The account that a newcomer uses, a service of either kind, and what they need to be called. */
export const credentials = {
  username: "sandbox",
  password: "sandbox-password",
  merchant: MERCHANT,
  campaign: uri("campaign", "one-off"),
  subscription_campaign: uri("campaign", "daily"),
} as const;

const LOOPBACK: readonly string[] = ["127.0.0.0/8", "::1/128"];

const working: Credential = {
  username: credentials.username,
  password: credentials.password,
  environment: "sandbox",
  allow_list: LOOPBACK,
  enabled: true,
  merchant: MERCHANT,
};

interface Seeded {
  readonly credential: Credential;
  /** Null where it works. */
  readonly effect: string | null;
  readonly code: string | null;
}

/** All have the same password, so that a user name alone leads to each. */
const seeded: readonly Seeded[] = [
  { credential: working, effect: null, code: null },
  {
    credential: { ...working, username: "production", environment: "production" },
    effect: "The same merchant's credential for the production environment, with tokens of its own.",
    code: "7005",
  },
  {
    credential: { ...working, username: "switched-off", enabled: false },
    effect: "A credential that is switched off.",
    code: "1001",
  },
  {
    credential: { ...working, username: "elsewhere", allow_list: ["120.55.23.13/32"] },
    effect: "May be used from 120.55.23.13 only.",
    code: "1002",
  },
  {
    credential: { ...working, username: "other", merchant: OTHER_MERCHANT },
    effect: "Another merchant's credential.",
    code: "6004",
  },
];

const merchants: readonly Merchant[] = [
  { uri: MERCHANT, without_agreement: { sandbox: [], production: ["viettel-mz"] } },
  { uri: OTHER_MERCHANT, without_agreement: { sandbox: [], production: [] } },
];

export function seedWorld(host: SimulatorHost): void {
  for (const { credential } of seeded) host.records.put("credential", credential.username, credential);
  for (const merchant of merchants) host.records.put("merchant", merchant.uri, merchant);
  for (const { effect: _effect, code: _code, ...service } of seededServices)
    host.records.put("service", service.uri, service);
  for (const { example } of operatorRows) {
    const account = accountOf(host, example);
    if (account !== undefined) putAccount(host, account);
  }
}

/** Credentials and services that are there to be refused. */
export const magicNames: readonly MagicValue[] = [
  ...seeded.flatMap(({ credential, effect, code }) =>
    effect === null ? [] : [{ field: "username", value: credential.username, effect, code }],
  ),
  ...seededServices.flatMap(({ uri: value, effect, code }) =>
    effect === null ? [] : [{ field: "campaign", value, effect, code }],
  ),
];
