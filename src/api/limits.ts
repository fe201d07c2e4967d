/** Everything that a request may hold has a limit. Lengths are counted in characters. */

/** The largest honest request, a payment with all its metadata, has about 14 kB. */
export const BODY_BYTES_MAX = 64 * 1024;
/** Enough for a key, a trace context and a proxy's additions; Node's own default. */
export const HEADER_BYTES_MAX = 16 * 1024;
/** No body that the API knows nests deeper than 5; the rest is for providers' options. */
export const JSON_DEPTH_MAX = 10;

/** A whole request takes milliseconds to send; beyond this somebody holds the connection open. */
export const REQUEST_TIMEOUT_MS = 15_000;
/** Longer than the 60 seconds after which common load balancers let go, so that they close first. */
export const KEEP_ALIVE_MS = 72_000;

/** Of a text message: four segments of plain letters, which is more than any provider takes. */
export const TEXT_LENGTH_MAX = 612;
/** What a browser, a log and a receipt still show in one line. */
export const REFERENCE_LENGTH_MAX = 100;
export const DESCRIPTION_LENGTH_MAX = 250;
export const METADATA_PAIRS_MAX = 20;
export const METADATA_KEY_LENGTH_MAX = 40;
export const METADATA_VALUE_LENGTH_MAX = 500;
/** 13 digits before the point and 3 after it are the most that any amount has. */
export const AMOUNT_LENGTH_MAX = 20;
/** A sentence or two for whoever asks in a year. */
export const WHY_LENGTH_MAX = 2_000;
export const NAME_LENGTH_MAX = 200;
/** No provider's message is longer, and none is read by more than this. */
export const MESSAGE_LENGTH_MAX = 2_000;
export const CODE_LENGTH_MAX = 100;
/** As much as the database keeps; no address in use is longer. */
export const URL_LENGTH_MAX = 2_048;
export const WEBHOOK_DESCRIPTION_LENGTH_MAX = 500;
/** More than there are. */
export const EVENT_TYPES_MAX = 100;

/** A year; no provider gives more away before the first charge. */
export const TRIAL_DAYS_MAX = 365;
/** A year of monthly periods, and a typing error no longer. */
export const FREE_PERIODS_MAX = 12;

export const PAGE_SIZE = 20;
export const PAGE_SIZE_MAX = 100;
export const CURSOR_LENGTH_MAX = 200;
/** An operation has a few dozen events; one with more went round in circles, and the first thousand show it. */
export const EVENTS_SHOWN_MAX = 1_000;

/** How long a key that was just looked up is believed: a revoked one is refused after this. */
export const CALLER_FRESH_MS = 5_000;
export const CALLERS_KEPT_MAX = 10_000;

/** One statement carries at most so many payments, which keeps lock times short. */
export const ACCEPT_BATCH_MAX = 200;
/** Two: while the database works on one batch, the next gathers, and a third would only split it. */
export const ACCEPT_BATCHES_IN_FLIGHT = 2;
/** About two seconds of work: whoever would wait longer is better told to come again. */
export const ACCEPT_QUEUE_MAX = 4_000;

/** An event loop that lags this much answers nobody in time, so it stops taking more. */
export const EVENT_LOOP_DELAY_MAX_MS = 5_000;

/** Of one merchant on one node: more than a node can store, so that only a runaway loop meets it. */
export const REQUESTS_PER_MINUTE = 300_000;
/** Of one address: a mistyped key is noticed long before. */
export const UNKNOWN_KEYS_PER_MINUTE = 300;
/** So long do the old and the new secret of an endpoint both sign: a deployment on each side of a night fits in. */
export const PREVIOUS_SECRET_MS = 24 * 60 * 60 * 1000;
