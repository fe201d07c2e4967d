import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call } from "./call.ts";
import { requiredText, textOf } from "./fields.ts";
import { badField, Refusal } from "./refusal.ts";
import type { SubscriptionPlan } from "./subscription-plan.ts";
import { decryptFields } from "./tokens.ts";

/** A payer's wallet or card that a merchant may charge. Kept under the merchant's name for the payer. */
export type WalletLink = {
  readonly partner_code: string;
  readonly partner_client_id: string;
  /** The order by which the payer agreed. */
  readonly order_key: string;
  readonly phone: string;
  /** The number of the card that pays; null: the wallet. */
  readonly card: string | null;
  /** The secret inside the token. */
  readonly value: string;
  readonly state: "active" | "paused" | "removed";
  /** Null where it may be charged at any time. */
  readonly plan: SubscriptionPlan | null;
};

export function findLink(
  host: SimulatorHost,
  partner_code: string,
  partner_client_id: string,
): WalletLink | undefined {
  return host.records.get<WalletLink>("link", `${partner_code}|${partner_client_id}`);
}

export function putLink(host: SimulatorHost, link: WalletLink): WalletLink {
  host.records.put("link", `${link.partner_code}|${link.partner_client_id}`, link);
  return link;
}

/** The link that the call's token belongs to, with what else the token says. Some calls leave out whose it is. */
export function linkOfToken(
  host: SimulatorHost,
  { account, fields }: Call,
  partner_client_id = requiredText(fields, "partnerClientId", 50),
): { readonly link: WalletLink; readonly needs_code: boolean } {
  const token = decryptFields(requiredText(fields, "token", 4_000));
  if (token === null) throw badField("token", "cannot be decrypted");
  const link = findLink(host, account.partner_code, partner_client_id);
  if (link === undefined || link.state === "removed" || link.value !== textOf(token, "value"))
    throw new Refusal(2001, "The token belongs to no link of this payer.");
  if (link.state === "paused") throw new Refusal(2007, "The link is paused.");
  return { link, needs_code: textOf(token, "requireSecurityCode") === "true" };
}
