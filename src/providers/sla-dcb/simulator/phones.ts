import type { PhoneAct, PhoneState, SimulatorHost, WalletState } from "../../../connector/simulator.ts";
import { type Account, accountOf, accounts, moveMoney, presentAccount, putAccount } from "./accounts.ts";
import { isCaseName } from "./magic.ts";
import { type Ask, closeAsk, openAsk, sayYes, textOf } from "./mo/asks.ts";
import { operatorOfNumber } from "./operator/operators.ts";

/** PINs and SMS come as messages; the question of an asking SMS stands on the screen until it is answered. */
export function phones(host: SimulatorHost): readonly PhoneState[] {
  return accounts(host).map((account) => describe(host, account));
}

/** What a person does with the phone in their hand. */
export async function act(
  host: SimulatorHost,
  phone_number: string,
  what: PhoneAct,
): Promise<PhoneState | null> {
  const msisdn = digitsOf(phone_number);
  const holder = accountOf(host, msisdn);
  if (holder === undefined || !isUseful(host, holder, what)) return null;
  return describe(host, presentAccount(host, msisdn));
}

function isUseful(host: SimulatorHost, holder: Account, what: PhoneAct): boolean {
  switch (what) {
    case "switch_on":
    case "switch_off":
      return turn(host, holder, what === "switch_on");
    case "approve":
    case "refuse":
      return answer(host, holder, what);
    case "ignore":
    case "wrong_pin":
      return false;
  }
}

/** What was sent while the phone was off arrives as soon as it is on. */
function turn(host: SimulatorHost, holder: Account, switched_on: boolean): boolean {
  if (holder.switched_on === switched_on) return false;
  const messages = switched_on ? [...holder.messages, ...holder.held] : holder.messages;
  const held = switched_on ? [] : holder.held;
  putAccount(host, { ...holder, switched_on, messages, held });
  return true;
}

function answer(host: SimulatorHost, holder: Account, what: "approve" | "refuse"): boolean {
  const ask = onScreen(host, holder);
  if (ask === undefined) return false;
  (what === "approve" ? sayYes : closeAsk)(host, ask);
  return true;
}

function onScreen(host: SimulatorHost, holder: Account): Ask | undefined {
  return holder.switched_on ? openAsk(host, holder.open_ask ?? "") : undefined;
}

function describe(host: SimulatorHost, account: Account): PhoneState {
  const ask = onScreen(host, account);
  return {
    phone_number: `+${account.msisdn}`,
    switched_on: account.switched_on,
    balance_minor: account.balance_minor,
    currency: currencyOf(account),
    prompt:
      ask === undefined
        ? null
        : { text: textOf(ask), expires_at_ms: ask.expires_at_ms, provider_reference: ask.correlator },
    messages: account.messages,
  };
}

/** Airtime, or what may still go onto the phone bill. */
export function wallets(host: SimulatorHost): readonly WalletState[] {
  return accounts(host).map((account) => ({
    wallet: `+${account.msisdn}`,
    owner: "payer",
    balance_minor: account.balance_minor,
    currency: currencyOf(account),
  }));
}

export function setBalance(host: SimulatorHost, wallet: string, balance_minor: string): boolean {
  const account = accounts(host).find(({ msisdn }) => `+${msisdn}` === wallet);
  if (account === undefined) return false;
  const { msisdn } = account;
  const amount_minor = String(BigInt(balance_minor) - BigInt(account.balance_minor));
  moveMoney(host, { msisdn, kind: "deposit", amount_minor, transaction_id: null });
  return true;
}

/** Puts the holder of a phone into the same case as the holder of the magic number. */
export function play(host: SimulatorHost, name: string, phone_number: string): boolean {
  const msisdn = digitsOf(phone_number);
  if (!isCaseName(name) || operatorOfNumber(msisdn) === undefined) return false;
  const account = accountOf(host, msisdn) ?? presentAccount(host, msisdn);
  putAccount(host, { ...account, case: name });
  return true;
}

function digitsOf(phone_number: string): string {
  return phone_number.replace(/^\+/, "");
}

function currencyOf({ msisdn }: Account): string {
  return operatorOfNumber(msisdn)?.currency ?? "";
}
