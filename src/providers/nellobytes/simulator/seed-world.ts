import type { MagicValue, SimulatorHost } from "../../../connector/simulator.ts";
import type { Account } from "./accounts.ts";
import { fromNaira, type Thousandths } from "./naira.ts";
import { putSubscriber, subscriberOf } from "./subscribers.ts";
import { moveMoney } from "./wallet.ts";

const userId = (number: number): string => `CK1${String(number).padStart(8, "0")}`;

/** The account that a newcomer uses. Every other one has the same key, so that a UserID alone leads to it. */
export const credentials = {
  user_id: userId(1),
  api_key: "NELLOBYTES0SANDBOX0KEY0".padEnd(64, "0"),
} as const;

const working: Omit<Account, "user_id"> = {
  api_key: credentials.api_key,
  phone_number: "08030000000",
  address_listed: true,
  products: ["airtime", "data"],
  payment_option: "wallet",
  short_of_money: null,
};

/** Enough for any test, and a number with two commas in it. */
const OPENING_BALANCE = fromNaira(10_000_000);

interface OpenAccount {
  readonly differs: Partial<Account>;
  readonly opening: Thousandths;
  /** Null for the account that works. */
  readonly effect: string | null;
  readonly code: string | null;
}

const accounts: readonly OpenAccount[] = [
  { differs: {}, opening: OPENING_BALANCE, effect: null, code: null },
  { differs: {}, opening: 46_335n, effect: "46.335 naira in the wallet: less than any order.", code: "417" },
  { differs: {}, opening: -343_850n, effect: "A wallet below zero.", code: "417" },
  {
    differs: { products: ["data"] },
    opening: OPENING_BALANCE,
    effect: "Has no API for airtime.",
    code: "413",
  },
  {
    differs: { payment_option: "closed" },
    opening: OPENING_BALANCE,
    effect: "Cannot pay from a wallet.",
    code: "414",
  },
  {
    differs: { short_of_money: "api" },
    opening: OPENING_BALANCE,
    effect: "The provider's own account for the API is short.",
    code: "412",
  },
  {
    differs: { short_of_money: "dealer" },
    opening: OPENING_BALANCE,
    effect: "The dealer above the account is short.",
    code: "415",
  },
  {
    differs: { short_of_money: "store" },
    opening: OPENING_BALANCE,
    effect: "The store above the account is short.",
    code: "416",
  },
  {
    differs: { address_listed: false },
    opening: OPENING_BALANCE,
    effect: "Does not list the caller's address: an HTML page.",
    code: null,
  },
];

/** Two lines that are there from the start, so that a list of phones is not empty. */
const lines: readonly string[] = ["08030000001", "08050000001"];

export function seedWorld(host: SimulatorHost): void {
  for (const [index, { differs, opening }] of accounts.entries()) {
    const user_id = userId(index + 1);
    host.records.put("account", user_id, { ...working, ...differs, user_id });
    moveMoney(host, "deposit", { user_id, order_id: null, amount: opening });
  }
  for (const mobile_number of lines) putSubscriber(host, subscriberOf(host, mobile_number));
}

/** The accounts that are there to be refused, all with the seeded key. */
export const magicAccounts: readonly MagicValue[] = accounts.flatMap(({ effect, code }, index) =>
  effect === null ? [] : [{ field: "UserID", value: userId(index + 1), effect, code }],
);
