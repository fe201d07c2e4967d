import { readCode } from "../../../catalogue/read-code.ts";
import { reasonWords } from "../../../catalogue/reasons.ts";
import type { PartReading } from "../../../connector/lookup.ts";
import type { Json } from "../../../connector/simulator.ts";
import type { Reading } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import type { Content } from "../wire/profile.ts";
import type { Envelope } from "../wire.ts";
import { isTaken, readApiCode } from "./api-reading.ts";

/** The answer in which a part stands, or does not. */
export interface Told {
  readonly envelope: Envelope;
  readonly http_status: number;
}

type Describe = (objects: Exclude<Content, string>) => Json;

/** What there is, or what it means that there is nothing: only a complete answer can say that somebody has none of it. */
export function readPart(content: Content, told: Told, describe: Describe): PartReading {
  return typeof content === "string" ? gap(content, told) : { state: "present", value: describe(content) };
}

/** What came of a list, where nothing says that it is all of it. */
export function notWhole(content: Content, describe: Describe): PartReading {
  const because = "Only a part of the answer came, and nothing tells whether the list is whole.";
  return { state: "unknown", because, code: null, ...tellOf(content, describe) };
}

/** What is listed is there, whoever else did not answer. */
export function tellOf(content: Content, describe: Describe): { readonly told?: Json } {
  return typeof content === "string" ? {} : { told: describe(content) };
}

/** The registry has a row for each kind of gap, and for a null two: under 200 it is a fact, under 207 it proves nothing. */
export function gap(content: Extract<Content, string>, told: Told): PartReading {
  const { envelope, http_status } = told;
  const { category } = readCode(codes, {
    surface: "api",
    call: "lookup",
    http_status,
    code: `part_${content}`,
    message: null,
  });
  if (category === "completed" && isComplete(told)) return { state: "absent" };
  const state = isPartial(told) && content !== "null" ? "failed" : "unknown";
  return { state, because: reasonFor(content, told), code: isSuccess(envelope) ? null : envelope.sent_code };
}

function reasonFor(content: Extract<Content, string>, told: Told): string {
  if (!isSuccess(told.envelope)) return reasonOf(told);
  if (!isPartial(told)) return "The answer says nothing of it.";
  return content === "null"
    ? "Only a part of the answer came, and a null there does not say that there is none."
    : "Only a part of the answer came, and this was not in it.";
}

/** The answer was refused or broke off as a whole; null where it has parts to be read. */
export function refusal(told: Told): PartReading | null {
  const { http_status, envelope } = told;
  if (isTaken(http_status)) return null;
  return { state: "failed", because: reasonOf(told), code: codeOf(envelope) };
}

function reasonOf({ envelope, http_status }: Told): string {
  return sentenceFor(readApiCode(envelope, { call: "lookup", http_status }), envelope);
}

/** Our sentence for the code, and what they say of it. */
export function sentenceFor({ reason }: Pick<Reading, "reason">, { words }: Pick<Envelope, "words">): string {
  const { operator } = reasonWords(reason);
  return words === null ? operator : `${operator} They say: ${words}`;
}

/** An empty envelope under 404 has a code without sending it. */
function codeOf({ code, sent_code }: Envelope): string | null {
  return /^\d{4}$/.test(code) ? code : sent_code;
}

const MULTI_STATUS = 207;

export function isPartial({ http_status }: Told): boolean {
  return http_status === MULTI_STATUS;
}

function isComplete({ http_status, envelope }: Told): boolean {
  return http_status === 200 && isSuccess(envelope);
}

const SUCCESS = "0000";

function isSuccess({ sent_code }: Envelope): boolean {
  return sent_code === null || sent_code === SUCCESS;
}
