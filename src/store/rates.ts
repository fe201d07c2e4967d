import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";

/** A limit that all nodes count together. */
export interface SharedLimit {
  /** Keyed, of what the limit is for. */
  readonly digest: Buffer;
  /** Milliseconds: a steady rate gives one turn in each. */
  readonly every_ms: number;
  /** So many may go at once where nobody went for a while. */
  readonly burst: number;
}

/** A call that wants its turn under one limit. */
export interface TurnWish extends SharedLimit {
  /** When it could go at the soonest: milliseconds on the database's clock. */
  readonly from: number;
  /** A turn that would come later than this is not given. */
  readonly within_ms: number;
}

/**
 * `come_back_at`: behind all who were told so before, and when the turn that they would have had is near enough. Nothing is
 * kept for them until then, so nothing is lost with whoever was told.
 */
export type Turn =
  | { readonly given: true; readonly at: number }
  | { readonly given: false; readonly come_back_at: number };

/** Of those who ask, as many as can go soon enough. `reach_ms`: how far ahead, and a burst before `next_ms` besides. */
const GRANTED =
  "greatest(0, least(asked.count, (asked.from_ms + asked.reach_ms - greatest(rates.next_ms, asked.from_ms)) / asked.every_ms))";

const takeTurns: Statement = {
  name: "take_turns",
  sql: `
update rates
   set granted = ${GRANTED},
       next_ms = greatest(rates.next_ms, asked.from_ms) + asked.every_ms * ${GRANTED},
       queue_ms = asked.every_ms * (asked.count - ${GRANTED}) + greatest(rates.queue_ms,
         greatest(rates.next_ms, asked.from_ms) + asked.every_ms * ${GRANTED} - asked.reach_ms)
  from (select * from unnest($1::smallint[], $2::bytea[], $3::bigint[], $4::bigint[], $5::bigint[], $6::integer[])
            as t(slot, digest, every_ms, from_ms, reach_ms, count)
        order by slot, digest) as asked
 where rates.slot = any (array[asked.slot]) and rates.digest = any (array[asked.digest])
returning rates.digest, rates.granted, rates.next_ms, rates.queue_ms`,
};

const beginRates: Statement = {
  name: "begin_rates",
  sql: `
insert into rates (slot, digest, next_ms, queue_ms, granted)
select slot, digest, 0, 0, 0 from unnest($1::smallint[], $2::bytea[]) as t(slot, digest)
 order by slot, digest
on conflict (slot, digest) do nothing`,
};

/** A limit that was asked for little may have no row yet, or none any more. */
const holdRates: Statement = {
  name: "hold_rates",
  sql: `
insert into rates (slot, digest, next_ms, queue_ms, granted)
select slot, digest, next_ms, 0, 0 from unnest($1::smallint[], $2::bytea[], $3::bigint[]) as t(slot, digest, next_ms)
 order by slot, digest
on conflict (slot, digest) do update set next_ms = excluded.next_ms where rates.next_ms < excluded.next_ms`,
};

const readRates: Statement = {
  name: "read_rates",
  sql: `
select digest, next_ms from rates where slot = any ($1::smallint[]) and digest = any ($2::bytea[])`,
};

interface Taken {
  readonly digest: Buffer;
  readonly granted: number;
  readonly next_ms: bigint;
  readonly queue_ms: bigint;
}

/** Answers in the order of the wishes. Of several under one limit, those who may wait longest go first. */
export async function takeTurnsWithin(
  wishes: readonly TurnWish[],
  database: Database,
): Promise<readonly Turn[]> {
  const turns = new Map<TurnWish, Turn>();
  let open = wishes.toSorted((one, other) => other.within_ms - one.within_ms);
  while (open.length > 0) {
    const groups = firstGroupOfEach(open);
    for (const [wish, turn] of await takeAlike(groups, database)) turns.set(wish, turn);
    open = open.filter((wish) => !turns.has(wish));
  }
  return wishes.map((wish) => turns.get(wish) ?? { given: false, come_back_at: wish.from });
}

/** Gives no turn under these limits before then; afterwards they come one by one, for a burst has to be earned again. */
export async function holdTurns(
  limits: readonly SharedLimit[],
  until: number,
  database: Database,
): Promise<void> {
  await database.run(
    holdRates,
    columns(limits, [slotOf, ({ digest }) => digest, (limit) => until + reachBack(limit)]),
  );
}

/** When whoever asks next would have a turn under each of these limits, if they asked early enough; 0 where nobody has asked. */
export async function nextTurns(
  limits: readonly SharedLimit[],
  database: Database,
): Promise<readonly number[]> {
  const keys = columns(limits, [slotOf, ({ digest }) => digest]);
  const rows = await database.run<Pick<Taken, "digest" | "next_ms">>(readRates, keys);
  const known = new Map(rows.map((row) => [nameOf(row), Number(row.next_ms)]));
  return limits.map((limit) => Math.max(0, (known.get(nameOf(limit)) ?? 0) - reachBack(limit)));
}

/** How long before `next_ms` the next turn is where a burst may go at once. */
function reachBack({ every_ms, burst }: SharedLimit): number {
  return (burst - 1) * every_ms;
}

/** Wishes that are the same but for who wants it. */
type Alike = readonly [TurnWish, ...TurnWish[]];

/** One statement cannot touch one row twice. */
function firstGroupOfEach(wishes: readonly TurnWish[]): readonly Alike[] {
  const limits = new Map<string, [TurnWish, ...TurnWish[]]>();
  for (const wish of wishes) {
    const group = limits.get(nameOf(wish));
    if (group === undefined) limits.set(nameOf(wish), [wish]);
    else if (group[0].from === wish.from && group[0].within_ms === wish.within_ms) group.push(wish);
  }
  return [...limits.values()];
}

async function takeAlike(
  groups: readonly Alike[],
  database: Database,
): Promise<readonly (readonly [TurnWish, Turn])[]> {
  const rows = await updated(groups, database);
  const known = new Set(rows.map(nameOf));
  const missing = groups.filter(([wish]) => !known.has(nameOf(wish)));
  if (missing.length > 0) {
    await database.run(beginRates, columns(missing, [([wish]) => slotOf(wish), ([{ digest }]) => digest]));
    rows.push(...(await updated(missing, database)));
  }
  const taken = new Map(rows.map((row) => [nameOf(row), row]));
  return groups.flatMap((group) => {
    const row = taken.get(nameOf(group[0]));
    if (row === undefined) throw new Error("A limit that was just begun is not there.");
    return group.map((wish, index) => [wish, turnOf(wish, { row, index, count: group.length })] as const);
  });
}

async function updated(groups: readonly Alike[], database: Database): Promise<Taken[]> {
  const rows = await database.run<Taken>(
    takeTurns,
    columns(groups, [
      ([wish]) => slotOf(wish),
      ([{ digest }]) => digest,
      ([{ every_ms }]) => every_ms,
      ([{ from }]) => from,
      ([{ within_ms, burst, every_ms }]) => within_ms + burst * every_ms,
      (group) => group.length,
    ]),
  );
  return [...rows];
}

/** Those who were given a turn have the last ones before `next_ms`, and those who were not the last before `queue_ms`. */
function turnOf(
  { from, every_ms, burst }: TurnWish,
  { row, index, count }: { readonly row: Taken; readonly index: number; readonly count: number },
): Turn {
  if (index >= row.granted)
    return { given: false, come_back_at: Number(row.queue_ms) - (count - 1 - index) * every_ms };
  const behind = row.granted - index - 1 + burst;
  return { given: true, at: Math.max(from, Number(row.next_ms) - behind * every_ms) };
}

function nameOf({ digest }: { readonly digest: Buffer }): string {
  return digest.toString("hex");
}

/** By what the limit is for, since whoever asks may be in any slot. */
function slotOf({ digest }: SharedLimit): number {
  return (digest[0] ?? 0) & 63;
}
