import type { SimulatorHost } from "../../../connector/simulator.ts";
import { type Fault, faultsForAll } from "./faults.ts";
import { magicPayer } from "./magic.ts";
import type { ResultCode } from "./result-codes.ts";

/** What a payer does with an order when nobody acts for them. */
export type Habit = "approve" | "refuse" | "wrong_pin" | "ignore";

/** What stands in the way of every payment of a payer. */
export type Obstacle =
  | "wallet_inactive"
  | "account_restricted"
  | "not_verified"
  | "promotion_rules"
  | "issuer_refuses"
  | "limit_reached";

/** A phone with the provider's app on it. */
export type Payer = {
  /** Ten digits, the first a 0. */
  readonly phone: string;
  readonly switched_on: boolean;
  readonly obstacle: Obstacle | null;
  /** What pays where an order wants a domestic card. */
  readonly card: string;
  /** Paid out of the wallet on the day that is named last. */
  readonly spent: { readonly day: string; readonly amount: number };
  /** Null: an ordinary payer, who does as the setting says. */
  readonly habit: Habit | null;
  /** Orders for this payer are refused so. */
  readonly refused_with: ResultCode | null;
  /** What goes wrong around every order for this payer. */
  readonly faults: readonly Fault[];
  /** The latest orders that have not ended, newest last. */
  readonly under_way: readonly string[];
};

/** Whoever pays an order that names nobody. */
export const DEFAULT_PAYER = "0900000000";

/** A phone's screen shows no more; older orders are still there for the page. */
const UNDER_WAY_MAX = 20;

/** An ordinary number that nobody has used yet has the app all the same. */
export function payerOf(host: SimulatorHost, phone: string): Payer {
  return host.records.get<Payer>("payer", phone) ?? { ...ordinary(phone), ...magicPayer(phone) };
}

export function putPayer(host: SimulatorHost, payer: Payer): void {
  host.records.put("payer", payer.phone, payer);
}

export function payers(host: SimulatorHost): readonly Payer[] {
  return host.records.all<Payer>("payer").map(([, payer]) => payer);
}

export function faultsOf(host: SimulatorHost, { faults }: Payer): readonly Fault[] {
  return [...new Set([...faults, ...faultsForAll(host)])];
}

export function putUnderWay(host: SimulatorHost, phone: string, order_key: string): void {
  const payer = payerOf(host, phone);
  const latest = payer.under_way.slice(1 - UNDER_WAY_MAX);
  putPayer(host, { ...payer, under_way: [...latest, order_key] });
}

export function noLongerUnderWay(host: SimulatorHost, phone: string, order_key: string): void {
  const payer = payerOf(host, phone);
  const under_way = payer.under_way.filter((key) => key !== order_key);
  putPayer(host, { ...payer, under_way });
}

/** `09…`, `849…` and `+849…` are the same phone. Null for what is no mobile number of Vietnam. */
export function localPhone(written: string): string | null {
  const [, digits = null] = /^(?:\+?84|0)(\d{9})$/.exec(written.replaceAll(/[\s.-]/g, "")) ?? [];
  return digits === null ? null : `0${digits}`;
}

export function internationalPhone(phone: string): string {
  return `+84${phone.slice(1)}`;
}

function ordinary(phone: string): Payer {
  return {
    phone,
    switched_on: true,
    obstacle: null,
    card: "9704000000000018",
    spent: { day: "", amount: 0 },
    habit: null,
    refused_with: null,
    faults: [],
    under_way: [],
  };
}
