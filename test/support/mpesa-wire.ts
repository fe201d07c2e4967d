import type { Exchange, HttpRequest } from "../../src/connector/http.ts";
import type {
  SimulatedAnswer,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
} from "../../src/connector/simulator.ts";
import { simulator } from "../../src/providers/mpesa-ke/simulator/index.ts";

export type Answer = SimulatedAnswer | "hang" | "reset";

/** What becomes of a call on its way. `arrive` brings it to the provider, altered or not, and has its answer. */
export type CallTampering = (
  arrive: (change?: Partial<SimulatedRequest>) => Promise<Answer>,
  request: SimulatedRequest,
) => Promise<Answer>;

/** What becomes of a callback on its way. `arrive` brings it to the gateway and has its answer. */
export type CallbackTampering = (arrive: () => Promise<Exchange>, request: HttpRequest) => Promise<Exchange>;

interface Call {
  readonly kind: "submit" | "inquiry";
  /** E.164 with `+`. */
  readonly phone_number: string;
}

/** The wire between gateway and provider, where a test loses, holds and alters what is about one phone number. */
export class MpesaWire {
  /** The provider at the other end. */
  readonly simulator: Simulator = {
    ...simulator,
    handle: (host, request) => this.#carry(host, request),
    perform: (host, task) => simulator.perform(this.#lendWire(host), task),
  };
  readonly #made: Call[] = [];
  readonly #arrived: Call[] = [];
  readonly #sent: { readonly phone_number: string; readonly request: HttpRequest }[] = [];
  readonly #calls = new Map<string, CallTampering>();
  readonly #callbacks = new Map<string, CallbackTampering>();

  tamperWith(kind: Call["kind"], phone_number: string, how: CallTampering): void {
    this.#calls.set(`${kind} ${phone_number}`, how);
  }

  tamperWithCallbacks(phone_number: string, how: CallbackTampering): void {
    this.#callbacks.set(phone_number, how);
  }

  /** How many such calls about this phone the gateway made. */
  made(kind: Call["kind"], phone_number: string): number {
    return count(this.#made, { kind, phone_number });
  }

  /** How many of them reached the provider. */
  arrived(kind: Call["kind"], phone_number: string): number {
    return count(this.#arrived, { kind, phone_number });
  }

  /** The callbacks that the provider sent about this phone, with their very bytes. */
  callbacksAbout(phone_number: string): readonly HttpRequest[] {
    return this.#sent.filter((sent) => sent.phone_number === phone_number).map(({ request }) => request);
  }

  async #carry(host: SimulatorHost, request: SimulatedRequest): Promise<Answer> {
    const call = readCall(request);
    this.#made.push(call);
    const arrive = (change: Partial<SimulatedRequest> = {}): Promise<Answer> => {
      this.#arrived.push(call);
      return simulator.handle(host, { ...request, ...change });
    };
    const how = this.#calls.get(`${call.kind} ${call.phone_number}`);
    return how === undefined ? await arrive() : await how(arrive, request);
  }

  /** The same host in everything, but for the way that callbacks take. */
  #lendWire(host: SimulatorHost): SimulatorHost {
    return Object.create(host, { send: { value: (request: HttpRequest) => this.#carryBack(host, request) } });
  }

  async #carryBack(host: SimulatorHost, request: HttpRequest): Promise<Exchange> {
    const phone_number = `+${JSON.parse(request.body ?? "")["msisdn"]}`;
    this.#sent.push({ phone_number, request });
    const arrive = () => host.send(request);
    return await (this.#callbacks.get(phone_number)?.(arrive, request) ?? arrive());
  }
}

function count(calls: readonly Call[], asked: Call): number {
  return calls.filter(({ kind, phone_number }) => kind === asked.kind && phone_number === asked.phone_number)
    .length;
}

/** The name of a push ends with the last nine digits of the phone. */
function readCall({ path, body }: SimulatedRequest): Call {
  const { msisdn, CheckoutRequestId } = JSON.parse(Buffer.from(body).toString());
  return path.endsWith("/initiate")
    ? { kind: "submit", phone_number: `+${msisdn}` }
    : { kind: "inquiry", phone_number: `+254${String(CheckoutRequestId).slice(-9)}` };
}
