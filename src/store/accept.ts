import {
  ACCEPTED_INPUT,
  type Acceptance,
  type AcceptContext,
  acceptedValues,
  STORE_FRESH,
} from "./accept-statement.ts";
import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";

export type Accepted =
  | { readonly kind: "stored"; readonly answer: Buffer }
  /** The key was used before with the same request: the first answer again. */
  | { readonly kind: "replayed"; readonly answer: Buffer }
  /** The key was used before with another request. */
  | { readonly kind: "key_reused" };

/**
 * One statement, one transaction: idempotency, operation, first event, announcement with its deliveries, and the work
 * row, which is born leased to the node that made it. Two requests with one key in one batch: the first wins.
 * The batch is sorted by the unique key; unsorted ones deadlock.
 */
const acceptStatement: Statement = {
  name: "accept",
  sql: `
with ${ACCEPTED_INPUT}, claimed as (
  insert into idempotency_keys (slot, merchant_id, key_digest, request_digest, operation_id, answer, created_at)
  select slot, merchant_id, key_digest, request_digest, id, answer, created_at
    from input order by slot, merchant_id, key_digest
  on conflict do nothing
  returning operation_id
), fresh as (
  select input.* from input join claimed on claimed.operation_id = input.id
), ${STORE_FRESH}
select operation_id from claimed`,
};

const firstAnswer: Statement = {
  name: "first_answer",
  sql: `
select key.merchant_id, key.key_digest, key.request_digest, key.answer
  from unnest($1::smallint[], $2::uuid[], $3::bytea[]) as asked(slot, merchant_id, key_digest)
  join idempotency_keys key on key.slot = any (array[asked.slot]) and key.merchant_id = any (array[asked.merchant_id])
   and key.key_digest = any (array[asked.key_digest])`,
};

/** Stores a batch and answers each of its requests, in their order. */
export async function accept(
  batch: readonly Acceptance[],
  context: AcceptContext & { readonly database: Database },
): Promise<readonly Accepted[]> {
  const sorted = [...batch].sort(byUniqueKey);
  const rows = await context.database.run<{ operation_id: string }>(
    acceptStatement,
    acceptedValues(sorted, context),
  );
  const stored = new Set(rows.map((row) => row.operation_id));
  const earlier = await earlierAnswers(
    batch.filter(({ operation }) => !stored.has(operation.id)),
    context.database,
  );
  return batch.map((item) =>
    stored.has(item.operation.id) ? { kind: "stored", answer: item.answer } : replay(item, earlier),
  );
}

function byUniqueKey(one: Acceptance, other: Acceptance): number {
  const { operation: a } = one;
  const { operation: b } = other;
  return (
    a.slot - b.slot || compareText(a.merchant_id, b.merchant_id) || one.key_digest.compare(other.key_digest)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface EarlierAnswer {
  readonly merchant_id: string;
  readonly key_digest: Buffer;
  readonly request_digest: Buffer;
  readonly answer: Buffer;
}

async function earlierAnswers(
  items: readonly Acceptance[],
  database: Database,
): Promise<ReadonlyMap<string, EarlierAnswer>> {
  if (items.length === 0) return new Map();
  const values = columns(items, [
    ({ operation }) => operation.slot,
    ({ operation }) => operation.merchant_id,
    ({ key_digest }) => key_digest,
  ]);
  const rows = await database.run<EarlierAnswer>(firstAnswer, values);
  return new Map(rows.map((row) => [nameOf(row.merchant_id, row.key_digest), row]));
}

function replay(item: Acceptance, earlier: ReadonlyMap<string, EarlierAnswer>): Accepted {
  const first = earlier.get(nameOf(item.operation.merchant_id, item.key_digest));
  if (first === undefined)
    throw new Error("The idempotency key is taken, yet its first answer is not stored.");
  return again(first, item.request_digest);
}

function again(first: EarlierAnswer, request_digest: Buffer): Accepted {
  return first.request_digest.equals(request_digest)
    ? { kind: "replayed", answer: first.answer }
    : { kind: "key_reused" };
}

/** What a key was answered before; undefined where nobody has used it. */
export async function firstAnswerTo(
  asked: Pick<Acceptance, "key_digest" | "request_digest"> & {
    readonly slot: number;
    readonly merchant_id: string;
  },
  database: Database,
): Promise<Accepted | undefined> {
  const { slot, merchant_id, key_digest, request_digest } = asked;
  const [first] = await database.run<EarlierAnswer>(firstAnswer, [[slot], [merchant_id], [key_digest]]);
  return first === undefined ? undefined : again(first, request_digest);
}

function nameOf(merchant_id: string, key_digest: Buffer): string {
  return `${merchant_id} ${key_digest.toString("hex")}`;
}
