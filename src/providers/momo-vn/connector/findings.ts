import { readCode } from "../../../catalogue/read-code.ts";
import type { Call, Surface } from "../../../catalogue/row.ts";
import { aboutTheQuestion, asHint } from "../../../connector/finding.ts";
import { parseMoney } from "../../../core/money.ts";
import type { Evidence, Finding, Reading } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import type { Told } from "../wire.ts";

export interface Heard {
  readonly evidence: Evidence;
  /** The call that the message answers, or by which the outcome that it tells was asked for. */
  readonly call: Call;
  readonly http_status: number | null;
  /** The orderIds that the message may name. */
  readonly names: readonly string[];
  /** Where a 0 stands: on `api` it only says that our call was answered, such as that an order is open. */
  readonly zero: Extract<Surface, "api" | "result">;
  /** A payment whose money is taken as soon as it is authorised. */
  readonly in_one_step: boolean;
}

/** What a message says of the order, whichever way it came. */
export function findingOf(told: Told, heard: Heard): Finding {
  const { evidence, http_status } = heard;
  const code = told.resultCode;
  const surface = surfaceOf(code, heard);
  const reading = readingOf(told, { surface, heard });
  const finding: Finding = {
    evidence,
    about: "operation",
    strength: "proof",
    reading: heard.in_one_step ? inOneStep(reading, code) : reading,
    provider: { code, label: null, message: told.words, http_status },
    provider_reference: transactionIn(told),
    receipt: null,
    amount_minor: dongIn(told),
  };
  if (told.orderId !== null && !heard.names.includes(told.orderId)) return aboutAnother(finding, heard);
  return evidence === "inquiry" && surface === "api" ? aboutTheQuestion(finding) : finding;
}

function readingOf(
  { resultCode, words }: Pick<Told, "resultCode" | "words">,
  { surface, heard }: { readonly surface: Surface; readonly heard: Heard },
): Reading {
  const { call, http_status } = heard;
  return readCode(codes, { surface, call, http_status, code: resultCode ?? NO_CODE, message: words });
}

/** No code of theirs is so written, so it reads as one that nobody knows. */
const NO_CODE = "none";

/** 10 to 47 refuse a request of ours, and 422 says that the first call still runs. */
function surfaceOf(code: string | null, { zero, http_status }: Heard): Surface {
  if (code === null) return "api";
  if (code === "0") return zero;
  return /^[1-4][0-9]$/.test(code) || (code === "7000" && http_status === 422) ? "api" : "result";
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

/** A bare error names nothing, and is about our request. What names another order proves nothing of this one. */
function aboutAnother(finding: Finding, heard: Heard): Finding {
  const reading = readingOf({ resultCode: null, words: null }, { surface: "api", heard });
  return asHint({ ...finding, reading, amount_minor: null });
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
