/** The server's own words for a key that is there already, as `pg` hands them on. */
export class UniqueViolation extends Error {
  readonly code = "23505";

  constructor(table: string, key: string) {
    super(`The key ${key} exists already in ${table}.`);
  }
}

/** Takes back, newest first, what a statement did before it failed: a statement happens as a whole or not at all. */
export class Journal {
  readonly #undo: (() => void)[] = [];

  note(undo: () => void): void {
    this.#undo.push(undo);
  }

  forget(): void {
    this.#undo.length = 0;
  }

  rollBack(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.forget();
  }
}

/** Rows by their unique key. A row is never changed in place, for a reader may still hold it. */
export class Table<Row> {
  readonly #name: string;
  readonly #keyOf: (row: Row) => string;
  readonly #journal: Journal;
  readonly #rows = new Map<string, Row>();

  constructor(name: string, keyOf: (row: Row) => string, journal: Journal) {
    this.#name = name;
    this.#keyOf = keyOf;
    this.#journal = journal;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  all(): readonly Row[] {
    return [...this.#rows.values()];
  }

  insert(row: Row): void {
    const key = this.#keyOf(row);
    if (this.#rows.has(key)) throw new UniqueViolation(this.#name, key);
    this.put(row);
  }

  /** Inserts, or takes the place of the row with this key. */
  put(row: Row): void {
    const key = this.#keyOf(row);
    const before = this.#rows.get(key);
    this.#rows.set(key, row);
    this.#journal.note(() => (before === undefined ? this.#rows.delete(key) : this.#rows.set(key, before)));
  }

  remove(row: Row): void {
    const key = this.#keyOf(row);
    if (this.#rows.delete(key)) this.#journal.note(() => this.#rows.set(key, row));
  }
}
