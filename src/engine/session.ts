import { isDeepStrictEqual } from "node:util";
import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Session } from "../connector/session.ts";
import type { Clock } from "../core/ports.ts";
import type { Connection } from "../store/connections.ts";

/** A call that needs a token. */
export interface SignedCall {
  readonly session: Session<unknown>;
  /** As it is without the token. */
  readonly request: HttpRequest;
  carry(request: HttpRequest, name?: string): Promise<Exchange>;
}

/** No token: how the call that wanted one ends. */
type Granted = { readonly token: string } | { readonly ends: Exchange };

interface Kept {
  readonly granted: Promise<Granted>;
  /** With which it was asked for: other credentials need another token. */
  readonly config: unknown;
  /** Milliseconds on the database's clock; while it is being fetched, without end. */
  until: number;
}

/** A token is not used in its last minute, for a call may take long to arrive, or in its last half if it lives less. */
const LAST_MS = 60_000;

/** Tokens of all connections, in memory alone: another node fetches its own, and a new process a new one. */
export class Sessions {
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A refused token proves that nothing was done, so that call is made once more with a fresh one. */
  async call(connection: Connection, call: SignedCall): Promise<Exchange> {
    const first = this.#tokenFor(connection, call);
    const exchange = await signed(call, first.granted);
    if (!isRefused(exchange, call) || "ends" in (await first.granted)) return exchange;
    this.#drop(connection, first);
    const second = this.#tokenFor(connection, call);
    const repeated = await signed(call, second.granted);
    if (isRefused(repeated, call)) this.#drop(connection, second);
    return repeated;
  }

  /** Calls that want one at the same time wait for the same fetch. */
  #tokenFor(connection: Connection, call: SignedCall): Kept {
    const { id, config } = connection;
    const known = this.#kept.get(id);
    if (known !== undefined && known.until > this.#clock.now() && isDeepStrictEqual(known.config, config))
      return known;
    const kept: Kept = {
      granted: this.#fetch(config, call).then(({ granted, until }) => {
        kept.until = until;
        if (until <= this.#clock.now()) this.#drop(connection, kept);
        return granted;
      }),
      config,
      until: Number.POSITIVE_INFINITY,
    };
    this.#kept.set(id, kept);
    kept.granted.catch(() => this.#drop(connection, kept));
    return kept;
  }

  async #fetch(
    config: unknown,
    { session, carry }: SignedCall,
  ): Promise<{ readonly granted: Granted; readonly until: number }> {
    const began = this.#clock.now();
    const exchange = await carry(session.request(config), "token");
    const grant = exchange.end === "answer" ? session.read(exchange.answer) : null;
    if (grant === null) return { granted: { ends: withoutToken(exchange) }, until: began };
    const lives_ms = grant.lives_seconds * 1000;
    const until = began + lives_ms - Math.min(LAST_MS, lives_ms / 2);
    return { granted: { token: grant.token }, until };
  }

  /** A later one, which somebody else has fetched meanwhile, stays. */
  #drop({ id }: Connection, kept: Kept): void {
    if (this.#kept.get(id) === kept) this.#kept.delete(id);
  }
}

async function signed({ session, request, carry }: SignedCall, granted: Promise<Granted>): Promise<Exchange> {
  const answer = await granted;
  return "ends" in answer ? answer.ends : await carry(session.sign(request, answer.token));
}

function isRefused(exchange: Exchange, { session }: SignedCall): boolean {
  return exchange.end === "answer" && session.isRefused(exchange.answer);
}

/** They do not know us, which the provider's own codes say best. */
const CREDENTIALS_REFUSED: readonly number[] = [401, 403];

/**
 * The call itself never left, whatever became of the one for the token. Only refused credentials are handed to the reader
 * of the call, who then says so: any other answer of that address could be mistaken for one to the call.
 */
function withoutToken(exchange: Exchange): Exchange {
  switch (exchange.end) {
    case "answer":
      return CREDENTIALS_REFUSED.includes(exchange.answer.status)
        ? exchange
        : {
            end: "not_sent",
            cause: `No token was granted: their answer had the HTTP status ${exchange.answer.status}.`,
          };
    case "no_answer":
    case "not_sent":
      return { end: "not_sent", cause: `No token could be fetched: ${exchange.cause}` };
  }
}
