import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { presentAccount, putAccount, sendSms } from "../accounts.ts";
import { padded } from "../amounts.ts";
import { newRunningNumber } from "../ids.ts";
import { notify } from "../notifications.ts";
import { askToCharge } from "../operator/charging.ts";
import { replyAfter } from "../settings.ts";
import { resultOf, type Transaction } from "../transactions.ts";

/** A question that was sent to a customer by SMS: will you pay? Kept under its number. */
export type Ask = Pick<
  Transaction,
  | "merchant"
  | "campaign"
  | "environment"
  | "operator"
  | "msisdn"
  | "named"
  | "currency"
  | "amount_minor"
  | "correlator"
> & {
  readonly ask_id: string;
  readonly description: string;
  readonly expires_at_ms: number;
};

/** Who has not said yes by then has said no. */
const LIVES_MS = 24 * 60 * 60 * 1000;

export function sendAsk(host: SimulatorHost, question: Omit<Ask, "ask_id" | "expires_at_ms">): void {
  const ask: Ask = {
    ...question,
    ask_id: newRunningNumber(host, "ask"),
    expires_at_ms: host.now() + LIVES_MS,
  };
  host.records.put("ask", ask.ask_id, ask);
  sendSms(host, ask.msisdn, textOf(ask));
  putAccount(host, { ...presentAccount(host, ask.msisdn), open_ask: ask.ask_id });
  host.schedule(ask.expires_at_ms, { do: "close_ask", ask_id: ask.ask_id });
  const after_ms = replyAfter(host);
  if (after_ms !== null) host.schedule(host.now() + after_ms, { do: "reply_by_habit", ask_id: ask.ask_id });
}

export function textOf({ amount_minor, currency, description }: Ask): string {
  return `Reply YES to pay ${padded(BigInt(amount_minor), currency)} ${currency}: ${description}`;
}

/** Undefined once it was answered or has expired. */
export function openAsk(host: SimulatorHost, ask_id: string): Ask | undefined {
  const ask = host.records.get<Ask>("ask", ask_id);
  return ask !== undefined && presentAccount(host, ask.msisdn).open_ask === ask_id ? ask : undefined;
}

/** Whatever becomes of the charge, a notification says it. */
export function sayYes(host: SimulatorHost, ask: Ask): void {
  closeAsk(host, ask);
  const { ask_id: _id, description: _text, expires_at_ms: _end, amount_minor, ...known } = ask;
  const order = { ...known, type: "mo_charge", amount: BigInt(amount_minor) } as const;
  const { transaction, lost } = askToCharge(host, order, { for: "one_off" });
  if (lost === null && transaction.status !== "WAITING")
    notify(host, ask.campaign, resultOf(host, transaction));
}

/** Nothing is charged, and nobody is told. */
export function closeAsk(host: SimulatorHost, { msisdn, ask_id }: Ask): void {
  const account = presentAccount(host, msisdn);
  if (account.open_ask === ask_id) putAccount(host, { ...account, open_ask: null });
}

/** A customer whose phone is off cannot say yes. */
export function replyByHabit(host: SimulatorHost, ask: Ask): void {
  if (presentAccount(host, ask.msisdn).switched_on) sayYes(host, ask);
}
