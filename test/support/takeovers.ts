import { ask } from "./ask.ts";

/** Work that one node held and another claimed. */
export interface Takeover {
  readonly subject_id: string;
  readonly kind: string;
  readonly from: string;
  /** Milliseconds on the database's clock. */
  readonly at: number;
}

/** Has the database itself write down whose work is taken over by whom, for nobody else would still know it later. */
export async function watchTakeovers(database_url: string): Promise<void> {
  await ask(
    database_url,
    `create table public.takeovers (subject_id uuid, kind text, "from" text, at timestamptz);
     create function public.note_takeover() returns trigger language plpgsql as
       $$ begin insert into public.takeovers values (old.subject_id, old.kind, old.owner, clock_timestamp()); return null; end $$;
     create trigger note_takeover after update on hakika.work for each row
       when (new.claims > old.claims and old.owner <> new.owner) execute function public.note_takeover();`,
  );
}

/** How much a node holds in this moment. */
export async function heldBy(node: string, database_url: string): Promise<number> {
  const [row] = await ask(
    database_url,
    `select count(*)::int as held from hakika.work where owner = '${node}'`,
  );
  return Number(row?.["held"]);
}

export async function takeovers(database_url: string): Promise<readonly Takeover[]> {
  const rows = await ask(
    database_url,
    `select subject_id, kind, "from", extract(epoch from at) * 1000 as at from public.takeovers order by at`,
  );
  return rows.map((row) => ({ ...row, at: Number(row["at"]) }) as Takeover);
}
