import { readCode } from "../../../catalogue/read-code.ts";
import type { Call } from "../../../catalogue/row.ts";
import type { Reading } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import type { ApiError } from "../wire.ts";

/** No code of theirs is so written, so it reads as one that nobody knows. */
export const NO_CODE = "none";

/** What an error says of the call that it answers. */
export function readError(
  { code, words }: Pick<ApiError, "code" | "words">,
  { call, http_status }: { readonly call: Call; readonly http_status: number | null },
): Reading {
  return readCode(codes, { surface: "api", call, http_status, code: code ?? NO_CODE, message: words });
}
