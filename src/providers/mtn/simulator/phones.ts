import type { PhoneAct, PhoneState, SimulatorHost } from "../../../connector/simulator.ts";
import { type Customer, customerOf, customers, putCustomer, putIntoCase } from "./customers/customer.ts";
import { balanceOf, walletOfPhone } from "./ledger.ts";
import { customerInCase } from "./magic.ts";
import { marketOf } from "./markets.ts";
import { findPayment, type Payment, putPayment } from "./payments/payment.ts";
import { answerPrompt, promptText } from "./payments/prompt.ts";

/** Every phone that anybody has asked about, with its wallet's balance. */
export function phones(host: SimulatorHost): readonly PhoneState[] {
  return customers(host).map((customer) => describe(host, customer));
}

/** What a person does with the phone in their hand. */
export async function act(
  host: SimulatorHost,
  phone_number: string,
  what: PhoneAct,
): Promise<PhoneState | null> {
  const msisdn = phone_number.replace(/^\+/, "");
  const holder = customerOf(host, msisdn);
  if (holder === undefined) return null;
  const useful =
    what === "switch_on" || what === "switch_off" ? turn(host, holder, what) : answer(host, holder, what);
  return useful ? describe(host, customerOf(host, msisdn) ?? holder) : null;
}

/** Puts the holder of a phone into the same fix as the holder of the magic number. */
export function play(host: SimulatorHost, name: string, phone_number: string): boolean {
  const differs = customerInCase(name);
  const customer = customerOf(host, phone_number.replace(/^\+/, ""));
  if (differs === undefined || customer === undefined) return false;
  putIntoCase(host, customer, differs);
  return true;
}

function turn(host: SimulatorHost, holder: Customer, what: "switch_on" | "switch_off"): boolean {
  const switched_on = what === "switch_on";
  if (holder.switched_on === switched_on) return false;
  putCustomer(host, { ...holder, switched_on });
  return true;
}

type AnswerAct = "approve" | "refuse" | "wrong_pin" | "ignore";

function answer(host: SimulatorHost, holder: Customer, what: AnswerAct): boolean {
  const payment = onScreen(host, holder);
  if (payment === null) return false;
  if (what === "ignore") putPayment(host, { ...payment, ignored: true });
  else answerPrompt(host, payment, what);
  return true;
}

/** A phone that is off shows nothing; switched on in time, it shows the prompt. */
function onScreen(host: SimulatorHost, { switched_on, open_payment }: Customer): Payment | null {
  if (!switched_on || open_payment === null) return null;
  const payment = findPayment(host, open_payment);
  return payment?.phase === "prompt" ? payment : null;
}

function describe(host: SimulatorHost, customer: Customer): PhoneState {
  const { msisdn, switched_on, messages } = customer;
  const payment = onScreen(host, customer);
  return {
    phone_number: `+${msisdn}`,
    switched_on,
    balance_minor: String(balanceOf(host, walletOfPhone(msisdn))),
    currency: marketOf(msisdn)?.currency ?? "ZAR",
    prompt: payment && {
      text: promptText(payment),
      expires_at_ms: payment.expires_at_ms,
      provider_reference: payment.correlator_id,
    },
    messages,
  };
}
