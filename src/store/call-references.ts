import { SLOTS } from "../core/ids.ts";
import type { Database, Statement } from "./database.ts";
import type { Vault } from "./vault.ts";

/** Which call of which operation a reference of ours names, for callbacks that carry nothing else. */
export interface ReferencedCall {
  readonly operation_id: string;
  /** Number of the submit that the call is or follows. */
  readonly attempt: number;
}

const remember: Statement = {
  name: "remember_call_reference",
  sql: `insert into call_references (slot, connection_id, digest, operation_id, attempt) values ($1, $2, $3, $4, $5)
 on conflict do nothing`,
};

const find: Statement = {
  name: "find_call_reference",
  sql: "select operation_id, attempt from call_references where slot = $1 and connection_id = $2 and digest = $3",
};

interface Named {
  readonly connection_id: string;
  readonly call_reference: string;
}

interface Source {
  readonly database: Database;
  readonly vault: Vault;
}

/** Before the call is made, so that no callback about it can come too early. */
export async function rememberCallReference(
  named: Named,
  { operation_id, attempt }: ReferencedCall,
  source: Source,
): Promise<void> {
  await source.database.run(remember, [...keyOf(named, source.vault), operation_id, attempt]);
}

/** Undefined where no call of ours has that name. */
export async function findCallReference(named: Named, source: Source): Promise<ReferencedCall | undefined> {
  const [row] = await source.database.run<ReferencedCall>(find, keyOf(named, source.vault));
  return row;
}

function keyOf({ connection_id, call_reference }: Named, vault: Vault): readonly unknown[] {
  const digest = vault.digest("call reference", `${connection_id}/${call_reference}`);
  return [(digest[0] ?? 0) % SLOTS, connection_id, digest];
}
