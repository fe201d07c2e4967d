import type { Database, Statement } from "./database.ts";
import { secretPlace } from "./endpoint-secrets.ts";
import type { Environment } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";

/** Where a merchant hears of events. Its secret is shown when it is made or rotated, and never again. */
export interface WebhookEndpoint {
  /** UUID. */
  readonly id: string;
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly url: string;
  readonly description: string | null;
  /** Names of event types; empty means all. */
  readonly event_types: readonly string[];
  /** Milliseconds, as are the others. */
  readonly created_at: number;
  /** Until then the secret before the present one signs too. */
  readonly previous_until: number | null;
  readonly disabled_at: number | null;
  readonly disabled_because: string | null;
}

/** Names one merchant's endpoint; another merchant's is not found. */
export type EndpointName = Pick<WebhookEndpoint, "id" | "merchant_id" | "environment">;

/** Every event goes to every endpoint that wants it, so their number is a factor of all the work. */
export const ENDPOINTS_PER_MERCHANT_MAX = 50;

const COLUMNS = `id, merchant_id, environment, url, description, event_types, created_at, previous_until,
  disabled_at, disabled_because`;
const NAMED = "id = $1 and merchant_id = $2 and environment = $3";

const store: Statement = {
  name: "store_endpoint",
  sql: `
insert into webhook_endpoints (id, merchant_id, environment, url, description, event_types, sealed_secret, created_at)
select $1::uuid, $2::uuid, $3, $4, $5, $6::text[], $7::bytea, $8::timestamptz
 where (select count(*) from webhook_endpoints where merchant_id = $2 and environment = $3) < $9
returning ${COLUMNS}`,
};

const ofMerchant: Statement = {
  name: "endpoints_of_merchant",
  sql: `select ${COLUMNS} from webhook_endpoints where merchant_id = $1 and environment = $2 order by created_at, id`,
};

const read: Statement = {
  name: "read_endpoint",
  sql: `select ${COLUMNS} from webhook_endpoints where ${NAMED}`,
};

const change: Statement = {
  name: "change_endpoint",
  sql: `
update webhook_endpoints
   set url = coalesce($4, url), event_types = coalesce($5::text[], event_types),
       description = case when $6 then $7 else description end
 where ${NAMED} returning ${COLUMNS}`,
};

const remove: Statement = {
  name: "remove_endpoint",
  sql: `delete from webhook_endpoints where ${NAMED} returning id`,
};

/** The first reason stays. An endpoint whose URL was changed meanwhile is not the one that was meant. */
const disable: Statement = {
  name: "disable_endpoint",
  sql: `
update webhook_endpoints
   set disabled_at = coalesce(disabled_at, $4::timestamptz), disabled_because = coalesce(disabled_because, $5)
 where ${NAMED} and url = coalesce($6, url) returning ${COLUMNS}`,
};

const enable: Statement = {
  name: "enable_endpoint",
  sql: `update webhook_endpoints set disabled_at = null, disabled_because = null where ${NAMED} returning ${COLUMNS}`,
};

export interface NewEndpoint
  extends Pick<
    WebhookEndpoint,
    "id" | "merchant_id" | "environment" | "url" | "description" | "event_types" | "created_at"
  > {
  /** `whsec_…` */
  readonly secret: string;
}

/** Undefined where the merchant has `ENDPOINTS_PER_MERCHANT_MAX` already. */
export async function createEndpoint(
  endpoint: NewEndpoint,
  { database, vault }: { readonly database: Database; readonly vault: Vault },
): Promise<WebhookEndpoint | undefined> {
  const [row] = await database.run<WebhookEndpoint>(store, [
    ...nameOf(endpoint),
    endpoint.url,
    endpoint.description,
    endpoint.event_types,
    vault.seal(secretPlace(endpoint), endpoint.secret),
    new Date(endpoint.created_at),
    ENDPOINTS_PER_MERCHANT_MAX,
  ]);
  return row;
}

/** All of them, oldest first. */
export async function listEndpoints(
  owner: Pick<EndpointName, "merchant_id" | "environment">,
  database: Database,
): Promise<readonly WebhookEndpoint[]> {
  return await database.run<WebhookEndpoint>(ofMerchant, [owner.merchant_id, owner.environment]);
}

export async function readEndpoint(
  asked: EndpointName,
  database: Database,
): Promise<WebhookEndpoint | undefined> {
  const [row] = await database.run<WebhookEndpoint>(read, nameOf(asked));
  return row;
}

/** Changes what is given and leaves the rest. Undefined where there is no such endpoint, here and below. */
export async function updateEndpoint(
  asked: EndpointName & {
    readonly changes: Partial<Pick<WebhookEndpoint, "url" | "description" | "event_types">>;
  },
  database: Database,
): Promise<WebhookEndpoint | undefined> {
  const { url, description, event_types } = asked.changes;
  const [row] = await database.run<WebhookEndpoint>(change, [
    ...nameOf(asked),
    url ?? null,
    event_types ?? null,
    description !== undefined,
    description ?? null,
  ]);
  return row;
}

/** What still waits for it is abandoned when it comes to its turn. */
export async function deleteEndpoint(asked: EndpointName, database: Database): Promise<boolean> {
  return (await database.run(remove, nameOf(asked))).length > 0;
}

/** New events pass it by from now on. `url`: only if it still is this one. */
export async function disableEndpoint(
  asked: EndpointName & { readonly because: string; readonly at: number; readonly url?: string },
  database: Database,
): Promise<WebhookEndpoint | undefined> {
  const { because, at, url } = asked;
  const values = [...nameOf(asked), new Date(at), because, url ?? null];
  const [row] = await database.run<WebhookEndpoint>(disable, values);
  return row;
}

export async function enableEndpoint(
  asked: EndpointName,
  database: Database,
): Promise<WebhookEndpoint | undefined> {
  const [row] = await database.run<WebhookEndpoint>(enable, nameOf(asked));
  return row;
}

function nameOf({ id, merchant_id, environment }: EndpointName): readonly string[] {
  return [id, merchant_id, environment];
}
