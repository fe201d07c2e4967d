import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { Reading } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { type Envelope, GATEWAY_FAULT, readEnvelope } from "../wire.ts";
import { afterWaiting } from "./retry-after.ts";

/** What became of the call, as its answer's code says. A word of the gateway's without a row is a fault like any other. */
export function readApiCode(
  { code, words }: Pick<Envelope, "code" | "words">,
  { call, http_status }: { readonly call: Call; readonly http_status: number },
): Reading {
  const read = (name: string): Reading =>
    readCode(codes, { surface: "api", call, http_status, code: name, message: words });
  // Under a status that refuses it has a row of its own, for there it claims a success that was not.
  if (code === SUCCESS && !isTaken(http_status)) return read("success_refused");
  const reading = read(code);
  return reading.known || /^\d/.test(code) ? reading : read(GATEWAY_FAULT);
}

const SUCCESS = "0000";

/** How an answer reads whose status says that the whole call was refused; null where it was taken. */
export function readRefusal(answer: HttpAnswer, call: Call): Reading | null {
  const { status } = answer;
  if (isTaken(status)) return null;
  return afterWaiting(readApiCode(readEnvelope(answer), { call, http_status: status }), answer);
}

/** The status alone says that the call was taken; under it a code or a word may still say what failed. */
export function isTaken(http_status: number): boolean {
  return http_status >= 200 && http_status < 300;
}
