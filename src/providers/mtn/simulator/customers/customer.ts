import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { fromMajor } from "../amounts.ts";
import type { Fault } from "../faults.ts";
import type { ErrorCode } from "../gateway/code-table.ts";
import { airtimeOfPhone, openWallet, setWallet, walletOfPhone } from "../ledger.ts";
import { magicCustomer } from "../magic.ts";
import { type Market, marketOf } from "../markets.ts";
import type { DoubtCode, SystemId } from "../systems.ts";

/** The parts of a profile that can fail by themselves. */
export type PartName = "location" | "momo" | "plans";
export type FailedStyle = "empty_data" | "omit" | "null_data";

/** What the holder of a phone does with a prompt when nobody acts for them. */
export type Habit = "approve" | "refuse" | "ignore";

/** A phone number and who has it. Kept under the number, in international digits. */
export type Customer = {
  readonly msisdn: string;
  /** Barred, suspended or blacklisted: known, and nothing can be done for them. */
  readonly barred: boolean;
  readonly plan: "Prepaid" | "Postpaid" | null;
  readonly wallet: "ACTIVE" | "BLOCKED" | null;
  readonly located: boolean;
  /** Airtime may not be spent on goods. */
  readonly airtime_barred: boolean;
  readonly failing_parts: { readonly [part in PartName]?: FailedStyle };
  /** Subscription systems that do not answer about this customer. */
  readonly silent_systems: readonly SystemId[];
  readonly switched_on: boolean;
  /** Null: an ordinary payer, who does as the setting says. */
  readonly habit: Habit | null;
  /** Null: as long as ordinary payers take. */
  readonly answers_after_ms: number | null;
  /** The wallet system lets a payment call wait for the payer. */
  readonly call_waits: boolean;
  readonly fault: Fault | null;
  /** What the first answer about money says, and what then becomes of it. */
  readonly doubt: { readonly code: DoubtCode; readonly applied: "yes" | "later" | "no" | "lost" } | null;
  /** Codes with which money calls are turned away before one is taken. */
  readonly refusals: readonly ErrorCode[];
  /** The payment whose prompt stands on the screen; it holds the wallet's lock. */
  readonly open_payment: string | null;
  /** The latest last. */
  readonly messages: readonly { readonly at_ms: number; readonly text: string }[];
};

/** Who has this number; undefined for one that is nobody's. The first look opens their wallets. */
export function customerOf(host: SimulatorHost, msisdn: string): Customer | undefined {
  const known = host.records.get<Customer>("customer", msisdn);
  if (known !== undefined) return known;
  const market = marketOf(msisdn);
  return market && enrol(host, msisdn, market);
}

export function putCustomer(host: SimulatorHost, customer: Customer): Customer {
  host.records.put("customer", customer.msisdn, customer);
  return customer;
}

export function customers(host: SimulatorHost): readonly Customer[] {
  return host.records.all<Customer>("customer").map(([, customer]) => customer);
}

/** As many as a phone keeps. */
const MESSAGES_MAX = 20;

export function sendText(host: SimulatorHost, msisdn: string, text: string): void {
  const customer = customerOf(host, msisdn);
  if (customer === undefined) return;
  const messages = [...customer.messages.slice(1 - MESSAGES_MAX), { at_ms: host.now(), text }];
  putCustomer(host, { ...customer, messages });
}

/** Puts somebody into the case of a magic number. */
export function putIntoCase(
  host: SimulatorHost,
  customer: Customer,
  { balances, ...differs }: CustomerCase,
): void {
  const { open_payment, messages, switched_on } = customer;
  const { msisdn } = customer;
  putCustomer(host, { ...ordinary(msisdn), open_payment, messages, switched_on, ...differs });
  if (balances?.wallet !== undefined) setWallet(host, walletOfPhone(msisdn), balances.wallet);
  if (balances?.airtime !== undefined) setWallet(host, airtimeOfPhone(msisdn), balances.airtime);
}

/** How somebody differs from an ordinary customer. Balances in minor units. */
export type CustomerCase = Partial<Customer> & {
  readonly balances?: { readonly wallet?: string; readonly airtime?: string };
};

/** Enough to play with, and less than the most that one payment may be. */
const WALLET_MAJOR = 1_000;
/** 42.50 of a currency with cents. */
const AIRTIME_CENTS = 4_250n;

function enrol(host: SimulatorHost, msisdn: string, { currency, decimals }: Market): Customer {
  const { balances, ...differs } = magicCustomer(msisdn) ?? {};
  const customer: Customer = { ...ordinary(msisdn), ...differs };
  const airtime = decimals === 2 ? AIRTIME_CENTS : fromMajor(4_250, decimals);
  const open = (name: string, opening: string): void =>
    openWallet(host, name, { owner: "payer", currency, opening });
  if (customer.wallet !== null) {
    open(walletOfPhone(msisdn), balances?.wallet ?? String(fromMajor(WALLET_MAJOR, decimals)));
  }
  open(airtimeOfPhone(msisdn), balances?.airtime ?? String(airtime));
  return putCustomer(host, customer);
}

function ordinary(msisdn: string): Customer {
  return {
    msisdn,
    barred: false,
    plan: "Prepaid",
    wallet: "ACTIVE",
    located: true,
    airtime_barred: false,
    failing_parts: {},
    silent_systems: [],
    switched_on: true,
    habit: null,
    answers_after_ms: null,
    call_waits: false,
    fault: null,
    doubt: null,
    refusals: [],
    open_payment: null,
    messages: [],
  };
}
