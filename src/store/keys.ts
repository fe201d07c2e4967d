import { createHash } from "node:crypto";
import type { Randomness } from "../core/ports.ts";
import type { Database, Statement } from "./database.ts";
import type { Environment } from "./stored-operation.ts";

/** What a key may do. `payments`: a merchant's own business. `operator`: settle reviews, and look into payments for that. */
export const scopes = ["payments", "operator"] as const;
export type Scope = (typeof scopes)[number];

/** Whoever sent a request. */
export interface Caller {
  readonly key_id: string;
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly scopes: readonly Scope[];
}

const findByDigest: Statement = {
  name: "find_api_key",
  sql: `select id as key_id, merchant_id, environment, scopes from api_keys
 where digest = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
};

const storeKey: Statement = {
  name: "store_api_key",
  sql: `insert into api_keys (id, merchant_id, name, digest, hint, environment, scopes) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (digest) do nothing`,
};

const storeMerchant: Statement = {
  name: "store_merchant",
  sql: "insert into merchants (id, name) values ($1, $2) on conflict (id) do nothing",
};

/** 32 random bytes behind a public prefix; only the digest is kept, so that a stolen database opens nothing. */
export function newApiKey(environment: Environment, randomness: Randomness): string {
  return `hk_${environment === "live" ? "live" : "test"}_${Buffer.from(randomness.bytes(32)).toString("base64url")}`;
}

export function keyDigest(api_key: string): Buffer {
  return createHash("sha256").update(api_key).digest();
}

/** Undefined where the key is unknown, revoked or expired. The digest is looked up, so no secret is compared byte by byte. */
export async function findCaller(api_key: string, database: Database): Promise<Caller | undefined> {
  const [row] = await database.run<Caller>(findByDigest, [keyDigest(api_key)]);
  return row;
}

export async function putMerchant(
  merchant: { readonly id: string; readonly name: string },
  database: Database,
): Promise<void> {
  await database.run(storeMerchant, [merchant.id, merchant.name]);
}

export async function putApiKey(
  key: {
    readonly id: string;
    readonly merchant_id: string;
    readonly name: string;
    readonly api_key: string;
    readonly environment: Environment;
    readonly scopes: readonly Scope[];
  },
  database: Database,
): Promise<void> {
  const hint = `${key.api_key.slice(0, 12)}…${key.api_key.slice(-4)}`;
  await database.run(storeKey, [
    key.id,
    key.merchant_id,
    key.name,
    keyDigest(key.api_key),
    hint,
    key.environment,
    key.scopes,
  ]);
}
