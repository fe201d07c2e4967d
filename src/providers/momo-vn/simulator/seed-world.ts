import type { MagicValue, SimulatorHost } from "../../../connector/simulator.ts";
import type { Account } from "./accounts.ts";
import { publicKey } from "./gateway-key.ts";
import { openMerchantWallet, openWallet } from "./ledger.ts";
import { DEFAULT_PAYER, payerOf, putPayer } from "./payers.ts";

/** The merchant that a newcomer uses. Every other one has the same keys, so that a partner code alone leads to it. */
export const credentials = {
  partner_code: "HAKIKAVN0001",
  access_key: "hkVnAccess0001",
  secret_key: "hakika-vn-sandbox-secret-0000001",
  public_key: publicKey,
} as const;

const working: Omit<Account, "partner_code"> = {
  name: "Hakika Test",
  access_key: credentials.access_key,
  secret_key: credentials.secret_key,
  closed_calls: [],
  current_version: true,
  order_groups: ["20261121"],
};

interface OpenAccount {
  readonly differs: Partial<Account>;
  /** Null for the account that works. */
  readonly effect: string | null;
  readonly code: string | null;
}

const accounts: Readonly<Record<string, OpenAccount>> = {
  [credentials.partner_code]: { differs: {}, effect: null, code: null },
  HAKIKAVN0003: {
    differs: { name: "Second Test" },
    effect: "Is another merchant, who may do all.",
    code: null,
  },
  HAKIKAVN0002: { differs: { closed_calls: ["refund"] }, effect: "May not refund.", code: "11" },
  HAKIKAVN0011: { differs: { closed_calls: "all" }, effect: "May make no call at all.", code: "11" },
  HAKIKAVN0012: {
    differs: { current_version: false },
    effect: "Is set up for an older version of the API.",
    code: "12",
  },
};

/** Two phones that are there from the start, so that a list of them is not empty. */
const phones: readonly string[] = [DEFAULT_PAYER, "0912345678"];

export function seedWorld(host: SimulatorHost): void {
  for (const [partner_code, { differs }] of Object.entries(accounts)) {
    host.records.put("account", partner_code, { ...working, ...differs, partner_code });
    openMerchantWallet(host, partner_code);
  }
  for (const phone of phones) {
    putPayer(host, payerOf(host, phone));
    openWallet(host, phone);
  }
}

/** The accounts that are there to be refused, and one that is not there. */
export const magicAccounts: readonly MagicValue[] = [
  ...Object.entries(accounts).flatMap(([value, { effect, code }]) =>
    effect === null ? [] : [{ field: "partnerCode", value, effect, code }],
  ),
  { field: "partnerCode", value: "HAKIKAVN0013", effect: "Is no merchant of this provider.", code: "13" },
];
