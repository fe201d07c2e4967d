import type { Randomness } from "../core/ports.ts";
import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";
import type { EndpointName } from "./endpoints.ts";
import type { Environment } from "./stored-operation.ts";
import type { Place, Vault } from "./vault.ts";

/** What a delivery needs to know of an endpoint. */
export interface EndpointTarget {
  readonly id: string;
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly url: string;
  readonly disabled_because: string | null;
  /**
   * Each of them signs: the present one first, then the one before it while it is still valid. Opened only here, so that
   * one that cannot be opened holds up nobody else's webhooks.
   */
  openSecrets(): readonly string[];
}

interface Source {
  readonly database: Database;
  readonly vault: Vault;
}

/** Both columns are sealed under one name, so that the present secret can become the previous one unopened. */
const rotate: Statement = {
  name: "rotate_endpoint_secret",
  sql: `
update webhook_endpoints set sealed_previous = sealed_secret, previous_until = $5::timestamptz, sealed_secret = $4
 where id = $1 and merchant_id = $2 and environment = $3 returning id`,
};

const readMany: Statement = {
  name: "read_endpoint_targets",
  sql: `
select id, merchant_id, environment, url, sealed_secret, disabled_because,
       case when previous_until > $2 then sealed_previous end as sealed_previous
  from webhook_endpoints where id = any ($1)`,
};

interface TargetRow extends Omit<EndpointTarget, "openSecrets"> {
  readonly sealed_secret: Buffer;
  readonly sealed_previous: Buffer | null;
}

/** 32 random bytes in the form that Standard Webhooks gives them. */
export function newEndpointSecret(randomness: Randomness): string {
  return `whsec_${Buffer.from(randomness.bytes(32)).toString("base64")}`;
}

/** Signs with the new secret from now on, and with the present one beside it until `previous_until`. */
export async function rotateEndpointSecret(
  asked: EndpointName & { readonly secret: string; readonly previous_until: number },
  { database, vault }: Source,
): Promise<boolean> {
  const rows = await database.run(rotate, [
    asked.id,
    asked.merchant_id,
    asked.environment,
    vault.seal(secretPlace(asked), asked.secret),
    new Date(asked.previous_until),
  ]);
  return rows.length > 0;
}

/** By id; endpoints that are gone are left out. */
export async function readEndpointTargets(
  ids: readonly string[],
  now: number,
  { database, vault }: Source,
): Promise<ReadonlyMap<string, EndpointTarget>> {
  const rows = await database.run<TargetRow>(readMany, [...columns(ids, [(id) => id]), new Date(now)]);
  return new Map(rows.map((row) => [row.id, openTarget(row, vault)]));
}

function openTarget({ sealed_secret, sealed_previous, ...row }: TargetRow, vault: Vault): EndpointTarget {
  const sealed = sealed_previous === null ? [sealed_secret] : [sealed_secret, sealed_previous];
  return { ...row, openSecrets: () => sealed.map((secret) => vault.openText(secretPlace(row), secret)) };
}

export function secretPlace({
  id,
  merchant_id,
}: {
  readonly id: string;
  readonly merchant_id: string;
}): Place {
  return { table: "webhook_endpoints", row: id, field: "secret", merchant_id };
}
