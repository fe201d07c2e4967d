import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { Order } from "../../../connector/connector.ts";
import { aboutTheQuestion, asHint } from "../../../connector/finding.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import { parseMoney } from "../../../core/money.ts";
import type { Evidence, Finding, Reading } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import type { Fate } from "../wire/payment.ts";
import { type Envelope, isUsableUrl, linksIn, locationOf, NO_CODE } from "../wire.ts";
import { isTaken, readApiCode } from "./api-reading.ts";
import { afterWaiting } from "./retry-after.ts";

export interface Heard {
  readonly evidence: Extract<Evidence, "answer" | "inquiry" | "callback">;
  readonly call: Extract<Call, "submit" | "inquiry" | "refund" | "refund_inquiry">;
  readonly answer: HttpAnswer;
  readonly order: Order;
  /** Under which the platform has the operation; a message that names another is about another one. */
  readonly correlatorId: string | null;
}

/** What a message says of an operation: its fate, where the message tells one, else what became of our call. */
export function findingOf(envelope: Envelope, fate: Fate, heard: Heard): Finding {
  const { answer, call, evidence, order } = heard;
  const fated = readFated(envelope, fate, heard);
  const place = placeNamedIn(envelope, heard);
  const finding: Finding = {
    evidence,
    about: "operation",
    strength: "proof",
    reading: fated ?? afterWaiting(readApiCode(envelope, { call, http_status: answer.status }), answer),
    provider: {
      code: fated === null ? envelope.sent_code : fate.status,
      label: null,
      message: envelope.words,
      http_status: evidence === "callback" ? null : answer.status,
    },
    provider_reference: fate.provider_reference,
    receipt: fate.receipt,
    amount_minor: minorIn(fate, order),
    ...(place !== null && { outcome_url: place }),
  };
  if (isAboutAnother(fate, heard))
    return asHint({ ...finding, reading: nothingIn(heard), amount_minor: null });
  const asks = call === "inquiry" || call === "refund_inquiry";
  return asks && fated === null && envelope.code !== PENDING ? aboutTheQuestion(finding) : finding;
}

/**
 * Where the outcome will be found: `Location`, or the first answer's own link, which names the payment. It is followed at
 * the configured host alone.
 */
function placeNamedIn({ fields }: Envelope, { evidence, answer, correlatorId }: Heard): string | null {
  if (evidence === "callback") return null;
  const location = locationOf(answer);
  if (location !== null || evidence !== "answer" || correlatorId === null || !isTaken(answer.status))
    return location;
  const { self = "" } = linksIn(fields);
  return self.includes(correlatorId) && isUsableUrl(self) ? self : null;
}

const SUCCESS = "0000";
const PENDING = "1004";

/** Null where the message tells no fate. A word counts only where code and HTTP status say that the call worked. */
function readFated({ code }: Envelope, { status, is_unfulfilled }: Fate, heard: Heard): Reading | null {
  const worked = isTaken(heard.answer.status) && [SUCCESS, NO_CODE, PENDING].includes(code);
  if (status === null || !worked) return null;
  const reading = readResult(status, heard);
  // The code says that it is not over, so no word beside it can say that it is.
  if (code === PENDING && reading.finality !== "interim") return null;
  return is_unfulfilled && reading.category === "completed"
    ? readResult("paid_not_fulfilled", heard)
    : reading;
}

function readResult(code: string, { call }: Heard): Reading {
  return readCode(codes, { surface: "result", call, http_status: null, code, message: null });
}

function isAboutAnother(fate: Fate, { correlatorId }: Heard): boolean {
  return fate.correlatorId !== null && correlatorId !== null && fate.correlatorId !== correlatorId;
}

/** As a message of theirs reads that says nothing at all. */
function nothingIn({ call }: Heard): Reading {
  return readCode(codes, { surface: "api", call, http_status: null, code: "another", message: null });
}

function minorIn({ amount }: Fate, { amount: { currency } }: Order): bigint | null {
  if (amount === null) return null;
  const money = parseMoney({ value: amount, currency });
  return typeof money === "string" ? null : money.minor;
}
