import type { Exchange, HttpRequest } from "../../src/connector/http.ts";
import type {
  SimulatedAnswer,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
} from "../../src/connector/simulator.ts";
import { simulator } from "../../src/providers/nellobytes/simulator/index.ts";

type Answer = SimulatedAnswer | "hang" | "reset";
type CallKind = "buy" | "query" | "cancel";

/** What becomes of a call on its way. `arrive` brings it to the provider, altered or not, and has its answer. */
export type Tampering = (
  arrive: (change?: Readonly<Record<string, string | undefined>>) => Promise<Answer>,
) => Promise<Answer>;

/** The wire between gateway and provider, where a test counts, loses and alters calls. */
export class NellobytesWire {
  /** The provider at the other end. */
  readonly simulator: Simulator = {
    ...simulator,
    handle: (host, request) => this.#carry(this.#lendWire(host), request),
    perform: (host, task) => simulator.perform(this.#lendWire(host), task),
  };
  /** Who the orders are for, by our own references. */
  readonly #recipients = new Map<string, string>();
  readonly #sent: HttpRequest[] = [];
  #intercepts = false;
  readonly #bought: string[] = [];
  readonly #made: CallKind[] = [];
  readonly #sales = new Map<string, Tampering>();
  readonly #next = new Map<CallKind, Tampering>();
  #host: SimulatorHost | undefined;

  /** For every sale to this number, in local form. */
  tamperWithSales(mobile_number: string, how: Tampering): void {
    this.#sales.set(mobile_number, how);
  }

  /** For the next call of this kind. */
  tamperOnce(kind: CallKind, how: Tampering): void {
    this.#next.set(kind, how);
  }

  /** How often the gateway asked for something to be sold to this number. */
  sales(mobile_number: string): number {
    return this.#bought.filter((number) => number === mobile_number).length;
  }

  /** From now on the provider believes that its callbacks arrive, and nobody hears of them. */
  interceptCallbacks(): void {
    this.#intercepts = true;
  }

  /** The callbacks that the provider sent about orders for this number, as they were. */
  callbacksAbout(mobile_number: string): readonly HttpRequest[] {
    return this.#sent.filter(({ url }) => {
      const reference = new URL(url).searchParams.get("requestid") ?? "";
      return this.#recipients.get(reference) === mobile_number;
    });
  }

  made(kind: CallKind): number {
    return this.#made.filter((made) => made === kind).length;
  }

  /** Their side of the world, in which wallets and orders stand. */
  get host(): SimulatorHost {
    if (this.#host === undefined) throw new Error("Nothing has been asked of the provider yet.");
    return this.#host;
  }

  async #carry(host: SimulatorHost, request: SimulatedRequest): Promise<Answer> {
    this.#host = host;
    const kind = kindOf(request);
    this.#made.push(kind);
    const number = kind === "buy" ? request.query["MobileNumber"] : undefined;
    if (number !== undefined) {
      this.#bought.push(number);
      this.#recipients.set(request.query["RequestID"] ?? "", number);
    }
    const arrive: Parameters<Tampering>[0] = (change = {}) =>
      simulator.handle(host, { ...request, query: changed(request.query, change) });
    const how = this.#next.get(kind) ?? this.#sales.get(number ?? "");
    this.#next.delete(kind);
    return how === undefined ? await arrive() : await how(arrive);
  }

  /** The same host in everything, but for the way that callbacks take. */
  #lendWire(host: SimulatorHost): SimulatorHost {
    return Object.create(host, { send: { value: (request: HttpRequest) => this.#carryBack(host, request) } });
  }

  async #carryBack(host: SimulatorHost, request: HttpRequest): Promise<Exchange> {
    this.#sent.push(request);
    return this.#intercepts ? heard : await host.send(request);
  }
}

const heard: Exchange = { end: "answer", answer: { status: 200, headers: {}, body: new Uint8Array() } };

function kindOf({ path }: SimulatedRequest): CallKind {
  if (path.includes("Query")) return "query";
  return path.includes("Cancel") ? "cancel" : "buy";
}

function changed(
  query: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const fields = Object.entries({ ...query, ...change });
  return Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== undefined));
}
