import { createHash } from "node:crypto";
import type { SimulatorHost } from "../../../connector/simulator.ts";
import { newRunningNumber } from "./ids.ts";
import { type CaseName, caseOfNumber } from "./magic.ts";
import { has, type Operator, operatorOfNumber } from "./operator/operators.ts";
import { isOn } from "./settings.ts";

/** One customer of an operator, with their phone and their money. Kept under the number. */
export type Account = {
  readonly msisdn: string;
  readonly customer_type: "prepaid" | "postpaid";
  /** In the smallest units of the operator's currency. */
  readonly balance_minor: string;
  readonly opening_minor: string;
  /** When an account that was made for a test is gone; null for one that stays. */
  readonly expires_at_ms: number | null;
  /** Null: nothing is special about this customer. */
  readonly case: CaseName | null;
  readonly switched_on: boolean;
  readonly messages: readonly Message[];
  /** What was sent while the phone was off. */
  readonly held: readonly Message[];
  /** The asking SMS that waits for a reply. */
  readonly open_ask: string | null;
};

type Message = { readonly at_ms: number; readonly text: string };

/** One line of a customer's statement: what was put in, taken, or given back. */
export type Movement = {
  readonly at_ms: number;
  readonly msisdn: string;
  readonly kind: "deposit" | "charge" | "refund";
  readonly amount_minor: string;
  /** Null for a deposit. */
  readonly transaction_id: string | null;
};

/** Enough for a thousand small charges. */
const OPENING_MINOR = "1000000";

/** As many as fit on a phone. */
const MESSAGES_MAX = 50;

/** Undefined where the number has no account, or no longer one. */
export function accountOf(host: SimulatorHost, msisdn: string): Account | undefined {
  const account = host.records.get<Account>("account", msisdn) ?? ordinaryAccount(host, msisdn);
  return account === undefined || isGone(host, account) ? undefined : account;
}

/** A number that nobody has used yet has an account all the same. */
function ordinaryAccount(host: SimulatorHost, msisdn: string): Account | undefined {
  if (isOn(host, "only_provisioned_numbers") || operatorOfNumber(msisdn) === undefined) return undefined;
  return newAccount(msisdn, OPENING_MINOR);
}

export function newAccount(msisdn: string, opening_minor: string): Account {
  return {
    msisdn,
    customer_type: "prepaid",
    balance_minor: opening_minor,
    opening_minor,
    expires_at_ms: null,
    case: caseOfNumber(msisdn),
    switched_on: true,
    messages: [],
    held: [],
    open_ask: null,
  };
}

/** The account must be there. */
export function presentAccount(host: SimulatorHost, msisdn: string): Account {
  const account = accountOf(host, msisdn) ?? host.records.get<Account>("account", msisdn);
  return account ?? newAccount(msisdn, "0");
}

export function putAccount(host: SimulatorHost, account: Account): void {
  host.records.put("account", account.msisdn, account);
}

export function accounts(host: SimulatorHost): readonly Account[] {
  return host.records.all<Account>("account").map(([, account]) => account);
}

/** A deposit may be below zero: then money was taken out that no transaction stands for. */
export function moveMoney(host: SimulatorHost, movement: Omit<Movement, "at_ms">): void {
  const account = presentAccount(host, movement.msisdn);
  const amount = BigInt(movement.amount_minor) * (movement.kind === "charge" ? -1n : 1n);
  putAccount(host, { ...account, balance_minor: String(BigInt(account.balance_minor) + amount) });
  host.records.put("movement", newRunningNumber(host, "movement"), { at_ms: host.now(), ...movement });
}

export function movements(host: SimulatorHost): readonly Movement[] {
  return host.records.all<Movement>("movement").map(([, movement]) => movement);
}

/** Reaches the phone now, or when it is switched on again. */
export function sendSms(host: SimulatorHost, msisdn: string, text: string): void {
  const account = presentAccount(host, msisdn);
  const message = { at_ms: host.now(), text };
  const put = (messages: readonly Message[]): readonly Message[] =>
    [...messages, message].slice(-MESSAGES_MAX);
  putAccount(
    host,
    account.switched_on
      ? { ...account, messages: put(account.messages) }
      : { ...account, held: put(account.held) },
  );
}

/** What a customer who must identify themselves at the checkout types in. */
export function civilIdOf(msisdn: string): string {
  return `2${msisdn.slice(-11)}`;
}

/** The part of an anonymous reference that stays the same. */
const FIXED_LENGTH = 30;
const CHANGING_LENGTH = 18;
const REFERENCE = new RegExp(
  `^(?:telenor-[A-Z]{3}-[A-Z]{2}:)?([0-9A-Za-z]{${FIXED_LENGTH}})[0-9A-Za-z]{${CHANGING_LENGTH}}$`,
);

/** What the operator calls the customer by: the number, or a reference whose last part is new each time. */
export function nameFor(host: SimulatorHost, operator: Operator, msisdn: string): string {
  if (!has(operator, "anonymous_customers") || msisdn === "") return msisdn;
  const fixed = createHash("sha256").update(msisdn).digest("hex").slice(0, FIXED_LENGTH);
  if (host.records.get("reference", fixed) === undefined) host.records.put("reference", fixed, msisdn);
  const changing = Array.from({ length: CHANGING_LENGTH }, () => host.random(10)).join("");
  return `telenor-TLN-MM:${fixed}${changing}`;
}

/** The number behind a reference, empty where nobody has it; null where the text is no reference at all. */
export function numberBehind(host: SimulatorHost, text: string): string | null {
  const [, fixed] = REFERENCE.exec(text) ?? [];
  return fixed === undefined ? null : (host.records.get<string>("reference", fixed) ?? "");
}

function isGone(host: SimulatorHost, account: Account): boolean {
  return (
    account.case === "no_account" || (account.expires_at_ms !== null && account.expires_at_ms <= host.now())
  );
}
