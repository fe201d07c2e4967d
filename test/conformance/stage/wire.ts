import type { Exchange, HttpRequest } from "../../../src/connector/http.ts";
import type { Provider } from "../../../src/connector/provider.ts";
import { httpTransport } from "../../../src/engine/transport.ts";
import { operationAt } from "../operation-at.ts";

/** What becomes of one call instead of its answer. */
export type Mishap = (
  request: HttpRequest,
  send: (request: HttpRequest) => Promise<Exchange>,
) => Promise<Exchange>;

interface Waiting {
  readonly provider: Provider;
  /** The simulator's name of the call. */
  readonly call: string;
  readonly mishap: Mishap;
}

/** Between the gateway and the sandbox: real HTTP, on which single calls go wrong. */
export class Wire {
  readonly #http = httpTransport();
  #waiting: readonly Waiting[] = [];
  readonly #providers: readonly Provider[];

  constructor(providers: readonly Provider[]) {
    this.#providers = providers;
  }

  readonly send = async (request: HttpRequest): Promise<Exchange> => {
    const { provider, call } = this.#nameOf(request);
    const next = this.#waiting.find((one) => one.provider === provider && one.call === call);
    this.#waiting = this.#waiting.filter((one) => one !== next);
    return await (next?.mishap(request, this.#http.send) ?? this.#http.send(request));
  };

  close(): Promise<void> {
    return this.#http.close();
  }

  /** The next calls of this name meet these mishaps, one each. */
  befall(provider: Provider, call: string, ...mishaps: readonly Mishap[]): void {
    this.#waiting = [...this.#waiting, ...mishaps.map((mishap) => ({ provider, call, mishap }))];
  }

  /** Whether all that was to go wrong has gone wrong. */
  get isCalm(): boolean {
    return this.#waiting.length === 0;
  }

  calm(): void {
    this.#waiting = [];
  }

  #nameOf({ method, url }: HttpRequest): {
    readonly provider: Provider | undefined;
    readonly call: string;
  } {
    const [, id = "", ...parts] = new URL(url).pathname.split("/");
    const path = `/${parts.join("/")}`;
    const provider = this.#providers.find((one) => one.id === id);
    const operation = provider && operationAt(provider, { method, path });
    return { provider, call: operation?.name ?? `${method} ${path}` };
  }
}

/** Not one byte leaves. */
export const refusesConnection: Mishap = async () => ({ end: "not_sent", cause: "ECONNREFUSED" });

/** The provider has done it, and nobody hears of it. */
export const losesAnswer: Mishap = async (request, send) => {
  await send(request);
  return { end: "no_answer", cause: "ECONNRESET" };
};

/** The call is lost before the provider has it, which from here looks the same. */
export const losesCall: Mishap = async () => ({ end: "no_answer", cause: "ECONNRESET" });

export function answers(answer: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}): Mishap {
  return async () => ({ end: "answer", answer: { ...answer, body: Buffer.from(answer.body) } });
}

/** The answer, with each code of the provider's turned into one that nobody has heard of. */
export function spoilsCodes({ codes }: Provider): Mishap {
  const known = new Set(
    codes.rows.flatMap(({ code, label }) => [code, label ?? code].map((word) => word.toLowerCase())),
  );
  const isCode = (value: unknown) => known.has(String(value).toLowerCase());
  return async (request, send) => {
    const exchange = await send(request);
    if (exchange.end !== "answer") return exchange;
    const { body, ...answer } = exchange.answer;
    const whole: unknown = JSON.parse(Buffer.from(body).toString());
    const spoilt = spoil(whole, isCode);
    // An answer without any code says it by its form.
    const changed = spoilt === JSON.stringify(whole) ? spoil(whole, () => true) : spoilt;
    return { end: "answer", answer: { ...answer, body: Buffer.from(changed) } };
  };
}

function spoil(whole: unknown, which: (value: unknown) => boolean): string {
  return JSON.stringify(whole, (_name, value: unknown) => {
    if ((typeof value === "object" && value !== null) || !which(value)) return value;
    return typeof value === "number" ? UNHEARD_OF : `X${UNHEARD_OF}`;
  });
}

const UNHEARD_OF = 314_159;
