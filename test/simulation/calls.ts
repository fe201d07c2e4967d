import type { Exchange, HttpAnswer, HttpRequest } from "../../src/connector/http.ts";
import type { SimulatedAnswer } from "../../src/connector/simulator.ts";
import type { Chance } from "./chance.ts";
import type { Caller } from "./database-link.ts";
import type { Faults } from "./faults.ts";
import type { ProviderWorld } from "./provider-world.ts";
import type { Scheduler } from "./scheduler.ts";

export interface CallParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  /** By the host in their URLs. */
  readonly providers: ReadonlyMap<string, ProviderWorld>;
}

/** The wire from the nodes to the providers. */
export class Calls {
  count = 0;
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  /** A caller that dies never hears of the end, and the provider does not notice. */
  carry(request: HttpRequest, caller: Caller): Promise<Exchange> {
    this.count += 1;
    return new Promise((resolve) => {
      const call = new Call(this.#parts, request, (exchange) => caller.hears(() => resolve(exchange)));
      call.begin(caller.name);
    });
  }
}

/** One request on its way there and back. */
class Call {
  readonly #parts: CallParts;
  readonly #request: HttpRequest;
  readonly #end: (exchange: Exchange) => void;
  #name = "";
  #forgetTimeout: () => void = () => undefined;
  #ended = false;

  constructor(parts: CallParts, request: HttpRequest, end: (exchange: Exchange) => void) {
    this.#parts = parts;
    this.#request = request;
    this.#end = end;
  }

  begin(caller: string): void {
    const { scheduler, chance, faults } = this.#parts;
    const { method, url, timeout_ms } = this.#request;
    const { hostname, pathname } = new URL(url);
    this.#name = `${caller}: ${method} ${hostname}${pathname}`;
    if (faults.strikes("call_not_sent")) {
      this.#comesBack(notSent, chance.between(1, 300));
      return;
    }
    this.#forgetTimeout = scheduler.after(timeout_ms, `${this.#name} times out`, () =>
      this.#finish(timedOut),
    );
    const provider = this.#parts.providers.get(hostname);
    if (provider === undefined) throw new Error(`Nobody answers at ${hostname}.`);
    if (faults.strikes("call_lost_before_effect")) this.#comesBack(broken, chance.between(10, 3_000));
    else if (faults.strikes("error_page_before_effect")) this.#comesBack(errorPage(chance), 50);
    else scheduler.after(chance.between(5, 200), `${this.#name} arrives`, () => void this.#handle(provider));
  }

  async #handle(provider: ProviderWorld): Promise<void> {
    const { chance, faults } = this.#parts;
    const answer = await provider.handle(this.#request);
    if (answer === "hang") return;
    if (answer === "reset" || faults.strikes("call_lost_after_effect"))
      return this.#comesBack(broken, chance.between(1, 500));
    if (faults.strikes("error_page_after_effect")) return this.#comesBack(errorPage(chance), 100);
    this.#comesBack({ end: "answer", answer: this.#received(answer) }, this.#delay());
  }

  #received(answer: SimulatedAnswer): HttpAnswer {
    const { chance, faults } = this.#parts;
    const body = Buffer.from(answer.body);
    if (faults.strikes("answer_garbled")) return { ...answer, body: Buffer.from(chance.bytes(body.length)) };
    if (faults.strikes("answer_cut_short"))
      return { ...answer, body: body.subarray(0, chance.below(body.length)) };
    return { ...answer, body };
  }

  #delay(): number {
    const { chance, faults } = this.#parts;
    if (faults.strikes("answer_too_late")) return this.#request.timeout_ms + chance.between(0, 30_000);
    if (faults.strikes("answer_after_callback")) return chance.between(3_500, 9_000);
    return chance.between(5, 300);
  }

  #comesBack(exchange: Exchange, delay_ms: number): void {
    const what = exchange.end === "answer" ? `answered ${exchange.answer.status}` : exchange.cause;
    this.#parts.scheduler.after(delay_ms, `${this.#name}: ${what}`, () => this.#finish(exchange));
  }

  #finish(exchange: Exchange): void {
    this.#forgetTimeout();
    if (this.#ended) return;
    this.#ended = true;
    this.#end(exchange);
  }
}

const notSent: Exchange = { end: "not_sent", cause: "ECONNREFUSED" };
const broken: Exchange = { end: "no_answer", cause: "ECONNRESET" };
const timedOut: Exchange = { end: "no_answer", cause: "TIMEOUT" };

function errorPage(chance: Chance): Exchange {
  const status = chance.pick([500, 502, 503, 504]);
  const body = Buffer.from(`<html><head><title>${status}</title></head><body><h1>Error</h1></body></html>`);
  return { end: "answer", answer: { status, headers: { "content-type": "text/html" }, body } };
}
