import type { BookEntry, SimulatorHost } from "../../../connector/simulator.ts";
import { day } from "./east-africa-time.ts";
import { newReceipt } from "./ids.ts";
import { type Push, putPush, type Result } from "./push.ts";
import type { ResultCode } from "./results.ts";
import { duration } from "./settings.ts";
import { type Cents, fromShillings } from "./shillings.ts";
import { putSubscriber, type Subscriber, subscriberOf } from "./subscribers.ts";
import { announce } from "./webhook.ts";

/** The most that M-Pesa moves in one payment, and for one payer in one day. */
const ONE_PAYMENT_MAX: Cents = fromShillings(250_000);
const ONE_DAY_MAX: Cents = fromShillings(500_000);

/** Payments are remembered for the whole of the payer's day. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** The right PIN has been typed: M-Pesa moves the money, or says why not. */
export function settle(host: SimulatorHost, push: Push): void {
  const code = judge(host, push);
  endPush(host, push, { code, charge: code === "0" ? debit(host, push) : null });
}

/** For a prompt that had expired: the money moves if it can; if it cannot, the first result stays. */
export function settleLate(host: SimulatorHost, push: Push): void {
  if (push.result?.code === "0" || judge(host, push) !== "0") return;
  host.note("The payer approves although the prompt had expired.");
  endPush(host, push, { code: "0", charge: debit(host, push) });
}

/** Gives the push its result, frees the phone and tells the merchant. */
export function endPush(host: SimulatorHost, push: Push, { code, charge }: Omit<Result, "at_ms">): void {
  const ended: Push = { ...push, phase: "ended", result: { code, charge, at_ms: host.now() } };
  putPush(host, ended);
  const payer = subscriberOf(host, push.msisdn);
  if (payer.open_push === push.checkout_request_id) putSubscriber(host, { ...payer, open_push: null });
  host.note(`The push ends with result ${code}.`, code);
  announce(host, ended);
}

function judge(host: SimulatorHost, push: Push): ResultCode {
  const payer = subscriberOf(host, push.msisdn);
  if (push.faults.includes("core_fails")) return "9999";
  if (isAgainstRules(host, push, payer)) return "17";
  return amountToDebit(push) > BigInt(payer.balance_minor) + BigInt(payer.overdraft_minor) ? "1" : "0";
}

function isAgainstRules(host: SimulatorHost, push: Push, payer: Subscriber): boolean {
  const amount = BigInt(push.amount_minor);
  const today = payer.paid.filter((payment) => day(payment.at_ms) === day(host.now()));
  const spent = today.reduce(
    (sum, payment) => sum + BigInt(payment.amount_minor),
    BigInt(payer.spent_elsewhere_minor),
  );
  const since = host.now() - duration(host, "same_payment_window_ms");
  const again = payer.paid.some(
    (payment) =>
      payment.at_ms > since && payment.link_id === push.link_id && payment.amount_minor === push.amount_minor,
  );
  return amount > ONE_PAYMENT_MAX || spent + amount > ONE_DAY_MAX || again;
}

function debit(host: SimulatorHost, push: Push): NonNullable<Result["charge"]> {
  const payer = subscriberOf(host, push.msisdn);
  const charge = { receipt: newReceipt(host), amount_minor: String(amountToDebit(push)) };
  const at_ms = host.now();
  const { link_id, amount_minor } = push;
  putSubscriber(host, {
    ...payer,
    balance_minor: String(BigInt(payer.balance_minor) - amountToDebit(push)),
    paid: [
      ...payer.paid.filter((payment) => payment.at_ms > at_ms - REMEMBERED_MS),
      { at_ms, link_id, amount_minor },
    ],
  });
  host.records.put("charge", charge.receipt, {
    at_ms,
    kind: "charge",
    provider_reference: push.checkout_request_id,
    receipt: charge.receipt,
    amount_minor: charge.amount_minor,
    currency: "KES",
    phone_number: `+${push.msisdn}`,
    attempt: push.callback,
  } satisfies BookEntry);
  return charge;
}

function amountToDebit(push: Push): Cents {
  return BigInt(push.amount_minor) + (push.faults.includes("wrong_amount") ? fromShillings(1) : 0n);
}
