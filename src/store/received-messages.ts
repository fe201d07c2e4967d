import { newId, SLOTS, showId } from "../core/ids.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import { maskNumber } from "../lib/mask.ts";
import type { Connection } from "./connections.ts";
import type { Database, Statement } from "./database.ts";
import { DELIVER_ANNOUNCED } from "./deliver-announced.ts";
import { milliseconds } from "./interval.ts";
import type { Environment } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";

/** A text message that a customer sent to a merchant. */
export interface ReceivedMessage {
  /** UUID. */
  readonly id: string;
  readonly environment: Environment;
  readonly provider: string;
  /** E.164 with `+`; null where the provider tells no number. */
  readonly from: string | null;
  /** The provider's own name for the customer, where it stands in the number's place. */
  readonly from_reference: string | null;
  readonly to: string | null;
  readonly text: string | null;
  /** What the provider took it for. */
  readonly command: "subscribe" | "unsubscribe" | null;
  /** Milliseconds. */
  readonly received_at: number;
}

/** What a message says, sealed where it is kept. */
type Said = Pick<ReceivedMessage, "from" | "from_reference" | "to" | "text" | "command">;

/** As it came. `provider_reference`: the same text whenever the same message is sent again. */
export interface IncomingMessage extends Said {
  readonly provider_reference: string;
}

/** With its announcement and deliveries, once, however often it comes. */
const storeMessage: Statement = {
  name: "store_received_message",
  sql: `
with fresh as (
  insert into received_messages (slot, id, connection_id, merchant_id, environment, provider, digest, sealed, received_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict do nothing
  returning slot, id, merchant_id, environment, received_at
), announced as (
  insert into announcements (slot, id, operation_id, merchant_id, environment, type, version, at, resource)
  select slot, $10::uuid, id, merchant_id, environment, 'message.received', 1, received_at, $11::jsonb from fresh
  returning slot, id, merchant_id, environment, type, at
), ${DELIVER_ANNOUNCED}, due as (
  insert into work (slot, kind, subject_id, due_at, owner)
  select slot, 'delivery', id, now() + $12::interval, null from delivered
)
select id from fresh`,
};

const readMessage: Statement = {
  name: "read_received_message",
  sql: `select id, merchant_id, environment, provider, sealed, received_at from received_messages
 where slot = $1 and id = $2 and merchant_id = $3 and environment = $4`,
};

interface TakeContext {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: SharedClock;
  readonly randomness: Randomness;
}

/** False where the same message came before. */
export async function takeReceivedMessage(
  message: IncomingMessage,
  { id: connection_id, merchant_id, environment, provider }: Connection,
  { database, vault, clock, randomness }: TakeContext,
): Promise<boolean> {
  const { provider_reference, ...said } = message;
  const digest = vault.digest("received message", `${connection_id}/${provider_reference}`);
  const slot = (digest[0] ?? 0) % SLOTS;
  const source = { clock, randomness };
  const id = newId(slot, source);
  const received_at = clock.now();
  const told = { ...said, from: masked(said.from), from_reference: masked(said.from_reference) };
  const resource = receivedMessageResource({ id, environment, provider, received_at, ...told });
  const rows = await database.run(storeMessage, [
    slot,
    id,
    connection_id,
    merchant_id,
    environment,
    provider,
    digest,
    vault.seal(placeOf(id, merchant_id), JSON.stringify(said)),
    new Date(received_at),
    newId(slot, source),
    JSON.stringify(resource),
    milliseconds(clock.offset_ms),
  ]);
  return rows.length > 0;
}

function masked(name: string | null): string | null {
  return name === null ? null : maskNumber(name);
}

/** As merchants see it; in events the sender is masked. */
export function receivedMessageResource(message: ReceivedMessage) {
  const { id, environment, provider, received_at, from, from_reference, to, text, command } = message;
  return {
    id: showId("received_message", id),
    object: "received_message" as const,
    provider,
    environment,
    from,
    from_reference,
    to,
    text,
    command,
    received_at: new Date(received_at).toISOString(),
  };
}

interface MessageRow extends Omit<ReceivedMessage, keyof Said> {
  readonly merchant_id: string;
  readonly sealed: Buffer;
}

export async function readReceivedMessage(
  asked: {
    readonly slot: number;
    readonly id: string;
    readonly merchant_id: string;
    readonly environment: Environment;
  },
  { database, vault }: Pick<TakeContext, "database" | "vault">,
): Promise<ReceivedMessage | undefined> {
  const { slot, id, merchant_id, environment } = asked;
  const [row] = await database.run<MessageRow>(readMessage, [slot, id, merchant_id, environment]);
  if (row === undefined) return undefined;
  const { sealed, merchant_id: _, ...known } = row;
  const said = JSON.parse(vault.openText(placeOf(id, merchant_id), sealed)) as Said;
  return { ...known, ...said };
}

function placeOf(id: string, merchant_id: string) {
  return { table: "received_messages", row: id, field: "message", merchant_id };
}
