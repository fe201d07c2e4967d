import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";
import { milliseconds } from "./interval.ts";

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
const takePhones: Statement = {
  name: "take_phones",
  sql: `
insert into phone_locks as held (slot, provider, phone_digest, operation_id, locked_until, prompted_at)
select slot, provider, phone_digest, operation_id, locked_until, array[prompted_at]
  from unnest($1::smallint[], $2::text[], $3::bytea[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
    as t(slot, provider, phone_digest, operation_id, locked_until, prompted_at)
 order by slot, provider, phone_digest
on conflict (slot, provider, phone_digest) do update
   set operation_id = excluded.operation_id,
       locked_until = excluded.locked_until,
       prompted_at = case when held.operation_id = excluded.operation_id and held.locked_until > excluded.prompted_at[1]
                          then held.prompted_at
                          else (held.prompted_at || excluded.prompted_at)[greatest(1, cardinality(held.prompted_at) + 2 - $7):] end
 where (held.locked_until <= excluded.prompted_at[1] or held.operation_id = excluded.operation_id)
   and (cardinality(held.prompted_at) < $7
        or held.prompted_at[cardinality(held.prompted_at) + 1 - $7] <= excluded.prompted_at[1] - $8::interval
        or (held.operation_id = excluded.operation_id and held.locked_until > excluded.prompted_at[1]))
returning held.operation_id`,
};

const readPhone: Statement = {
  name: "read_phone_lock",
  sql: `select locked_until, prompted_at[cardinality(prompted_at) + 1 - $4] as oldest_counted
  from phone_locks where slot = $1 and provider = $2 and phone_digest = $3`,
};

/** Without a cap of the provider's, as many prompts are remembered as anybody would look at. */
const PROMPTS_KEPT = 20;

/** Answers in the order of the wishes. Of several for one phone each is decided after the one before it. */
export async function takePhonesForPrompts(
  wishes: readonly PromptWish[],
  database: Database,
): Promise<readonly PromptGrant[]> {
  const grants = new Map<PromptWish, PromptGrant>();
  let open = wishes;
  while (open.length > 0) {
    const now = firstOfEachPhone(open);
    for (const alike of Map.groupBy(now, capName).values())
      for (const [wish, grant] of await takeAlike(alike, database)) grants.set(wish, grant);
    open = open.filter((wish) => !grants.has(wish));
  }
  return wishes.map((wish) => grants.get(wish) ?? { granted: false, try_at: wish.now });
}

/** One statement cannot touch one row twice. */
function firstOfEachPhone(wishes: readonly PromptWish[]): readonly PromptWish[] {
  const phones = Map.groupBy(wishes, (wish) => `${wish.provider} ${wish.phone_digest.toString("hex")}`);
  return [...phones.values()].flatMap(([first]) => first ?? []);
}

const capName = ({ cap }: PromptWish) => (cap === null ? "none" : `${cap.count} in ${cap.span_ms}`);

/** `wishes`: under one cap, each for another phone. */
async function takeAlike(
  wishes: readonly PromptWish[],
  database: Database,
): Promise<readonly (readonly [PromptWish, PromptGrant])[]> {
  const [{ cap } = { cap: null }] = wishes;
  const rows = await database.run<{ operation_id: string }>(takePhones, [
    ...columns(wishes, [
      slotOf,
      ({ provider }) => provider,
      ({ phone_digest }) => phone_digest,
      ({ operation_id }) => operation_id,
      ({ until }) => new Date(until),
      ({ now }) => new Date(now),
    ]),
    cap?.count ?? PROMPTS_KEPT,
    milliseconds(cap?.span_ms ?? 0),
  ]);
  const taken = new Set(rows.map(({ operation_id }) => operation_id));
  return await Promise.all(
    wishes.map(async (wish) => {
      if (taken.has(wish.operation_id)) return [wish, { granted: true }] as const;
      return [wish, { granted: false, try_at: await whenFree(wish, database) }] as const;
    }),
  );
}

async function whenFree(wish: PromptWish, database: Database): Promise<number> {
  const [held] = await database.run<{ locked_until: number; oldest_counted: number | null }>(readPhone, [
    slotOf(wish),
    wish.provider,
    wish.phone_digest,
    wish.cap?.count ?? PROMPTS_KEPT,
  ]);
  if (held === undefined) return wish.now;
  const capFree =
    wish.cap === null || held.oldest_counted === null ? 0 : held.oldest_counted + wish.cap.span_ms;
  return Math.max(held.locked_until, capFree, wish.now);
}

/** By the phone, since whoever asks for it may be in any slot. */
function slotOf({ phone_digest }: PromptWish): number {
  return (phone_digest[0] ?? 0) & 63;
}
