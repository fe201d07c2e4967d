import type { Exchange } from "../connector/http.ts";
import type { Json, SimulatedAnswer } from "../connector/simulator.ts";
import type { DocumentChange, Happening, HappeningEnd } from "./journal.ts";
import type { Mask } from "./mask.ts";

/** A happening for people to read, with secrets and phone numbers masked. */
export interface JournalEntry {
  readonly number: number;
  readonly at: string;
  readonly cause: ShownCause;
  readonly thoughts: readonly string[];
  readonly codes: readonly string[];
  readonly changes: readonly ShownChange[];
  /** Lines of the provider's books that were written. */
  readonly books: readonly Json[];
  readonly faults: readonly { readonly id: number; readonly kind: string }[];
  readonly sent: readonly { readonly request: ShownMessage; readonly exchange: ShownExchange }[];
  readonly end: ShownEnd;
}

interface ShownMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

type ShownCause =
  | { readonly call: Omit<ShownMessage, "url"> & { readonly path: string } }
  | Exclude<Happening["cause"], { readonly call: unknown }>;

type ShownAnswer = Pick<ShownMessage, "headers" | "body"> & { readonly status: number };

type ShownExchange =
  | "under_way"
  | ({ readonly end: "answer" } & ShownAnswer)
  | Exclude<Exchange, { readonly end: "answer" }>;

type ShownEnd = "under_way" | ShownAnswer | Exclude<HappeningEnd, SimulatedAnswer>;

interface ShownChange {
  readonly kind: string;
  readonly id: string;
  readonly before: Json;
  readonly after: Json;
}

/** Bytes of a body that are shown; enough for every message that a provider documents. */
const BODY_SHOWN_MAX = 16_384;

export function showHappening(
  happening: Happening,
  mask: Mask,
  book_kinds: ReadonlySet<string>,
): JournalEntry {
  const changes = lastingChanges(happening.changes);
  return {
    number: happening.number,
    at: new Date(happening.at_ms).toISOString(),
    cause: showCause(happening.cause, mask),
    thoughts: happening.thoughts.map((thought) => mask.text(thought)),
    codes: happening.codes,
    changes: changes.map(({ kind, id, before = null, after = null }) => ({
      kind,
      id: mask.text(id),
      before: mask.json(before),
      after: mask.json(after),
    })),
    books: changes.flatMap(({ kind, after }) =>
      book_kinds.has(kind) && after !== undefined ? [mask.json(after)] : [],
    ),
    faults: happening.faults,
    sent: happening.sent.map(({ request, exchange }) => ({
      request: {
        method: request.method,
        url: mask.text(request.url),
        headers: mask.headers(request.headers),
        body: request.body === null ? null : showBody(request.body, mask),
      },
      exchange: exchange === null ? "under_way" : showExchange(exchange, mask),
    })),
    end: showEnd(happening.end, mask),
  };
}

/** A document that was written several times, from the first state to the last. */
function lastingChanges(changes: readonly DocumentChange[]): readonly DocumentChange[] {
  const byDocument = new Map<string, DocumentChange>();
  for (const change of changes) {
    const key = JSON.stringify([change.kind, change.id]);
    byDocument.set(key, { ...change, before: (byDocument.get(key) ?? change).before });
  }
  return [...byDocument.values()];
}

function showCause(cause: Happening["cause"], mask: Mask): ShownCause {
  if ("passed_on" in cause) return cause;
  if ("wallet" in cause) return { act: cause.act, wallet: mask.text(cause.wallet) };
  if ("act" in cause) return { act: cause.act, phone_number: mask.text(cause.phone_number) };
  if ("task" in cause) return { task: mask.json(cause.task) };
  const { method, path, query, headers, body } = cause.call;
  const search = new URLSearchParams(query).toString();
  return {
    call: {
      method,
      path: mask.text(search === "" ? path : `${path}?${search}`),
      headers: mask.headers(headers),
      body: showBody(body, mask),
    },
  };
}

function showExchange(exchange: Exchange, mask: Mask): ShownExchange {
  if (exchange.end !== "answer") return exchange;
  const { status, headers, body } = exchange.answer;
  return { end: "answer", status, headers: mask.headers(headers), body: showBody(body, mask) };
}

function showEnd(end: Happening["end"], mask: Mask): ShownEnd {
  if (end === null) return "under_way";
  if (typeof end === "string") return end;
  if ("failed" in end) return { failed: mask.text(end.failed) };
  return { status: end.status, headers: mask.headers(end.headers), body: showBody(end.body, mask) };
}

function showBody(body: Uint8Array | string, mask: Mask): string {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const text = Buffer.from(bytes.subarray(0, BODY_SHOWN_MAX)).toString("utf8");
  const rest = bytes.length - BODY_SHOWN_MAX;
  return mask.text(text) + (rest > 0 ? ` … and ${rest} bytes more` : "");
}
