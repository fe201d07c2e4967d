import type { Operation, Timeline } from "../client/types.ts";
import { listOfTerms, type Term } from "./term-lines.ts";
import type { Style, Terminal } from "./terminal.ts";

/** What we know, how we know it, what happens next, what a person can do: in this order. */
export function operationText(operation: Operation, terminal: Terminal): string {
  const { outcome } = operation;
  const parts = [
    terminal.paint("strong", operation.id),
    amountOf(operation),
    terminal.paint(styleOf(operation), operation.status),
  ];
  const head = parts.filter((part) => part !== "").join("  ");
  const terms: readonly Term[] = [
    { term: "Money", says: `${outcome.money}, ${outcome.finality}`, style: styleOf(operation) },
    { term: "Why", says: `${outcome.reason} (${outcome.category})` },
    { term: "Operator", says: outcome.message.operator },
    { term: "Payer", says: outcome.message.payer },
    { term: "Charge again", says: outcome.safe_to_charge_again ? "safe" : "not safe" },
    { term: "Next", says: nextOf(operation) },
    {
      term: "Known by",
      says: [outcome.basis.evidence, outcome.basis.rule, outcome.basis.at]
        .filter((part) => part !== null)
        .join(" · "),
    },
    { term: "Provider", says: providerOf(operation) },
    { term: "Phone", says: operation.phone_number },
    { term: "Reference", says: operation.reference },
    { term: "Receipt", says: "receipt" in operation ? operation.receipt : null },
    { term: "Of payment", says: "payment" in operation ? operation.payment : null },
    {
      term: "Review",
      says: operation.needs_review ? "A person has to decide: hakika reviews" : null,
      style: "careful",
    },
  ];
  return `${head}\n\n${listOfTerms(terms, terminal)}`;
}

export function operationsText(operations: readonly Operation[], terminal: Terminal): string {
  if (operations.length === 0) return "There are none.";
  const status_width = Math.max(...operations.map(({ status }) => status.length));
  return operations
    .map((operation) => {
      const status = terminal.paint(styleOf(operation), operation.status.padEnd(status_width));
      return `${operation.id}  ${status}  ${amountOf(operation).padStart(14)}  ${operation.outcome.reason}  ${operation.reference ?? ""}`.trimEnd();
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

/** A message has none. */
function amountOf(operation: Operation): string {
  return "amount" in operation ? `${operation.amount.currency} ${operation.amount.value}` : "";
}

interface Waiting extends Pick<Operation, "outcome"> {
  /** A subscription's never says until when. */
  readonly next_action:
    | (Pick<NonNullable<Operation["next_action"]>, "type"> & { readonly expires_at?: string | null })
    | null;
}

/** What the payer does next, or else what our advice is. */
export function nextOf({ outcome, next_action }: Waiting): string {
  if (next_action !== null)
    return `${payerDoes[next_action.type]}, until ${next_action.expires_at ?? "the provider ends it"}.`;
  const { action, not_before } = outcome.advice;
  return `${action}${not_before === null ? "" : `, not before ${not_before}`} (${outcome.actor})`;
}

const payerDoes: Readonly<Record<NonNullable<Operation["next_action"]>["type"], string>> = {
  approve_on_phone: "The payer approves on the phone",
  open_page: "The payer goes on at the page in next_action.url",
  enter_pin: "The payer types the PIN that they got, and you pass it on to …/confirm",
};

function providerOf({ outcome, provider_reference }: Operation): string {
  const { id, code, message } = outcome.provider;
  return [id, code, message, provider_reference].filter((part) => part !== null).join(" · ");
}

function styleOf({ status }: Operation): Style {
  if (status === "succeeded") return "good";
  return status === "failed" ? "bad" : "careful";
}
