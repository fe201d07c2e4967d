import type { Database } from "../../src/store/database.ts";
import type { Gate } from "./gate.ts";

/** Holds the first run of the statement with this name before it reaches the database. */
export function holdStatement(name: string, gate: Gate): (database: Database) => Database {
  let held = false;
  return (database) => ({
    run: async (statement, values) => {
      if (statement.name === name && !held) {
        held = true;
        await gate.pass();
      }
      return await database.run(statement, values);
    },
    close: () => database.close(),
  });
}
