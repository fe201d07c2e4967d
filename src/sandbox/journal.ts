import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Json, SimulatedAnswer, SimulatedRequest } from "../connector/simulator.ts";
import type { Mask } from "./mask.ts";

/** Everything that happened because of one call, one task or one act on a phone. */
export interface Happening {
  readonly number: number;
  readonly at_ms: number;
  readonly cause:
    | { readonly call: SimulatedRequest }
    | { readonly task: Json }
    | { readonly act: string; readonly phone_number: string };
  readonly thoughts: string[];
  readonly sent: { readonly request: HttpRequest; exchange: Exchange | null }[];
  end: SimulatedAnswer | "hang" | "reset" | "done" | { readonly failed: string } | null;
}

/** A happening for people to read, with secrets and phone numbers masked. */
export interface JournalEntry {
  readonly number: number;
  readonly at: string;
  readonly cause: Readonly<Record<string, unknown>>;
  readonly thoughts: readonly string[];
  readonly sent: readonly unknown[];
  readonly end: unknown;
}

/** Old happenings make room for new ones: a load test must not fill the memory. */
const HAPPENINGS_MAX = 1_000;

/** Bytes of a body that are shown; enough for every message that a provider documents. */
const BODY_SHOWN_MAX = 16_384;

/** What a provider was asked, what it thought, what it answered and whom it called. Bounded, and in memory only. */
export class Journal {
  private readonly ring: Happening[] = [];
  private readonly mask: Mask;
  private begun = 0;

  constructor(mask: Mask) {
    this.mask = mask;
  }

  begin(at_ms: number, cause: Happening["cause"]): Happening {
    const happening: Happening = { number: ++this.begun, at_ms, cause, thoughts: [], sent: [], end: null };
    this.ring[happening.number % HAPPENINGS_MAX] = happening;
    return happening;
  }

  clear(): void {
    this.ring.length = 0;
  }

  /** The latest `limit` entries, oldest first. Masking waits until somebody reads: it costs more than the call itself. */
  read(limit: number): readonly JournalEntry[] {
    return [...this.ring]
      .filter((happening) => happening !== undefined)
      .sort((one, other) => one.number - other.number)
      .slice(-limit)
      .map((happening) => this.show(happening));
  }

  private show(happening: Happening): JournalEntry {
    return {
      number: happening.number,
      at: new Date(happening.at_ms).toISOString(),
      cause: this.showCause(happening.cause),
      thoughts: happening.thoughts.map((thought) => this.mask.text(thought)),
      sent: happening.sent.map(({ request, exchange }) => ({
        request: {
          method: request.method,
          url: this.mask.text(request.url),
          headers: this.mask.headers(request.headers),
          body: request.body === null ? null : this.showBody(request.body),
        },
        exchange: exchange === null ? "under_way" : this.showExchange(exchange),
      })),
      end: this.showEnd(happening.end),
    };
  }

  private showCause(cause: Happening["cause"]): Readonly<Record<string, unknown>> {
    if ("act" in cause) return { act: cause.act, phone_number: this.mask.text(cause.phone_number) };
    if ("task" in cause) return { task: this.mask.json(cause.task) };
    const { method, path, query, headers, body } = cause.call;
    const search = new URLSearchParams(query).toString();
    return {
      call: {
        method,
        path: this.mask.text(search === "" ? path : `${path}?${search}`),
        headers: this.mask.headers(headers),
        body: this.showBody(body),
      },
    };
  }

  private showExchange(exchange: Exchange): unknown {
    if (exchange.end !== "answer") return exchange;
    const { status, headers, body } = exchange.answer;
    return { end: "answer", status, headers: this.mask.headers(headers), body: this.showBody(body) };
  }

  private showEnd(end: Happening["end"]): unknown {
    if (end === null) return "under_way";
    if (typeof end === "string") return end;
    if ("failed" in end) return { failed: this.mask.text(end.failed) };
    return { status: end.status, headers: this.mask.headers(end.headers), body: this.showBody(end.body) };
  }

  private showBody(body: Uint8Array | string): string {
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    const text = Buffer.from(bytes.subarray(0, BODY_SHOWN_MAX)).toString("utf8");
    const rest = bytes.length - BODY_SHOWN_MAX;
    return this.mask.text(text) + (rest > 0 ? ` … and ${rest} bytes more` : "");
  }
}
