import { systemTimers, type Timers } from "../lib/timers.ts";
import type { Database, Statement } from "./database.ts";
import type { Environment } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";

/** One merchant's account at one provider. */
export interface Connection {
  /** UUID. */
  readonly id: string;
  readonly merchant_id: string;
  readonly provider: string;
  readonly environment: Environment;
  /** Settings and credentials, in the shape that the provider declares. */
  readonly config: unknown;
}

const read: Statement = {
  name: "read_connection",
  sql: "select id, merchant_id, provider, environment, sealed_config from connections where id = $1 and disabled_at is null",
};

const ofMerchant: Statement = {
  name: "connections_of_merchant",
  sql: `select id, merchant_id, provider, environment, sealed_config from connections
 where merchant_id = $1 and environment = $2 and disabled_at is null order by provider`,
};

const store: Statement = {
  name: "store_connection",
  sql: `insert into connections (id, merchant_id, provider, environment, sealed_config)
values ($1, $2, $3, $4, $5)
on conflict (merchant_id, provider, environment) do nothing
returning id`,
};

const replaceConfig: Statement = {
  name: "replace_connection_config",
  sql: "update connections set sealed_config = $2 where id = $1",
};

interface ConnectionRow {
  readonly id: string;
  readonly merchant_id: string;
  readonly provider: string;
  readonly environment: Environment;
  readonly sealed_config: Buffer;
}

/** How long an opened connection may be used before it is read again: a changed credential is in force after this. */
const FRESH_MS = 5_000;

/** Reads connections and keeps them opened for a moment, for each operation needs one several times. */
export class Connections {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #timers: Timers;
  readonly #kept = new Map<
    string,
    { readonly connection: Promise<Connection | undefined>; readonly until: number }
  >();

  constructor(database: Database, vault: Vault, timers = systemTimers) {
    this.#database = database;
    this.#vault = vault;
    this.#timers = timers;
  }

  /** Undefined where there is no such connection, or it is disabled. */
  get(id: string): Promise<Connection | undefined> {
    const kept = this.#kept.get(id);
    if (kept !== undefined && kept.until > this.#timers.elapsed()) return kept.connection;
    const connection = this.#read(id);
    this.#kept.set(id, { connection, until: this.#timers.elapsed() + FRESH_MS });
    connection.catch(() => this.#kept.delete(id));
    return connection;
  }

  async ofMerchant(merchant_id: string, environment: Environment): Promise<readonly Connection[]> {
    const key = `${merchant_id} ${environment}`;
    const kept = this.#keptLists.get(key);
    if (kept !== undefined && kept.until > this.#timers.elapsed()) return kept.connections;
    const rows = await this.#database.run<ConnectionRow>(ofMerchant, [merchant_id, environment]);
    const connections = rows.map((row) => this.#open(row));
    this.#keptLists.set(key, { connections, until: this.#timers.elapsed() + FRESH_MS });
    return connections;
  }
  readonly #keptLists = new Map<
    string,
    { readonly connections: readonly Connection[]; readonly until: number }
  >();

  /** Stores a new connection, or gives the one that stands in its place new settings. Answers with the id of that one. */
  async put(connection: Connection): Promise<string> {
    const sealed = this.#seal(connection);
    const stored = await this.#database.run(store, [
      connection.id,
      connection.merchant_id,
      connection.provider,
      connection.environment,
      sealed,
    ]);
    if (stored.length > 0) return connection.id;
    const [existing] = (await this.ofMerchant(connection.merchant_id, connection.environment)).filter(
      ({ provider }) => provider === connection.provider,
    );
    if (existing === undefined)
      throw new Error("The merchant has this connection already, and it is disabled.");
    await this.#database.run(replaceConfig, [existing.id, this.#seal({ ...connection, id: existing.id })]);
    this.#kept.clear();
    this.#keptLists.clear();
    return existing.id;
  }

  async #read(id: string): Promise<Connection | undefined> {
    const [row] = await this.#database.run<ConnectionRow>(read, [id]);
    return row === undefined ? undefined : this.#open(row);
  }

  #seal(connection: Connection): Buffer {
    return this.#vault.seal(placeOf(connection), JSON.stringify(connection.config));
  }

  #open({ sealed_config, ...row }: ConnectionRow): Connection {
    return { ...row, config: JSON.parse(this.#vault.openText(placeOf(row), sealed_config)) };
  }
}

function placeOf({ id, merchant_id }: { readonly id: string; readonly merchant_id: string }) {
  return { table: "connections", row: id, field: "config", merchant_id };
}
