import { Agent, errors, request } from "undici";
import { isPublicAddress } from "./guard/address.ts";
import { guardedConnector, TargetRefused } from "./guard/connector.ts";
import { askNameServers, askSystem, type Resolve } from "./guard/resolve.ts";
import { refuseUrl, type TargetRules } from "./guard/url.ts";

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `problem`: a sentence for the merchant, without the address behind the name. */
export type Posted =
  | { readonly answered: true; readonly status: number; readonly headers: AnswerHeaders }
  | { readonly answered: false; readonly problem: string };

export interface AnswerHeaders {
  readonly date: string | null;
  readonly retry_after: string | null;
}

/** Sends one webhook and says how it was received. Never throws; an aborted `signal` is a missing answer. */
export type Post = (webhook: WebhookRequest, signal: AbortSignal) => Promise<Posted>;

export interface WebhookHttp {
  readonly post: Post;
  close(): Promise<void>;
}

export interface WebhookHttpOptions {
  readonly rules: TargetRules;
  /** How long one try may take, from the look-up of the name to the end of the answer. */
  readonly timeout_ms?: number;
  readonly resolve?: Resolve;
  /** In place of the well-known certificate authorities. */
  readonly trusted_certificates?: string;
}

const TIMEOUT_MS = 15_000;
/** The answer's body means nothing; it is read so that the connection can be used again. */
const ANSWER_BYTES_MAX = 64 * 1024;
/** An origin that is asked again within this time needs no new connection. */
const KEEP_ALIVE_MS = 4_000;

/** HTTP out to merchants: an agent of its own that knows no proxy, follows no redirect and repeats nothing by itself. */
export function webhookHttp(options: WebhookHttpOptions): WebhookHttp {
  const { rules, timeout_ms = TIMEOUT_MS, trusted_certificates } = options;
  const agent = new Agent({
    connect: guardedConnector({
      resolve: options.resolve ?? (rules.allow_insecure_targets ? askSystem : askNameServers()),
      isAllowed: (address) => rules.allow_insecure_targets || isPublicAddress(address),
      timeout_ms,
      ...(trusted_certificates === undefined ? {} : { trusted_certificates }),
    }),
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  const post: Post = async (webhook, signal) => {
    const refusal = refuseUrl(webhook.url, rules);
    if (refusal !== undefined) return { answered: false, problem: refusal };
    try {
      return await inTime({ timeout_ms, signal }, (limit) => send(webhook, limit, agent));
    } catch (error) {
      return { answered: false, problem: problemOf(error, timeout_ms) };
    }
  };
  return { post, close: () => agent.destroy() };
}

/**
 * Runs until the time is up or the caller has enough. `AbortSignal.any` would say the same, but keeps each signal and
 * its timer until the time is over, and is eight times as slow.
 */
async function inTime<Result>(
  { timeout_ms, signal }: { readonly timeout_ms: number; readonly signal: AbortSignal },
  run: (limit: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController();
  const cut = () => limit.abort();
  const timer = setTimeout(() => limit.abort(new DOMException("", "TimeoutError")), timeout_ms);
  signal.addEventListener("abort", cut);
  try {
    return await run(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cut);
  }
}

async function send(webhook: WebhookRequest, signal: AbortSignal, dispatcher: Agent): Promise<Posted> {
  const response = await request(webhook.url, {
    dispatcher,
    signal,
    method: "POST",
    headers: webhook.headers,
    body: webhook.body,
  });
  // The status has come; whatever goes wrong with the rest changes nothing.
  await response.body.dump({ limit: ANSWER_BYTES_MAX, signal }).catch(() => null);
  const header = (name: string) => [response.headers[name]].flat()[0] ?? null;
  return {
    answered: true,
    status: response.statusCode,
    headers: { date: header("date"), retry_after: header("retry-after") },
  };
}

function problemOf(error: unknown, timeout_ms: number): string {
  if (error instanceof TargetRefused) return error.message;
  if (error instanceof Error && error.name === "TimeoutError")
    return `No answer came within ${timeout_ms / 1000} seconds.`;
  const code = codeOf(error);
  return PROBLEMS[code] ?? `The request failed before an answer came (${code}).`;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was closed before an answer came.",
  UND_ERR_SOCKET: "The connection was closed before an answer came.",
  UND_ERR_CONNECT_TIMEOUT: "No connection could be made in time.",
  ETIMEDOUT: "No connection could be made in time.",
  CERT_HAS_EXPIRED: "The TLS certificate has expired.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The TLS certificate is for another name.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The TLS certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "The TLS certificate is self-signed.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The TLS certificate comes without its intermediate certificates.",
};

/** A code and never a message: messages of network errors carry addresses. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (error instanceof errors.UndiciError) return error.code;
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "UNKNOWN";
}
