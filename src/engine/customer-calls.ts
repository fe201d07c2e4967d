import type { Exchange } from "../connector/http.ts";
import type { Customer, CustomerCall } from "../connector/lookup.ts";
import type { Provider } from "../connector/provider.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import { attemptReference } from "../core/reference.ts";
import { pause, type Timers } from "../lib/timers.ts";
import type { Connection } from "../store/connections.ts";
import type { Outgoing } from "./outgoing.ts";

/** A customer, and where somebody has an account about whom they want something. */
export interface CustomerSubject {
  readonly provider: Provider;
  readonly connection: Connection;
  /** E.164 with `+`; null where the options name the customer. */
  readonly phone_number: string | null;
  readonly provider_options: Readonly<Record<string, unknown>>;
}

export interface CustomerCallsContext {
  readonly outgoing: Pick<Outgoing, "inTurn" | "exchange" | "heed">;
  readonly clock: SharedClock;
  readonly randomness: Randomness;
  /** Left out: the system's. */
  readonly timers?: Timers;
}

/** A person may wait for the answer. */
const LASTS_MS = 20_000;

/** The calls of one request about a customer, all of which have to end in time. */
export class CustomerCalls {
  readonly #subject: CustomerSubject;
  readonly #context: CustomerCallsContext;
  readonly #ends_at: number;

  constructor(subject: CustomerSubject, context: CustomerCallsContext) {
    this.#subject = subject;
    this.#context = context;
    this.#ends_at = context.clock.now() + LASTS_MS;
  }

  /** With a name of its own for one more call. */
  customer(): Customer {
    const { phone_number, provider_options } = this.#subject;
    const bytes = this.#context.randomness.bytes(17);
    const call_reference = attemptReference((bytes[16] ?? 0) & 63, bytes);
    return { phone_number, provider_options, call_reference };
  }

  /**
   * `name` is for the operator. A call that was refused because there were too many is made again where there is time for
   * it. What comes too late is `not_sent`, although it may have been sent.
   */
  async make(name: string, call: CustomerCall): Promise<Exchange> {
    const { timers } = this.#context;
    const late = pause(Math.max(0, this.#left_ms()), timers).then(() => tooLate);
    return await Promise.race([this.#makeUntilTaken(name, call), late]);
  }

  async #makeUntilTaken(name: string, call: CustomerCall): Promise<Exchange> {
    for (let waited = false; ; waited = true) {
      const { exchange, again_at } = await this.#makeOnce(name, call, waited);
      if (again_at === null || again_at >= this.#ends_at) return exchange;
      await pause(Math.max(0, again_at - this.#context.clock.now()), this.#context.timers);
    }
  }

  /** `again_at`: when the same may be tried again; null where there is nothing to wait for. */
  async #makeOnce(name: string, call: CustomerCall, waited: boolean) {
    const { outgoing } = this.#context;
    const { request } = call;
    const turned = await outgoing.inTurn(this.#subject, { phone_number: null, waited }, async () => {
      const timeout_ms = Math.min(request.timeout_ms, this.#left_ms());
      return timeout_ms <= 0
        ? tooLate
        : await outgoing.exchange(this.#subject, name, { ...request, timeout_ms });
    });
    if (turned.state === "later") return { exchange: tooLate, again_at: turned.come_back_at };
    return { exchange: turned.result, again_at: await this.#heed(turned.result, call) };
  }

  async #heed(exchange: Exchange, call: CustomerCall): Promise<number | null> {
    if (exchange.end !== "answer") return null;
    const reading = call.refusal(exchange.answer);
    if (reading === null) return null;
    const { phone_number } = this.#subject;
    const at = this.#context.clock.now();
    return await this.#context.outgoing.heed(this.#subject, { phone_number, reading, at });
  }

  #left_ms(): number {
    return this.#ends_at - this.#context.clock.now();
  }
}

const tooLate: Exchange = { end: "not_sent", cause: "TOO_LATE" };
