import type { Database, Statement } from "../../src/store/database.ts";
import { acceptStatements } from "./memory/accept.ts";
import { applyStatements } from "./memory/apply.ts";
import { applySubscriptionStatements } from "./memory/apply-subscription.ts";
import { callReferenceStatements } from "./memory/call-references.ts";
import { callbackStatements } from "./memory/callbacks.ts";
import { deliveryStatements } from "./memory/deliveries.ts";
import { Input } from "./memory/input.ts";
import { phoneStatements } from "./memory/phones.ts";
import { rateStatements } from "./memory/rates.ts";
import { readingStatements } from "./memory/reading.ts";
import { referenceStatements } from "./memory/reference.ts";
import type { Memory, MemoryStatement } from "./memory/statement.ts";
import { subscriptionStatements } from "./memory/subscriptions.ts";
import { emptyTables, type Tables } from "./memory/tables.ts";
import { workStatements } from "./memory/work.ts";

export interface MemoryOptions {
  /** The server's clock, in milliseconds. */
  readonly now: () => number;
  /** A flaw put in on purpose: operations are changed whatever their version is by now. */
  readonly ignores_version?: boolean;
}

/** By the names of the store's own statements. One that is not here is not needed by any seed so far. */
const statements: Readonly<Record<string, MemoryStatement>> = {
  ...referenceStatements,
  ...acceptStatements,
  ...applyStatements,
  ...workStatements,
  ...phoneStatements,
  ...callbackStatements,
  ...callReferenceStatements,
  ...deliveryStatements,
  ...readingStatements,
  ...rateStatements,
  ...subscriptionStatements,
  ...applySubscriptionStatements,
};

/**
 * The store's database as plain tables, with the rules of PostgreSQL that the store rests on: unique keys, guards by
 * version and by claim, and a statement that happens as a whole or not at all. It knows no SQL; each statement is
 * written once more by hand, and a test compares every one of them with PostgreSQL.
 */
export class MemoryDatabase implements Database {
  readonly tables: Tables = emptyTables();
  readonly #memory: Memory;

  constructor(options: MemoryOptions) {
    this.#memory = { ...options, tables: this.tables, ignores_version: options.ignores_version ?? false };
  }

  async run<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    const run = statements[statement.name];
    if (run === undefined)
      throw new Error(`The memory database does not know the statement ${statement.name}.`);
    try {
      return run(new Input(statement, values), this.#memory) as readonly Row[];
    } catch (error) {
      this.tables.journal.rollBack();
      throw error;
    } finally {
      this.tables.journal.forget();
    }
  }

  async close(): Promise<void> {}
}
