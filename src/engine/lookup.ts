import type { Exchange } from "../connector/http.ts";
import type { Customer, Lookup, LookupCall, PartReading } from "../connector/lookup.ts";
import type { Provider } from "../connector/provider.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import { attemptReference } from "../core/reference.ts";
import { pause, type Timers } from "../lib/timers.ts";
import type { Connection } from "../store/connections.ts";
import { numberHider } from "./hidden-number.ts";
import type { Outgoing } from "./outgoing.ts";

export interface CustomerQuestion {
  readonly provider: Provider & { readonly connector: { readonly lookup: Lookup<unknown> } };
  readonly connection: Connection;
  /** E.164 with `+`; null where the options name the customer. */
  readonly phone_number: string | null;
  readonly provider_options: Readonly<Record<string, unknown>>;
  readonly parts: readonly string[];
}

export interface LookupContext {
  readonly outgoing: Pick<Outgoing, "inTurn" | "exchange">;
  readonly clock: SharedClock;
  readonly randomness: Randomness;
  /** Left out: the system's. */
  readonly timers?: Timers;
}

type Parts = Readonly<Record<string, PartReading>>;

/** A person may wait for the answer. */
const LASTS_MS = 20_000;

/**
 * Asks a provider what it knows of a customer: once for all parts, then once more for each that this did not bring. Nothing
 * is changed by asking, so a lost answer needs no care: it brought nothing.
 */
export async function lookUpCustomer(question: CustomerQuestion, context: LookupContext): Promise<Parts> {
  const { provider, connection, parts, phone_number } = question;
  const { lookup } = provider.connector;
  const calls = new LookupCalls(question, context);
  const whole = await calls.make((customer) => lookup.whole(customer, parts, connection.config), parts);
  const missing = parts.filter((part) => !isCertain(whole[part]));
  // Where one part was wanted, the first call was about it alone.
  const alone = parts.length === 1 ? [] : missing;
  const more = await Promise.all(
    alone.map((part) => calls.make((customer) => lookup.part(customer, part, connection.config), [part])),
  );
  const found = betterOf(whole, more);
  const hide = numberHider(phone_number);
  return Object.fromEntries(parts.map((part) => [part, hidden(found[part] ?? nothingSaid, hide)]));
}

export function isCertain(reading: PartReading | undefined): boolean {
  return reading?.state === "present" || reading?.state === "absent";
}

/** A second answer counts where it says more than the first. */
function betterOf(whole: Parts, more: readonly Parts[]): Parts {
  const second = Object.assign({}, ...more) as Parts;
  const better = Object.entries(second).filter(
    ([part, reading]) => isCertain(reading) || whole[part] === undefined || "told" in reading,
  );
  return { ...whole, ...Object.fromEntries(better) };
}

const nothingSaid: PartReading = {
  state: "unknown",
  because: "The provider's answer does not speak of it.",
  code: null,
};

function hidden(reading: PartReading, hide: ReturnType<typeof numberHider>): PartReading {
  switch (reading.state) {
    case "absent":
      return reading;
    case "present":
      return { ...reading, value: hide.inValue(reading.value) };
    case "unknown":
    case "failed": {
      const told = reading.told === undefined ? {} : { told: hide.inValue(reading.told) };
      const code = reading.code === null ? null : hide.inWords(reading.code);
      return { state: reading.state, because: hide.inWords(reading.because), code, ...told };
    }
  }
}

/** The calls of one question, all of which have to end in time. */
class LookupCalls {
  readonly #question: CustomerQuestion;
  readonly #context: LookupContext;
  readonly #ends_at: number;

  constructor(question: CustomerQuestion, context: LookupContext) {
    this.#question = question;
    this.#context = context;
    this.#ends_at = context.clock.now() + LASTS_MS;
  }

  /** `make`: null where the provider knows no such call. What is told of other parts than those asked for is left out. */
  async make(make: (customer: Customer) => LookupCall | null, parts: readonly string[]): Promise<Parts> {
    const call = make(this.#customer());
    if (call === null) return {};
    const { timers } = this.#context;
    const late = pause(Math.max(0, this.#left_ms()), timers).then(() => tooLate);
    const exchange = await Promise.race([this.#exchange(call), late]);
    if (exchange.end !== "answer") return unanswered(parts, exchange);
    const told = call.read(exchange.answer);
    return Object.fromEntries(
      parts.flatMap((part) => (told[part] === undefined ? [] : [[part, told[part]]])),
    );
  }

  async #exchange({ request }: LookupCall): Promise<Exchange> {
    const { outgoing, clock, timers } = this.#context;
    for (let waited = false; ; waited = true) {
      const turned = await outgoing.inTurn(this.#question, { phone_number: null, waited }, async () => {
        const timeout_ms = Math.min(request.timeout_ms, this.#left_ms());
        return timeout_ms <= 0
          ? tooLate
          : await outgoing.exchange(this.#question, "lookup", { ...request, timeout_ms });
      });
      if (turned.state === "done") return turned.result;
      if (turned.come_back_at >= this.#ends_at) return tooLate;
      await pause(Math.max(0, turned.come_back_at - clock.now()), timers);
    }
  }

  #customer(): Customer {
    const { phone_number, provider_options } = this.#question;
    const bytes = this.#context.randomness.bytes(17);
    const call_reference = attemptReference((bytes[16] ?? 0) & 63, bytes);
    return { phone_number, provider_options, call_reference };
  }

  #left_ms(): number {
    return this.#ends_at - this.#context.clock.now();
  }
}

const tooLate: Exchange = { end: "not_sent", cause: "TOO_LATE" };

function unanswered(parts: readonly string[], { end }: Exchange): Parts {
  const because =
    end === "not_sent"
      ? "The provider could not be asked in time."
      : "The provider was asked, and its answer did not come.";
  return Object.fromEntries(parts.map((part) => [part, { state: "unknown", because, code: null }]));
}
