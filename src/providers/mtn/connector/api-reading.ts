import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { Reading } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { type Envelope, GATEWAY_FAULT } from "../wire.ts";

/** What became of the call, as its answer's code says. A word of the gateway's without a row is a fault like any other. */
export function readApiCode(
  { code, words }: Pick<Envelope, "code" | "words">,
  { call, http_status }: { readonly call: Call; readonly http_status: number },
): Reading {
  const read = (name: string): Reading =>
    readCode(codes, { surface: "api", call, http_status, code: name, message: words });
  // Under a status that refuses it has a row of its own, for there it claims a success that was not.
  if (code === SUCCESS && (http_status < 200 || http_status >= 300)) return read("success_refused");
  const reading = read(code);
  return reading.known || /^\d/.test(code) ? reading : read(GATEWAY_FAULT);
}

const SUCCESS = "0000";
