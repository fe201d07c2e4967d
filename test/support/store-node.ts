import { randomBytes } from "node:crypto";
import type { Terms } from "../../src/core/operation.ts";
import type { Randomness } from "../../src/core/ports.ts";
import type { ApplyContext } from "../../src/store/apply.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { DatabaseClock } from "../../src/store/database-clock.ts";
import { resourceOf } from "../../src/store/resource.ts";
import { Vault } from "../../src/store/vault.ts";
import { termsWith } from "./operations.ts";

/** Of every node of this process, for they all serve one installation. */
export const masterKey = randomBytes(32);

export const randomness: Randomness = { bytes: (count) => randomBytes(count) };

export const LEASE_MS = 5_000;

/** A node as far as the store knows it: its name, its connections to the database and its clock. */
export interface StoreNode extends ApplyContext, AsyncDisposable {
  readonly clock: DatabaseClock;
  readonly offset_ms: number;
}

export interface StoreNodeOptions {
  /** What stands between the node and its database, where a test holds or breaks something. */
  readonly through?: (database: Database) => Database;
  /** How its operations can be driven. */
  readonly terms?: Partial<Terms>;
}

/** The only provider that such a node knows. */
export const PROVIDER = "kilima";

export async function openStoreNode(
  url: string,
  name: string,
  { through = (database) => database, terms }: StoreNodeOptions = {},
): Promise<StoreNode> {
  const database = openConnections(url);
  const clock = await DatabaseClock.start(database);
  return {
    database: through(database),
    vault: new Vault(masterKey, randomness),
    clock,
    randomness,
    node: name,
    lease_ms: LEASE_MS,
    get offset_ms() {
      return clock.offset_ms;
    },
    termsOf: ({ provider }) => {
      if (provider !== PROVIDER) throw new Error(`No provider is known by the name ${provider}.`);
      return termsWith(terms);
    },
    resourceOf: (operation) => resourceOf(operation, { reference_holds_number: true }),
    [Symbol.asyncDispose]: () => database.close(),
  };
}

/** Enough for a crowd of statements to meet in the database instead of in the pool's queue. */
const CONNECTIONS = 20;

/** A test's database is dropped with whatever session is still open, which is no fault. */
function openConnections(url: string): Database {
  return openDatabase({
    url,
    connections: CONNECTIONS,
    statement_timeout_ms: 10_000,
    onError: () => undefined,
  });
}
