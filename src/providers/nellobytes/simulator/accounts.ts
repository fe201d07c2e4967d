import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Fields } from "./fields.ts";
import { PageInstead, Refusal } from "./refusal.ts";
import { choice, isOn } from "./settings.ts";

export type Product = "airtime" | "data";

/** A reseller. Kept under its UserID. */
export type Account = {
  readonly user_id: string;
  readonly api_key: string;
  readonly phone_number: string;
  /** The caller's address stands on the account's list. */
  readonly address_listed: boolean;
  /** What the account may buy through the API. */
  readonly products: readonly Product[];
  readonly payment_option: "wallet" | "closed";
  /** Whose own money is too short for any order of this account. */
  readonly short_of_money: "api" | "store" | "dealer" | null;
};

/** The first checks of every call that is about money, in the order that gives each code one cause. */
export function authenticate(host: SimulatorHost, fields: Fields): Account {
  if (!fields.has("userid") && !fields.has("apikey")) throw new Refusal("401", "The URL names nobody.");
  const user_id = fields.get("userid") ?? "";
  if (user_id === "") throw new Refusal("402", "The UserID is empty.");
  const api_key = fields.get("apikey") ?? "";
  if (api_key === "") throw new Refusal("403", "The APIKey is empty.");
  const account = host.records.get<Account>("account", user_id);
  if (account?.api_key !== api_key) throw new Refusal("400", "No account has this UserID with this APIKey.");
  if (!account.address_listed || isOn(host, "address_unlisted")) throw refuseAddress(host);
  return account;
}

function refuseAddress(host: SimulatorHost): Error {
  const says = "The caller's address does not stand on the account's list.";
  const asPage = choice(host, "unlisted_answer") === "page";
  return asPage ? new PageInstead(200, says) : new Refusal("AUTHENTICATION_FAILED_1", says);
}

/** What the account is not allowed, whatever the order. */
export function checkRights(account: Account, product: Product): void {
  if (!account.products.includes(product)) throw new Refusal("413", `The account has no API for ${product}.`);
  if (account.payment_option !== "wallet") throw new Refusal("414", "The account cannot pay from a wallet.");
}
