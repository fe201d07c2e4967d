import { readCode } from "../../../catalogue/read-code.ts";
import type { Call, CodeRow, Surface } from "../../../catalogue/row.ts";
import { aboutTheQuestion } from "../../../connector/finding.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { Evidence, Finding } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { type Message, readAnswer, wordOf } from "../wire.ts";

/** How a message reached us, and the order that it should be about. */
export interface Heard {
  readonly evidence: Evidence;
  readonly call: Call;
  readonly http_status: number | null;
  readonly request_id: string;
  /** Null while the provider's number is not known. */
  readonly order_id: string | null;
}

/** Business refusals come with 200 too. Any other status line stands before a page that says nothing of the order. */
export function answerFinding({ status, body }: HttpAnswer, heard: Omit<Heard, "http_status">): Finding {
  const told = { ...heard, http_status: status };
  if (status >= 200 && status <= 299) return messageFinding(readAnswer(body), told);
  return findingOf(silent, { surface: "api", read_as: statusName(status) }, told);
}

/** What a message says, whichever way it came. A body that names an order is about that order, any other about our call. */
export function messageFinding(message: Message, heard: Heard): Finding {
  return findingOf(message, placeOf(message, heard), heard);
}

/** Where the registry has a message. */
interface Place {
  readonly surface: Surface;
  /** The row's code, which is a name of ours where the message has no code that says enough. */
  readonly read_as: string;
}

function placeOf(message: Message, heard: Heard): Place {
  if (isAboutAnother(message, heard)) return { surface: "api", read_as: "another order" };
  return message.names_order
    ? { surface: "result", read_as: stateIn(message) }
    : { surface: "api", read_as: refusalIn(message) };
}

function isAboutAnother({ names_order, order_id, request_id }: Message, heard: Heard): boolean {
  const anotherNumber = names_order && heard.order_id !== null && !isSameName(order_id, heard.order_id);
  return anotherNumber || (request_id !== null && !isSameName(request_id, heard.request_id));
}

function isSameName(stated: string | null, ours: string): boolean {
  return stated?.toUpperCase() === ours.toUpperCase();
}

/** The number decides, never the word; but an end is not believed where the two disagree. */
function stateIn({ statuscode, status }: Message): string {
  if (statuscode === null) return "order without a state";
  const row = rowOf("result", statuscode);
  const disagree = row?.finality === "final" && status !== null && status !== row.label;
  return disagree ? "number and word disagree" : statuscode;
}

/** A refusal has a number or a word or both. The state of an order stands here only where its number was left out. */
function refusalIn({ statuscode, status }: Message): string {
  if (statuscode === null) {
    const isState = status?.startsWith("ORDER_") === true && rowOf("api", status) === undefined;
    return isState ? "state without an order" : (status ?? "unreadable answer");
  }
  if (!/^4\d\d$/.test(statuscode)) return "state without an order";
  const row = rowOf("api", statuscode);
  const fitting = [null, row?.label, wordOf(row?.message ?? "")];
  return row === undefined || fitting.includes(status) ? statuscode : "number and word disagree";
}

function rowOf(surface: Surface, code: string): CodeRow | undefined {
  return codes.rows.find((row) => row.surface === surface && row.code === code);
}

const silent: Message = {
  names_order: false,
  order_id: null,
  request_id: null,
  statuscode: null,
  status: null,
  remark: null,
};

/** Proof about the operation, unless the caller weakens it or it only answers a question of ours. */
function findingOf(message: Message, { surface, read_as }: Place, heard: Heard): Finding {
  const { statuscode, status, remark, order_id } = message;
  const { call, evidence, http_status } = heard;
  const finding: Finding = {
    evidence,
    about: "operation",
    strength: "proof",
    reading: readCode(codes, { surface, call, http_status, code: read_as, message: remark }),
    provider: {
      code: statuscode ?? status,
      label: statuscode === null ? null : status,
      message: remark,
      http_status,
    },
    provider_reference: surface === "result" ? order_id : null,
    receipt: null,
    // What an answer states as charged is the provider's discounted price, to be compared with nothing that was asked.
    amount_minor: null,
  };
  return call === "inquiry" && surface === "api" ? aboutTheQuestion(finding) : finding;
}

function statusName(status: number): string {
  return status >= 500 ? "HTTP 5xx" : "HTTP status other than 200";
}
