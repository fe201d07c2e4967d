import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import { parse, textAt } from "../../../connector/json-fields.ts";
import type { Grant, Session } from "../../../connector/session.ts";
import type { MtnConfig } from "../config.ts";

const ANSWER_WITHIN_MS = 20_000;
/** Where the answer does not tell; the documents' own example. */
const USUALLY_LIVES_SECONDS = 3_599;

/** OAuth 2.0 by the client's own credentials, with the kind of grant in the query and the credentials in a form. */
export const session: Session<MtnConfig> = {
  request,
  read,
  sign: (call, token) => ({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } }),
  // Whatever the body says: it was turned away at the gateway.
  isRefused: ({ status }) => status === 401,
};

function request({ base_url, token_path, client_id, client_secret }: MtnConfig): HttpRequest {
  return {
    method: "POST",
    url: `${base_url}${token_path}?grant_type=client_credentials`,
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: String(new URLSearchParams({ client_id, client_secret })),
    timeout_ms: ANSWER_WITHIN_MS,
  };
}

/** Every scalar is a text, the life in seconds too. A token can be longer than any other text of theirs. */
function read({ status, body }: HttpAnswer): Grant | null {
  const fields = parse(body);
  const { access_token } = fields;
  if (status !== 200 || typeof access_token !== "string" || !/^[!-~]{1,4096}$/.test(access_token))
    return null;
  const lives = textAt(fields, "expires_in") ?? "";
  const lives_seconds = /^[1-9]\d{0,6}$/.test(lives) ? Number(lives) : USUALLY_LIVES_SECONDS;
  return { token: access_token, lives_seconds };
}
