import type { Database } from "../../src/store/database.ts";
import { Gate } from "./gate.ts";

/** Lets nobody go on before all have come, so that they go on at the same moment. Whoever comes again passes. */
export class Meeting {
  readonly #expected: number;
  readonly #come = new Set<string>();
  readonly #all = new Gate();

  constructor(expected: number) {
    this.#expected = expected;
  }

  async come(name: string): Promise<void> {
    this.#come.add(name);
    if (this.#come.size === this.#expected) this.#all.open();
    await this.#all.pass();
  }
}

/** A node's way to its database on which it meets the others before it runs the statement of this name. */
export function meetingAt(
  statement: string,
  name: string,
  meeting: () => Meeting,
): (database: Database) => Database {
  return (database) => ({
    run: async (asked, values) => {
      if (asked.name === statement) await meeting().come(name);
      return await database.run(asked, values);
    },
    close: () => database.close(),
  });
}
