import { readCode } from "../../../catalogue/read-code.ts";
import type { Call, Surface } from "../../../catalogue/row.ts";
import type { Order } from "../../../connector/connector.ts";
import { asHint } from "../../../connector/finding.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { Evidence, Finding, Reading } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { amountIn } from "../wire/amounts.ts";
import type { Result } from "../wire/result.ts";
import { type Answer, msisdnOf, readAnswer } from "../wire.ts";
import { NO_CODE, readError } from "./error-reading.ts";
import { optionsOf } from "./options.ts";

export interface Heard {
  readonly evidence: Evidence;
  readonly call: Extract<Call, "submit" | "confirm" | "inquiry" | "refund" | "message">;
  readonly http_status: number | null;
  readonly order: Order;
  /** The row for `{"success": true}`, which means something else of each call; left out where it means nothing. */
  readonly acknowledged?: string;
}

/** What the answer to a call of ours says. */
export function findingInAnswer(
  { body, status }: HttpAnswer,
  about: Pick<Heard, "call" | "order" | "acknowledged">,
): Finding {
  return findingOf(readAnswer(body), { ...about, evidence: "answer", http_status: status });
}

/** What a message says of an operation, whichever way it came. */
export function findingOf(answer: Answer, heard: Heard): Finding {
  const { call, evidence, http_status, order } = heard;
  const { surface, code, message, label } = saidBy(answer, heard);
  const reading = readCode(codes, { surface, call, http_status, code: code ?? NO_CODE, message });
  const result = resultOf(answer);
  const finding: Finding = {
    evidence,
    about: "operation",
    strength: "proof",
    reading: waitedFor(reading, answer),
    provider: { code, label, message, http_status },
    provider_reference: transactionIdIn(result),
    receipt: null,
    amount_minor: amountOf(result),
  };
  if (isAboutAnother(result, order))
    return asHint({
      ...finding,
      reading: unreadable(heard),
      provider_reference: null,
      amount_minor: null,
    });
  return contradictsItself(answer, reading) ? { ...finding, reading: unreadable(heard) } : finding;
}

interface Said {
  readonly surface: Surface;
  readonly code: string | null;
  readonly message: string | null;
  readonly label: string | null;
}

/** An error is about our request; a status is what became of the transaction. */
function saidBy(answer: Answer, { acknowledged, call }: Heard): Said {
  const status = (code: string | null): Said => ({ surface: "result", code, message: null, label: null });
  switch (answer.says) {
    case "yes":
      return { surface: "api", code: acknowledged ?? null, message: null, label: null };
    case "error": {
      const { code, category, words } = answer.error;
      return { surface: "api", code, message: words, label: category };
    }
    case "accepted":
    case "declined":
      return status(answer.result.transaction.status);
    case "flat":
      return status(call === "inquiry" ? answer.result.status : null);
    case "no":
    case "nothing":
      return { surface: "api", code: null, message: null, label: null };
  }
}

function resultOf(answer: Answer): Result | null {
  return "result" in answer ? answer.result : null;
}

function unreadable({ call, http_status }: Heard): Reading {
  return readError({ code: null, words: null }, { call, http_status });
}

/**
 * Only a PIN is given through us. Whatever else a payer has still to do, they do with their operator, and nobody is to ask
 * them for a PIN meanwhile: it would charge them once more.
 */
function waitedFor(reading: Reading, answer: Answer): Reading {
  const throughUs = answer.says === "yes" && reading.money === "not_moved";
  const waits = reading.finality === "interim" && reading.actor === "payer";
  return waits && !throughUs ? { ...reading, actor: "provider" } : reading;
}

/** The envelope says that the operator accepted, and the status that it did not, or the other way round: worth asking. */
function contradictsItself({ says }: Answer, { category, finality }: Reading): boolean {
  if (finality !== "final") return false;
  return (
    (says === "accepted" && category !== "completed") || (says === "declined" && category === "completed")
  );
}

function isAboutAnother(result: Result | null, order: Order): boolean {
  if (result === null) return false;
  const { amount, correlator, currency } = result;
  const ours = [order.call_reference, order.attempt_reference];
  const isRefund = amount?.startsWith("-") ?? order.kind === "refund";
  return (
    (correlator !== null && !ours.includes(correlator)) ||
    (currency !== null && currency !== order.amount.currency) ||
    isRefund !== (order.kind === "refund") ||
    isAnotherNumber(result, order)
  );
}

/** At the checkout payers name themselves, and a reference changes with each message. */
function isAnotherNumber({ msisdn }: Result, order: Order): boolean {
  const { kind, phone_number } = order;
  if (kind !== "payment" || phone_number === null || msisdn === null || !/^\d+$/.test(msisdn)) return false;
  const { flow } = optionsOf(order);
  return (flow === "pin" || flow === "message_reply") && msisdn !== msisdnOf(phone_number);
}

/** Refunds name the charge that they give back by it, and take digits only. */
function transactionIdIn(result: Result | null): string | null {
  const id = result?.transaction.transaction_id ?? null;
  return id !== null && /^\d{1,18}$/.test(id) ? id : null;
}

function amountOf(result: Result | null): bigint | null {
  return result === null ? null : (amountIn(result)?.minor ?? null);
}
