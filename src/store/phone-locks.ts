import type { Database, Statement } from "./database.ts";

/** A phone takes one prompt at a time, whoever asks, and only so many in a span of time. */
export interface PromptWish {
  readonly provider: string;
  readonly phone_digest: Buffer;
  readonly operation_id: string;
  /** Milliseconds on the database's clock. */
  readonly now: number;
  readonly until: number;
  /** Null where the provider knows no cap. */
  readonly cap: { readonly count: number; readonly span_ms: number } | null;
}

export type PromptGrant = { readonly granted: true } | { readonly granted: false; readonly try_at: number };

/** Taken where nobody holds the phone any more, or the same operation does; refused where the cap is reached. */
const takePhone: Statement = {
  name: "take_phone",
  sql: `
insert into phone_locks as held (slot, provider, phone_digest, operation_id, locked_until, prompted_at)
values ($1, $2, $3, $4, $6, array[$5::timestamptz])
on conflict (slot, provider, phone_digest) do update
   set operation_id = excluded.operation_id,
       locked_until = excluded.locked_until,
       prompted_at = case when held.operation_id = excluded.operation_id and held.locked_until > $5 then held.prompted_at
                          else (held.prompted_at || excluded.prompted_at)[greatest(1, cardinality(held.prompted_at) + 2 - $7):] end
 where (held.locked_until <= $5 or held.operation_id = excluded.operation_id)
   and (cardinality(held.prompted_at) < $7
        or held.prompted_at[cardinality(held.prompted_at) + 1 - $7] <= $8
        or (held.operation_id = excluded.operation_id and held.locked_until > $5))
returning held.operation_id`,
};

const readPhone: Statement = {
  name: "read_phone_lock",
  sql: `select locked_until, prompted_at[cardinality(prompted_at) + 1 - $4] as oldest_counted
  from phone_locks where slot = $1 and provider = $2 and phone_digest = $3`,
};

/** Without a cap of the provider's, as many prompts are remembered as anybody would look at. */
const PROMPTS_KEPT = 20;

export async function takePhoneForPrompt(wish: PromptWish, database: Database): Promise<PromptGrant> {
  const { slot, count } = countedFor(wish);
  const counted_from = new Date(wish.cap === null ? wish.now : wish.now - wish.cap.span_ms);
  const taken = await database.run(takePhone, [
    slot,
    wish.provider,
    wish.phone_digest,
    wish.operation_id,
    new Date(wish.now),
    new Date(wish.until),
    count,
    counted_from,
  ]);
  if (taken.length > 0) return { granted: true };
  return { granted: false, try_at: await whenFree(wish, database) };
}

async function whenFree(wish: PromptWish, database: Database): Promise<number> {
  const { slot, count } = countedFor(wish);
  const [held] = await database.run<{ locked_until: number; oldest_counted: number | null }>(readPhone, [
    slot,
    wish.provider,
    wish.phone_digest,
    count,
  ]);
  if (held === undefined) return wish.now;
  const capFree =
    wish.cap === null || held.oldest_counted === null ? 0 : held.oldest_counted + wish.cap.span_ms;
  return Math.max(held.locked_until, capFree, wish.now);
}

function countedFor(wish: PromptWish): { readonly slot: number; readonly count: number } {
  return { slot: (wish.phone_digest[0] ?? 0) & 63, count: wish.cap?.count ?? PROMPTS_KEPT };
}
