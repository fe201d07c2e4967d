import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Json, SimulatedAnswer, SimulatedRequest } from "../connector/simulator.ts";
import { type JournalEntry, showHappening } from "./journal-entry.ts";
import type { Mask } from "./mask.ts";

/** Everything that happened because of one call, one task or one act of a person. */
export interface Happening {
  readonly number: number;
  readonly at_ms: number;
  readonly cause:
    | { readonly call: SimulatedRequest }
    | { readonly task: Json }
    | { readonly passed_on: "callback" }
    | { readonly act: string; readonly phone_number: string }
    | { readonly act: string; readonly wallet: string };
  readonly thoughts: string[];
  /** The codes that the simulator chose. */
  readonly codes: string[];
  /** Each document that was written, as it was and as it became; undefined where there was none. */
  readonly changes: DocumentChange[];
  /** The faults of the sandbox that were met. */
  readonly faults: { readonly id: number; readonly kind: string }[];
  readonly sent: { readonly request: HttpRequest; exchange: Exchange | null }[];
  end: HappeningEnd | null;
}

export interface DocumentChange {
  readonly kind: string;
  readonly id: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** What the simulator answered, whatever a fault then made of it. */
export type HappeningEnd =
  | SimulatedAnswer
  | "hang"
  | "reset"
  | "done"
  | "unheard"
  | { readonly failed: string };

/** Old happenings make room for new ones: a load test must not fill the memory. */
const HAPPENINGS_MAX = 1_000;

/** What a provider was asked, what it thought, what it answered and whom it called. Bounded, and in memory only. */
export class Journal {
  private readonly ring: Happening[] = [];
  private readonly mask: Mask;
  private readonly book_kinds: ReadonlySet<string>;
  private readonly readers = new Set<(entry: JournalEntry) => void>();
  private begun = 0;

  constructor(mask: Mask, book_kinds: readonly string[] = []) {
    this.mask = mask;
    this.book_kinds = new Set(book_kinds);
  }

  begin(at_ms: number, cause: Happening["cause"]): Happening {
    const lists = { thoughts: [], codes: [], changes: [], faults: [], sent: [] };
    const happening: Happening = { number: ++this.begun, at_ms, cause, ...lists, end: null };
    this.ring[happening.number % HAPPENINGS_MAX] = happening;
    return happening;
  }

  end(happening: Happening, end: HappeningEnd): void {
    happening.end = end;
    if (this.readers.size === 0) return;
    const entry = this.show(happening);
    for (const read of this.readers) read(entry);
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

  /** Tells of each happening when it has ended. Returns what ends the telling. */
  follow(read: (entry: JournalEntry) => void): () => void {
    this.readers.add(read);
    return () => this.readers.delete(read);
  }

  private show(happening: Happening): JournalEntry {
    return showHappening(happening, this.mask, this.book_kinds);
  }
}
