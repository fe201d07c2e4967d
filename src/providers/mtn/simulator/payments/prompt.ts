import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { toText } from "../amounts.ts";
import { type Customer, customerOf, putCustomer } from "../customers/customer.ts";
import { number, numberOrNull } from "../settings.ts";
import { endPayment, execute } from "./execute.ts";
import { findPayment, type Payment, putPayment } from "./payment.ts";

/** What a payer can answer to a prompt. */
export type Answer = "approve" | "refuse" | "wrong_pin";

/** How long after its expiry a late payer's approval arrives. */
const LATE_APPROVAL_MS = 30_000;
/** After so many wrong PINs the wallet ends the dialogue. */
const WRONG_PINS_MAX = 3;
/** How often a waiting call looks whether the payer has answered. */
const LOOK_EVERY_MS = 1_000;

/** Asks the payer; the wallet is locked until there is an answer. */
export function startPrompt(host: SimulatorHost, taken: Payment): Payment {
  const expires_at_ms = host.now() + number(host, "prompt_lives_ms");
  const payment = putPayment(host, { ...taken, phase: "prompt", expires_at_ms });
  const { payment_id, msisdn } = payment;
  const payer = customerOf(host, msisdn);
  if (payer === undefined) return payment;
  putCustomer(host, { ...payer, open_payment: payment_id });
  host.schedule(expires_at_ms, { do: "expire", payment_id });
  const after_ms = answersAfter(host, payer);
  if (after_ms !== null) host.schedule(host.now() + after_ms, { do: "answer", payment_id });
  host.note("Approval is requested from the payer.");
  return payment;
}

/** Resolves when the payer has answered, the prompt has gone, or so much time has passed. */
export async function awaitPayer(host: SimulatorHost, payment_id: string, waits_ms: number): Promise<void> {
  const until_ms = host.now() + waits_ms;
  while (host.now() < until_ms && findPayment(host, payment_id)?.phase === "prompt") {
    await host.wait(Math.min(LOOK_EVERY_MS, until_ms - host.now()));
  }
}

/** For a prompt that stands on the screen. */
export function answerPrompt(host: SimulatorHost, payment: Payment, answer: Answer): void {
  switch (answer) {
    case "approve":
      execute(host, payment);
      break;
    case "refuse":
      endPayment(host, payment, { status: "Rejected", code: "0000", says: "Payer declined" });
      break;
    case "wrong_pin":
      countWrongPin(host, payment);
      break;
  }
}

/** The holder does what they always do, unless somebody acted before or the phone is off. */
export function answerByHabit(host: SimulatorHost, payment: Payment): void {
  const payer = customerOf(host, payment.msisdn);
  if (payment.phase !== "prompt" || payment.ignored || payer?.switched_on !== true) return;
  answerPrompt(host, payment, payer.habit === "refuse" ? "refuse" : "approve");
}

/** Nobody answered in time. */
export function expire(host: SimulatorHost, payment: Payment): void {
  if (payment.phase !== "prompt") return;
  if (payment.faults.includes("late_approval")) {
    const task = { do: "execute_late", payment_id: payment.payment_id };
    host.schedule(host.now() + LATE_APPROVAL_MS, task);
  }
  endPayment(host, payment, { status: "Expired", code: "1012", says: "ECW: no answer from the payer" });
}

/** For a prompt that had gone: the money moves if it can, and the first end stays if it cannot. */
export function executeLate(host: SimulatorHost, payment: Payment): void {
  if (payment.status !== "Expired") return;
  host.note("The approval arrives although the prompt has gone.");
  execute(host, payment);
}

/** What stands on the payer's screen. */
export function promptText({ amount_minor, currency }: Payment): string {
  return `Pay ${currency} ${toText(amount_minor, currency)} to HAKIKA.MERCHANT? Enter MoMo PIN:`;
}

function answersAfter(host: SimulatorHost, { habit, answers_after_ms }: Customer): number | null {
  if (habit === "ignore") return null;
  if (answers_after_ms !== null) return answers_after_ms;
  const set_ms = numberOrNull(host, "auto_approve_after_ms");
  return habit === null ? set_ms : (set_ms ?? HABIT_AFTER_MS);
}

/** When a number with a habit answers where ordinary ones wait to be told. */
const HABIT_AFTER_MS = 3_000;

function countWrongPin(host: SimulatorHost, payment: Payment): void {
  const wrong_pins = payment.wrong_pins + 1;
  const counted = putPayment(host, { ...payment, wrong_pins });
  if (wrong_pins < WRONG_PINS_MAX) host.note("A wrong PIN.");
  else endPayment(host, counted, { status: "Failed", code: "6000", says: "ECW: wrong PIN" });
}
