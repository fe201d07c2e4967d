import type { Payment, Timeline } from "../client/types.ts";
import { listOfTerms, type Term } from "./term-lines.ts";
import type { Style, Terminal } from "./terminal.ts";

/** What we know, how we know it, what happens next, what a person can do: in this order. */
export function paymentText(payment: Payment, terminal: Terminal): string {
  const { outcome } = payment;
  const head = `${terminal.paint("strong", payment.id)}  ${amountOf(payment)}  ${terminal.paint(styleOf(payment), payment.status)}`;
  const terms: readonly Term[] = [
    { term: "Money", says: `${outcome.money}, ${outcome.finality}`, style: styleOf(payment) },
    { term: "Why", says: `${outcome.reason} (${outcome.category})` },
    { term: "Operator", says: outcome.message.operator },
    { term: "Payer", says: outcome.message.payer },
    { term: "Charge again", says: outcome.safe_to_charge_again ? "safe" : "not safe" },
    { term: "Next", says: nextOf(payment) },
    {
      term: "Known by",
      says: [outcome.basis.evidence, outcome.basis.rule, outcome.basis.at]
        .filter((part) => part !== null)
        .join(" · "),
    },
    { term: "Provider", says: providerOf(payment) },
    { term: "Phone", says: payment.phone_number },
    { term: "Reference", says: payment.reference },
    { term: "Receipt", says: payment.receipt },
    {
      term: "Review",
      says: payment.needs_review ? "A person has to decide: hakika reviews" : null,
      style: "careful",
    },
  ];
  return `${head}\n\n${listOfTerms(terms, terminal)}`;
}

export function paymentsText(payments: readonly Payment[], terminal: Terminal): string {
  if (payments.length === 0) return "No payments.";
  const status_width = Math.max(...payments.map(({ status }) => status.length));
  return payments
    .map((payment) => {
      const status = terminal.paint(styleOf(payment), payment.status.padEnd(status_width));
      return `${payment.id}  ${status}  ${amountOf(payment).padStart(14)}  ${payment.outcome.reason}  ${payment.reference ?? ""}`.trimEnd();
    })
    .join("\n");
}

export function timelineText({ data }: Timeline, terminal: Terminal): string {
  return data
    .map(({ at, type, says }) =>
      listOfTerms([{ term: at.slice(11, 23), says: `${terminal.paint("strong", type)}  ${says}` }], terminal),
    )
    .join("\n");
}

function amountOf({ amount }: Payment): string {
  return `${amount.currency} ${amount.value}`;
}

function nextOf({ outcome, next_action }: Payment): string {
  if (next_action !== null)
    return `The payer approves on the phone, until ${next_action.expires_at ?? "the provider ends it"}.`;
  const { action, not_before } = outcome.advice;
  return `${action}${not_before === null ? "" : `, not before ${not_before}`} (${outcome.actor})`;
}

function providerOf({ outcome, provider_reference }: Payment): string {
  const { id, code, message } = outcome.provider;
  return [id, code, message, provider_reference].filter((part) => part !== null).join(" · ");
}

function styleOf({ status }: Payment): Style {
  if (status === "succeeded") return "good";
  return status === "failed" ? "bad" : "careful";
}
