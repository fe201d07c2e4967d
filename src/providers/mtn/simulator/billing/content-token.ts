import type { MagicValue, SimulatorHost } from "../../../../connector/simulator.ts";
import { type Fields, requiredText } from "../fields.ts";
import { BillingError } from "./billing-error.ts";

/** A payer's consent to be billed by one partner for one thing. Kept under the token. */
export type ContentToken = {
  readonly content_token: string;
  readonly msisdn: string;
  readonly partner_id: string;
  readonly content_id: string;
  readonly state: "Pending" | "Active" | "Cancelled";
  /** The payer has confirmed, by SMS or on the page of the redirect URL. */
  readonly confirmed: boolean;
  readonly method: "MTN Airtime" | "Momo";
  /** The most that one interval may cost, in cents; null for no limit. */
  readonly interval_max: number | null;
  readonly interval_days: number;
  /** Null: for ever. */
  readonly expires_at_ms: number | null;
};

export function putToken(host: SimulatorHost, token: ContentToken): ContentToken {
  host.records.put("content_token", token.content_token, token);
  return token;
}

export function tokens(host: SimulatorHost): readonly ContentToken[] {
  return host.records.all<ContentToken>("content_token").map(([, token]) => token);
}

/** The partner's own token that the call names. */
export function readToken(host: SimulatorHost, fields: Fields): ContentToken {
  const partner_id = requiredText(fields, "contractingPartnerId", /^\d{9}$/);
  requiredText(fields, "platformPartnerId", /^\d{9}$/);
  const name = requiredText(fields, "contentToken", /^[A-Za-z0-9-]{16,96}$/);
  const token = host.records.get<ContentToken>("content_token", name);
  if (token === undefined || token.partner_id !== partner_id) {
    throw new BillingError("not_found", "Pantheon: no such token of this partner");
  }
  return token;
}

export function isActive(host: SimulatorHost, { state, expires_at_ms }: ContentToken): boolean {
  return state === "Active" && (expires_at_ms === null || host.now() < expires_at_ms);
}

/** The partner that the seeded tokens belong to. */
export const PARTNER_ID = "911844857";

const seeded: ContentToken = {
  content_token: "HAKIKA-TOKEN-AIRTIME-0001",
  msisdn: "27832000046",
  partner_id: PARTNER_ID,
  content_id: "001",
  state: "Active",
  confirmed: true,
  method: "MTN Airtime",
  interval_max: null,
  interval_days: 30,
  expires_at_ms: null,
};

interface SeededToken {
  readonly differs: Partial<ContentToken>;
  readonly effect: string;
  readonly code: string | null;
}

const seeds: readonly SeededToken[] = [
  { differs: {}, effect: "Active; bills the airtime of 27832000046.", code: null },
  {
    differs: { content_token: "HAKIKA-TOKEN-WALLET-0002", method: "Momo" },
    effect: "Active; bills the MoMo wallet of 27832000046, without a prompt.",
    code: null,
  },
  {
    differs: { content_token: "HAKIKA-TOKEN-PENDING-0003", state: "Pending", confirmed: false },
    effect: "Registered and never confirmed.",
    code: "1005",
  },
  {
    differs: { content_token: "HAKIKA-TOKEN-CANCELLED-0004", state: "Cancelled" },
    effect: "Cancelled.",
    code: "1003",
  },
  {
    differs: { content_token: "HAKIKA-TOKEN-LIMITED-0005", interval_max: 1_000 },
    effect: "Active; at most 10.00 in 30 days.",
    code: "6000",
  },
  {
    differs: { content_token: "HAKIKA-TOKEN-NOMONEY-0006", msisdn: "27832000060" },
    effect: "Active; its payer has no money.",
    code: "6001",
  },
];

export function seedTokens(host: SimulatorHost): void {
  for (const { differs } of seeds) putToken(host, { ...seeded, ...differs });
}

export const magicTokens: readonly MagicValue[] = seeds.map(({ differs, effect, code }) => ({
  field: "contentToken",
  value: differs.content_token ?? seeded.content_token,
  effect,
  code,
}));
