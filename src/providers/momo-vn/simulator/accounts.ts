import type { SimulatorHost } from "../../../connector/simulator.ts";
import { type Fields, requiredText } from "./fields.ts";
import { Refusal } from "./refusal.ts";

/** A merchant with the provider, kept under its partner code. */
export type Account = {
  readonly partner_code: string;
  readonly name: string;
  readonly access_key: string;
  readonly secret_key: string;
  /** Calls that the provider has not opened for this merchant, by their names, or all of them. */
  readonly closed_calls: "all" | readonly string[];
  /** False: the merchant is still set up for an older version of the API. */
  readonly current_version: boolean;
  /** What `orderGroupId` may be; the provider gives them out. */
  readonly order_groups: readonly string[];
};

export function authenticate(host: SimulatorHost, fields: Fields): Account {
  const partner_code = requiredText(fields, "partnerCode", 50);
  const account = host.records.get<Account>("account", partner_code);
  if (account === undefined) throw new Refusal(13, `No merchant has the partner code ${partner_code}.`);
  return account;
}

export function accountOf(host: SimulatorHost, partner_code: string): Account {
  const account = host.records.get<Account>("account", partner_code);
  if (account === undefined) throw new Error("An order names a merchant that does not exist.");
  return account;
}

/** Whether the merchant may make this call at all. */
export function checkPermission(account: Account, call: string): void {
  if (!account.current_version)
    throw new Refusal(12, "The merchant is set up for an older version of the API.");
  if (account.closed_calls === "all" || account.closed_calls.includes(call))
    throw new Refusal(11, `The merchant may not call ${call}.`);
}
