import type { RawCallback } from "../../src/connector/connector.ts";
import type { Exchange, HttpRequest } from "../../src/connector/http.ts";
import type { CallbackAnswer } from "../../src/connector/provider.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { SimulatedNode } from "./node.ts";
import type { ProviderWorld } from "./provider-world.ts";
import type { Scheduler } from "./scheduler.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export interface CallbackParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  /** Any node that runs; undefined while none does. */
  readonly node: () => SimulatedNode | undefined;
  /** A provider has said under its own signature the opposite of what is true. */
  readonly lied: (callback: HttpRequest) => void;
}

const lost: Exchange = { end: "no_answer", cause: "TIMEOUT" };

/** The wire from the providers to the nodes. What is lost or not answered, a provider may send again by its own rules. */
export class Callbacks {
  readonly #parts: CallbackParts;

  constructor(parts: CallbackParts) {
    this.#parts = parts;
  }

  send(request: HttpRequest, from: ProviderWorld): Promise<Exchange> {
    const { scheduler, chance, faults } = this.#parts;
    if (isProbe(request, from)) return this.#deliver(request, chance.between(1, 50));
    this.#sendStrange(request, from);
    if (faults.strikes("callback_lost")) return this.#giveUp(request);
    if (faults.strikes("callback_day_late")) {
      void this.#deliver(request, DAY_MS + chance.between(0, DAY_MS));
      return this.#giveUp(request);
    }
    if (faults.strikes("callback_doubled")) void this.#deliver(request, chance.between(1, 5_000));
    const delay_ms = faults.strikes("callback_delayed")
      ? chance.between(1, 30) * MINUTE_MS
      : chance.between(1, 200);
    const delivered = this.#deliver(request, delay_ms);
    void delivered.then((exchange) => this.#contradict(request, from, exchange));
    if (!faults.strikes("callback_answer_lost")) return delivered;
    scheduler.after(
      request.timeout_ms,
      `${from.provider.id} does not hear the answer to its callback`,
      () => undefined,
    );
    return this.#giveUp(request);
  }

  /** Others than the provider, or hands on the way, send what the provider never said. */
  #sendStrange(request: HttpRequest, from: ProviderWorld): void {
    const { chance, faults } = this.#parts;
    if (faults.strikes("callback_altered"))
      void this.#deliver(altered(request, chance), chance.between(1, 60_000));
    if (!faults.strikes("callback_forged")) return;
    const opposite = from.provider.simulator.contradict?.(from.host, request) ?? request;
    void this.#deliver(withSignatureOf(request, opposite), chance.between(1, 60_000));
  }

  /** The provider takes back what it has said. Only what we are known to have: else the lie would be all that was said. */
  #contradict(request: HttpRequest, from: ProviderWorld, exchange: Exchange): void {
    const { chance, faults } = this.#parts;
    if (exchange.end !== "answer" || exchange.answer.status !== 200) return;
    if (!faults.strikes("callback_contradicting")) return;
    const opposite = from.provider.simulator.contradict?.(from.host, request);
    if (opposite == null) return;
    this.#parts.lied(request);
    void this.#deliver(opposite, chance.between(1_000, DAY_MS));
  }

  #giveUp(request: HttpRequest): Promise<Exchange> {
    return new Promise((resolve) => {
      this.#parts.scheduler.after(request.timeout_ms, "a callback times out", () => resolve(lost));
    });
  }

  #deliver(request: HttpRequest, delay_ms: number): Promise<Exchange> {
    return new Promise((resolve) => {
      this.#parts.scheduler.after(delay_ms, `callback: ${request.method}`, () => {
        void this.#giveUp(request).then(resolve);
        void this.#receive(request).then(({ status, headers, body }) =>
          resolve({ end: "answer", answer: { status, headers, body: Buffer.from(body) } }),
        );
      });
    });
  }

  async #receive(request: HttpRequest): Promise<CallbackAnswer> {
    const node = this.#parts.node();
    return (await node?.receive(addressIn(request), asReceived(request))) ?? unreachable;
  }
}

const unreachable: CallbackAnswer = { status: 502, headers: {}, body: "" };

function isProbe({ method }: HttpRequest, { provider }: ProviderWorld): boolean {
  return provider.callbacks.probes[method] !== undefined;
}

/** The last part of a callback URL, which names the attempt. */
export function addressIn({ url }: Pick<HttpRequest, "url">): string {
  return new URL(url).pathname.split("/").at(-1) ?? "";
}

function asReceived({ method, url, headers, body }: HttpRequest): RawCallback {
  const query = Object.fromEntries(new URL(url).searchParams);
  return { method, headers, query, body: Buffer.from(body ?? "") };
}

const SIGNATURE = /"signature":"[^"]*"/;

/** A forger lacks the key: the signature stays that of the true message, or there was none to begin with. */
function withSignatureOf({ headers, body }: HttpRequest, forged: HttpRequest): HttpRequest {
  const [signature = ""] = SIGNATURE.exec(body ?? "") ?? [];
  return { ...forged, headers, body: forged.body?.replace(SIGNATURE, signature) ?? null };
}

/** One digit of what the message says becomes another. */
function altered(request: HttpRequest, chance: Chance): HttpRequest {
  const alter = (text: string) => {
    const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
    if (digits.length === 0) return text;
    const at = chance.pick(digits);
    return `${text.slice(0, at)}${(Number(text[at]) + 1) % 10}${text.slice(at + 1)}`;
  };
  if (request.body !== null) return { ...request, body: alter(request.body) };
  const { origin, pathname, search } = new URL(request.url);
  return { ...request, url: origin + pathname + alter(search) };
}
