/** One way in which the API refuses a request. */
interface ApiError {
  readonly status: number;
  /** What is wrong, for whoever reads the answer. */
  readonly says: string;
  /** What to do about it. */
  readonly fix: string;
  /** Seconds, for the header `Retry-After`. */
  readonly retry_after?: number;
}

/** Every error the API can answer. A code, once released, keeps its meaning for ever. */
export const apiErrors = {
  malformed_request: {
    status: 400,
    says: "This is not a well-formed HTTP request.",
    fix: "Check the URL, its percent-encoding, the Host header and the lengths.",
  },
  malformed_json: {
    status: 400,
    says: "The body is not JSON that can be read in one way only.",
    fix: "Send UTF-8 JSON without duplicate keys, with numbers that a double holds exactly, and not deeply nested.",
  },
  invalid_request: {
    status: 400,
    says: "A field is missing, unknown, or of the wrong form.",
    fix: "Compare the named field with the reference at /docs. Nothing is converted: amounts are strings in quotes.",
  },
  unusable_text: {
    status: 400,
    says: "A text holds a character that cannot be stored.",
    fix: "Leave out NUL characters and halves of surrogate pairs.",
  },
  idempotency_key_missing: {
    status: 400,
    says: "A request that creates something needs the header Idempotency-Key.",
    fix: "Send a key of your own, such as your order number and attempt, and the same one when you repeat the request.",
  },
  idempotency_key_invalid: {
    status: 400,
    says: "The Idempotency-Key cannot be used.",
    fix: "Send it once, with 1 to 255 printable ASCII characters.",
  },
  cursor_invalid: {
    status: 400,
    says: "The cursor is not one that this list gave out.",
    fix: "Pass next_cursor on as it came, or leave it out to begin with the first page.",
  },
  key_missing: {
    status: 401,
    says: "The request carries no API key.",
    fix: "Send the header Authorization: Bearer hk_…",
  },
  key_unknown: {
    status: 401,
    says: "The API key is unknown, expired or revoked.",
    fix: "Check that the whole key was copied, and that it belongs to this gateway.",
  },
  scope_missing: {
    status: 403,
    says: "The API key does not have the right to do this.",
    fix: "Use a key with one of the scopes named in the detail.",
  },
  not_found: {
    status: 404,
    says: "There is nothing under this id for this key.",
    fix: "Check the id, and that the key is of the same merchant and environment.",
  },
  route_not_found: {
    status: 404,
    says: "The API has no such route.",
    fix: "Look up method and path in the reference at /docs.",
  },
  request_too_slow: {
    status: 408,
    says: "The request did not arrive in time.",
    fix: "Send headers and body at once.",
  },
  not_possible_now: {
    status: 409,
    says: "What was asked for is not possible where this stands now.",
    fix: "See `detail` for what is in the way, and read the object again: it may have moved on meanwhile.",
  },
  body_too_large: {
    status: 413,
    says: "The body is larger than 64 kB.",
    fix: "Keep long texts on your side and send a reference.",
  },
  media_type_not_accepted: {
    status: 415,
    says: "The API reads JSON in UTF-8 only.",
    fix: "Send Content-Type: application/json.",
  },
  encoding_not_accepted: {
    status: 415,
    says: "The API reads no compressed bodies.",
    fix: "Leave out the header Content-Encoding and send the body as it is.",
  },
  idempotency_key_reused: {
    status: 422,
    says: "This Idempotency-Key was already used with a different request.",
    fix: "Repeat the first request, or send a new key for a new one.",
  },
  provider_unknown: {
    status: 422,
    says: "No provider of this name can be used here.",
    fix: "Choose one from GET /v1/providers.",
  },
  provider_not_connected: {
    status: 422,
    says: "There is no connection to this provider for the key's environment.",
    fix: "Set up a connection, or choose a provider that GET /v1/providers shows as connected.",
  },
  provider_not_chosen: {
    status: 422,
    says: "The connections leave no single provider for this request.",
    fix: "Name the provider. The detail says which could be meant.",
  },
  amount_not_accepted: {
    status: 422,
    says: "The provider cannot take this amount.",
    fix: "Keep to the currencies, limits and decimals that the detail names; GET /v1/providers lists them.",
  },
  phone_number_not_accepted: {
    status: 422,
    says: "The provider cannot use this phone number.",
    fix: "Send the number as the detail describes it, in E.164 with a plus sign.",
  },
  capture_not_offered: {
    status: 422,
    says: "The provider does not offer this way of capturing.",
    fix: "Leave capture out, or use one that GET /v1/providers lists.",
  },
  refund_not_offered: {
    status: 422,
    says: "The provider gives nothing back.",
    fix: "Pay the customer back in another way. GET /v1/providers says who can refund.",
  },
  trial_not_offered: {
    status: 422,
    says: "The provider does not offer such a trial.",
    fix: "Leave trial_days out, or keep to what GET /v1/providers lists.",
  },
  activation_not_offered: {
    status: 422,
    says: "The provider does not offer this way of activating.",
    fix: "Leave activation out, or use one that GET /v1/providers lists.",
  },
  part_not_offered: {
    status: 422,
    says: "The provider does not tell this of a customer.",
    fix: "Ask for the parts that the detail names, or leave parts out; GET /v1/providers lists them.",
  },
  provider_options_not_accepted: {
    status: 422,
    says: "The provider_options do not fit this provider.",
    fix: "Compare the named field with the provider's options in GET /v1/providers.",
  },
  webhook_url_not_accepted: {
    status: 422,
    says: "Webhooks cannot be sent to this URL.",
    fix: "Use an https address that is reachable from the Internet, without user name or password in it.",
  },
  too_many_requests: {
    status: 429,
    says: "There were more requests than this key may make in a minute.",
    fix: "Wait as long as Retry-After says. Repeats with the same Idempotency-Key are safe.",
    retry_after: 10,
  },
  headers_too_large: {
    status: 431,
    says: "The headers are larger than 16 kB.",
    fix: "Leave out what the API does not need.",
  },
  internal_error: {
    status: 500,
    says: "Something broke on our side.",
    fix: "Repeat the request with the same Idempotency-Key, and report the request_id if it happens again.",
  },
  overloaded: {
    status: 503,
    says: "There is more to do than can be done in time. Nothing was stored.",
    fix: "Repeat the request after Retry-After with the same Idempotency-Key.",
    retry_after: 1,
  },
  database_unavailable: {
    status: 503,
    says: "The database cannot be reached, so nothing can be acknowledged.",
    fix: "Repeat the request after Retry-After with the same Idempotency-Key: one that was stored after all is answered as the first time.",
    retry_after: 2,
  },
} as const satisfies Record<string, ApiError>;

export type ApiErrorCode = keyof typeof apiErrors;

export const errorCodes = Object.keys(apiErrors).filter((code): code is ApiErrorCode => code in apiErrors);

export function apiError(code: ApiErrorCode): ApiError {
  return apiErrors[code];
}
