import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { Order } from "../../../connector/connector.ts";
import { aboutTheQuestion, asHint } from "../../../connector/finding.ts";
import { parseMoney } from "../../../core/money.ts";
import type { Evidence, Finding, Reading } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import type { Told } from "../wire.ts";

export interface Heard {
  readonly evidence: Evidence;
  /** The call that the message answers, or by which the outcome that it tells was asked for. */
  readonly call: Extract<Call, "submit" | "inquiry" | "capture" | "cancel">;
  readonly http_status: number | null;
  readonly order: Order;
}

/** What a message says of the order, whichever way it came. */
export function findingOf(told: Told, heard: Heard): Finding {
  const { call, evidence, http_status, order } = heard;
  const code = told.resultCode;
  const surface = isAboutTheRequest(code, heard) ? "api" : "result";
  const reading = readCode(codes, { surface, call, http_status, code: code ?? NO_CODE, message: told.words });
  const finding: Finding = {
    evidence,
    about: "operation",
    strength: "proof",
    reading: order.capture === "automatic" ? inOneStep(reading, code) : reading,
    provider: { code, label: null, message: told.words, http_status },
    provider_reference: transactionIn(told),
    receipt: null,
    amount_minor: dongIn(told),
    ...(told.payUrl !== null && call === "submit" && { payer_url: told.payUrl }),
  };
  if (isAboutAnother(told, order))
    return asHint({ ...finding, reading: unreadable(heard), amount_minor: null });
  return call === "inquiry" && surface === "api" ? aboutTheQuestion(finding) : finding;
}

/** No code of theirs is so written, so it reads as one that nobody knows. */
const NO_CODE = "none";

/** 10 to 47 refuse a request of ours, 0 on create only opens the order, and 422 says that the first call still runs. */
function isAboutTheRequest(code: string | null, { call, evidence, http_status }: Heard): boolean {
  if (code === null) return true;
  if (code === "0") return call === "submit" && evidence === "answer";
  return /^[1-4][0-9]$/.test(code) || (code === "7000" && http_status === 422);
}

/**
 * The code 9000 alone does not tell a hold from a payment in one step, of which the list says that it counts as paid. It
 * does so once an inquiry says it too.
 */
function inOneStep(reading: Reading, code: string | null): Reading {
  if (code !== AUTHORISED) return reading;
  return {
    ...reading,
    category: "completed",
    reason: "completed",
    finality: "final",
    money: "moved",
    actor: "none",
    advice: { action: "none" },
    confirm_by_inquiry: true,
  };
}

const AUTHORISED = "9000";

function unreadable({ call, http_status }: Heard): Reading {
  return readCode(codes, { surface: "api", call, http_status, code: NO_CODE, message: null });
}

/** A bare error names nothing, and is about our request. What names another order or merchant proves nothing of this. */
function isAboutAnother({ orderId }: Told, order: Order): boolean {
  return orderId !== null && orderId !== order.attempt_reference;
}

/** Of thirteen digits it is the time of a refusal, and of none it is 0: neither names a transaction. */
function transactionIn({ transId }: Told): string | null {
  return transId !== null && /^[1-9][0-9]{5,11}$/.test(transId) ? transId : null;
}

function dongIn({ amount }: Told): bigint | null {
  if (amount === null) return null;
  const money = parseMoney({ value: amount, currency: "VND" });
  return typeof money === "string" ? null : money.minor;
}
