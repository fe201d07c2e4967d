import type { Json, Records } from "../connector/simulator.ts";

export type Change =
  | readonly ["put", kind: string, id: string, document: Json]
  | readonly ["remove", kind: string, id: string]
  | readonly ["clear"];

/** Documents in memory, and the changes since they were last written down. */
export class ChangingRecords implements Records {
  private readonly kinds = new Map<string, Map<string, Json>>();
  private changes: Change[] = [];
  private readonly written: boolean;

  /** `written` false: nobody writes the changes down, so they need not be kept for it. */
  constructor({ written }: { readonly written: boolean } = { written: true }) {
    this.written = written;
  }

  get<T extends Json>(kind: string, id: string): T | undefined {
    return this.kinds.get(kind)?.get(id) as T | undefined;
  }

  all<T extends Json>(kind: string): readonly (readonly [id: string, document: T])[] {
    return [...(this.kinds.get(kind) ?? [])] as [string, T][];
  }

  put(kind: string, id: string, document: Json): void {
    this.change(["put", kind, id, document]);
  }

  remove(kind: string, id: string): void {
    this.change(["remove", kind, id]);
  }

  clear(): void {
    this.change(["clear"]);
  }

  /** Hands the changes to `write`; they stay to be written if it throws. */
  flush(write: (changes: readonly Change[]) => void): void {
    if (this.changes.length === 0) return;
    write(this.changes);
    this.changes = [];
  }

  /** Takes over what was written down before. */
  replay(changes: readonly Change[]): void {
    for (const change of changes) this.apply(change);
  }

  /** Does once more what led to an earlier state. */
  restore(changes: readonly Change[]): void {
    for (const change of changes) this.change(change);
  }

  get size(): number {
    let size = 0;
    for (const documents of this.kinds.values()) size += documents.size;
    return size;
  }

  /** The changes that lead from nothing to here. */
  *everything(): Generator<Change> {
    for (const [kind, documents] of this.kinds) {
      for (const [id, document] of documents) yield ["put", kind, id, document];
    }
  }

  private change(change: Change): void {
    this.apply(change);
    if (this.written) this.changes.push(change);
  }

  private apply(change: Change): void {
    const [what, kind, id, document] = change;
    switch (what) {
      case "clear":
        this.kinds.clear();
        break;
      case "remove":
        this.kinds.get(kind)?.delete(id);
        break;
      case "put": {
        const documents = this.kinds.get(kind) ?? new Map<string, Json>();
        this.kinds.set(kind, documents.set(id, document));
        break;
      }
    }
  }
}
