import { type Database, DatabaseUnavailable, type Statement } from "../../src/store/database.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { Scheduler } from "./scheduler.ts";

export interface LinkParts {
  readonly database: Database;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
}

/** Who is on the other end. */
export interface Caller {
  readonly name: string;
  readonly alive: boolean;
  /** Runs what follows from an answer: later where the caller is paused, and never where it has died. */
  hears(what: () => void): void;
}

type Rows = readonly unknown[];

interface Ends {
  resolve(rows: Rows): void;
  reject(error: unknown): void;
}

/** What lies between the nodes and their database. Each statement is one step; its answer may be another. */
export class DatabaseLink {
  readonly #parts: LinkParts;
  #down_until = 0;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  connect(caller: Caller): Database {
    return {
      run: <Row>(statement: Statement, values: readonly unknown[]) =>
        new Promise<readonly Row[]>((resolve, reject) => {
          const ends = { resolve: (rows: Rows) => resolve(rows as readonly Row[]), reject };
          if (caller.alive) this.#carry(caller, { statement, values, ends });
        }),
      close: async () => undefined,
    };
  }

  #carry(caller: Caller, asked: Asked): void {
    const { scheduler, chance, faults } = this.#parts;
    const what = `${caller.name} ${describe(asked)}`;
    if (faults.strikes("database_down")) this.#down_until = scheduler.now + chance.between(500, 20_000);
    if (scheduler.now < this.#down_until || faults.strikes("statement_not_done")) {
      const refuse = () => asked.ends.reject(new DatabaseUnavailable("simulated"));
      this.#answer(caller, `${what}: the database cannot be reached`, refuse);
    } else {
      const takes_ms = faults.strikes("statement_slow") ? chance.between(500, 9_000) : chance.between(1, 4);
      scheduler.after(takes_ms, what, () => this.#execute(caller, asked, what));
    }
  }

  async #execute(caller: Caller, { statement, values, ends }: Asked, what: string): Promise<void> {
    const { database, chance, faults } = this.#parts;
    // What a dying node had sent may still arrive, or not.
    if (!caller.alive && chance.happens(0.5)) return;
    try {
      if (faults.strikes("statement_conflict")) throw new PassingConflict();
      const rows = await database.run(statement, values);
      if (faults.strikes("statement_answer_lost"))
        this.#answer(caller, `${what}: done, and the answer is lost`, () =>
          ends.reject(new DatabaseUnavailable("simulated")),
        );
      else if (chance.happens(0.3)) this.#answer(caller, `${what}: answered`, () => ends.resolve(rows));
      else caller.hears(() => ends.resolve(rows));
    } catch (error) {
      caller.hears(() => ends.reject(error));
    }
  }

  #answer(caller: Caller, what: string, end: () => void): void {
    const { scheduler, chance } = this.#parts;
    scheduler.after(chance.between(1, 5), what, () => caller.hears(end));
  }
}

interface Asked {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly ends: Ends;
}

class PassingConflict extends Error {
  readonly code = "40P01";
}

/** For the trace: a change says what happened to whom, and where they stand then. */
function describe({ statement: { name }, values }: Asked): string {
  if (name !== "apply") return name;
  const text = (index: number) => [values[index]].flat().join(", ");
  return `apply ${text(15)} → ${text(4)} (${text(1)}, version ${text(3)})`;
}
