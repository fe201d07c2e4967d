import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Provider } from "../connector/provider.ts";
import type { Event } from "../core/event.ts";
import type { Reading } from "../core/outcome.ts";
import type { SubscriptionEvent } from "../core/subscription-event.ts";
import type { Observe } from "../lib/observe.ts";
import { systemTimers, type Timers } from "../lib/timers.ts";
import { Waits } from "../lib/waits.ts";
import type { Connection } from "../store/connections.ts";
import { Lines } from "./lines.ts";
import { Sessions } from "./session.ts";
import type { Transport } from "./transport.ts";
import { type CallAhead, TURN_LASTS_MS, Turns, type TurnsOptions } from "./turns.ts";

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

/** An answer that may say that there were too many calls. */
export interface Refused {
  /** Whom the call was about. */
  readonly phone_number: string | null;
  readonly reading: Reading;
  /** When it came. */
  readonly at: number;
}

/**
 * A provider that names a longer wait is asked again after this: a number that somebody mistyped there must not close a
 * connection for a day, and if it was meant, one refused call in ten minutes does no harm.
 */
const HOLD_MAX_MS = 10 * 60_000;

/** Whoever has typed a PIN looks at their screen for so long. */
const PAYER_WAITS_MS = 30_000;

/** Every call that a node makes to a provider goes through here: what all of them share is a connection's tokens and limits. */
export class Outgoing {
  readonly #options: OutgoingOptions;
  readonly #sessions: Sessions;
  readonly #lines = new Lines();
  readonly #turns: Turns;
  readonly #waits: Waits;

  constructor(options: OutgoingOptions) {
    this.#options = options;
    this.#turns = new Turns(options);
    this.#waits = new Waits(options);
    this.#sessions = new Sessions(options.clock);
  }

  /** The clock was moved on: calls whose turn has come wait no longer. */
  poke(): void {
    this.#waits.poke();
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
    const { clock, timers = systemTimers } = this.#options;
    for (;;) {
      const asked = { at: clock.now(), elapsed: timers.elapsed() };
      const turn = await this.#turns.take(account, call);
      if (!turn.given) return { state: "later", come_back_at: turn.come_back_at };
      if (turn.at > clock.now()) {
        await this.#waits.until(turn.at);
        if (await this.#turns.isHeld(account, call)) continue;
      }
      // By what has passed since, for the clock may have been moved on.
      const late_ms = () => timers.elapsed() - asked.elapsed - (turn.at - asked.at);
      const done = await this.#lines.stand(account, async () =>
        late_ms() > TURN_LASTS_MS ? undefined : { state: "done" as const, result: await run() },
      );
      if (done !== undefined) return done;
    }
  }

  /** The same for what a payer gave, which is written down nowhere, so that it can wait only here, and not for long. */
  async inTurnHere<Result>(
    account: Account,
    call: CallAhead,
    run: () => Promise<Result>,
  ): Promise<InTurn<Result>> {
    const { clock, time_scale } = this.#options;
    const until = clock.now() + PAYER_WAITS_MS * time_scale;
    for (let { waited } = call; ; waited = true) {
      const turned = await this.#whenGiven(account, { ...call, waited }, run);
      if (turned.state === "done" || turned.come_back_at > until) return turned;
      await this.#waits.until(turned.come_back_at);
    }
  }

  /**
   * Where an answer says that there were too many calls, all that it speaks of are held as long as it says, on every node:
   * those about one customer, or all of the connection. To be told before the event is written down, so that nobody who
   * learns of it goes too early. What was refused is tried again by itself, so a hold that cannot be written costs no more
   * than further refusals.
   */
  async heedEvent(
    account: Account,
    phone_number: string | null,
    event: Event | SubscriptionEvent,
  ): Promise<void> {
    if (event.type !== "found") return;
    await this.heed(account, { phone_number, reading: event.finding.reading, at: event.at });
  }

  /** The same for what is no event. Resolves with when it may be tried again; null where nothing has to wait. */
  async heed(account: Account, { phone_number, reading, at }: Refused): Promise<number | null> {
    const { category, reason, advice } = reading;
    const { after_seconds = 0 } = advice;
    if (category !== "throttled" || after_seconds === 0) return null;
    const { time_scale, observe } = this.#options;
    const until = at + Math.min(after_seconds * 1000, HOLD_MAX_MS) * time_scale;
    const per = reason === "payer_rate_limited" ? "phone" : "connection";
    try {
      await this.#turns.hold(account, { per, phone_number, until });
    } catch (error) {
      observe({ type: "fault", where: "holding calls that a provider refuses", error });
    }
    return until;
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
