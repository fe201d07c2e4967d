import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Provider } from "../connector/provider.ts";
import type { Observe } from "../lib/observe.ts";
import { pause, systemTimers, type Timers } from "../lib/timers.ts";
import type { Connection } from "../store/connections.ts";
import { Lines } from "./lines.ts";
import { Sessions } from "./session.ts";
import type { Transport } from "./transport.ts";
import { type CallAhead, Turns, type TurnsOptions } from "./turns.ts";

/** Whose account at which provider a call goes to. */
export interface Account {
  readonly connection: Connection;
  readonly provider: Provider;
}

export interface OutgoingOptions extends TurnsOptions {
  readonly transport: Transport;
  /** Left out: the system's. */
  readonly timers?: Timers;
  readonly observe: Observe;
}

/** `later`: nothing was done, and whoever wants it done comes back then. */
export type InTurn<Result> =
  | { readonly state: "done"; readonly result: Result }
  | { readonly state: "later"; readonly come_back_at: number };

/** A turn that came while all lines were taken is missed after this, so that many such calls do not go at once. */
const MISSED_MS = 500;

/** Every call that a node makes to a provider goes through here: what all of them share is a connection's tokens and limits. */
export class Outgoing {
  readonly #options: OutgoingOptions;
  readonly #sessions: Sessions;
  readonly #lines = new Lines();
  readonly #turns: Turns;

  constructor(options: OutgoingOptions) {
    this.#options = options;
    this.#turns = new Turns(options);
    this.#sessions = new Sessions(options.clock);
  }

  /** Makes one call, with a token on it where the provider wants one. `call` names it for the operator. */
  async exchange(account: Account, call: string, request: HttpRequest): Promise<Exchange> {
    const carry = (carried: HttpRequest, name = call) => this.#observed(account, name, carried);
    const { session } = account.provider.connector;
    return session === undefined
      ? await carry(request)
      : await this.#sessions.call(account.connection, { session, request, carry });
  }

  /**
   * Makes a call as soon as the provider's rate limits let it go, and as many at once as it bears. Waiting here, nothing
   * was sent yet. Whoever would have to wait for long is sent away instead.
   */
  async inTurn<Result>(
    account: Account,
    call: CallAhead,
    run: () => Promise<Result>,
  ): Promise<InTurn<Result>> {
    const come_back_at = this.#lines.closedUntil(account, this.#options.clock.now());
    if (come_back_at !== null) return { state: "later", come_back_at };
    return await this.#whenGiven(account, call, run);
  }

  async #whenGiven<Result>(
    account: Account,
    call: CallAhead,
    run: () => Promise<Result>,
  ): Promise<InTurn<Result>> {
    if (account.provider.limits.rates === undefined)
      return { state: "done", result: await this.#lines.stand(account, run) };
    const { clock, timers } = this.#options;
    for (;;) {
      const turn = await this.#turns.take(account, call);
      if (!turn.given) return { state: "later", come_back_at: turn.come_back_at };
      if (turn.at > clock.now()) await pause(turn.at - clock.now(), timers);
      const done = await this.#lines.stand(account, async () =>
        clock.now() - turn.at > MISSED_MS ? undefined : { state: "done" as const, result: await run() },
      );
      if (done !== undefined) return done;
    }
  }

  /** The same for whoever stays, however long it takes; it begins no charge of an operation. */
  async limited<Result>(account: Account, run: () => Promise<Result>): Promise<Result> {
    const { clock, timers } = this.#options;
    for (let waited = false; ; waited = true) {
      const turned = await this.#whenGiven(account, { phone_number: null, waited }, run);
      if (turned.state === "done") return turned.result;
      await pause(Math.max(0, turned.come_back_at - clock.now()), timers);
    }
  }

  async #observed({ provider }: Account, call: string, request: HttpRequest): Promise<Exchange> {
    const { timers = systemTimers, transport, observe } = this.#options;
    const began = timers.elapsed();
    const exchange = await transport(request);
    const milliseconds = timers.elapsed() - began;
    observe({ type: "provider_call", provider: provider.id, call, end: exchange.end, milliseconds });
    return exchange;
  }
}
