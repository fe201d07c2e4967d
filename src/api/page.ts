import { PAGE_SIZE } from "./limits.ts";
import { Problem } from "./problem.ts";

/** Where a page ended: the time and id of its last item. Lists go from new to old, so what is new never shifts a page. */
export interface Place {
  /** Milliseconds. */
  readonly at: number;
  /** UUID. */
  readonly id: string;
}

interface Asked {
  readonly limit?: number;
  readonly cursor?: string;
}

/** One page of a list. One item more than asked for is read, to know whether another page follows. */
export async function pageOf<Item>(
  asked: Asked,
  list: {
    readonly read: (after: Place | null, limit: number) => Promise<readonly Item[]>;
    readonly placeOf: (item: Item) => Place;
  },
): Promise<{ readonly items: readonly Item[]; readonly next_cursor: string | null }> {
  const limit = asked.limit ?? PAGE_SIZE;
  const read = await list.read(readCursor(asked.cursor), limit + 1);
  const items = read.slice(0, limit);
  const last = items.at(-1);
  const more = read.length > limit && last !== undefined;
  return { items, next_cursor: more ? writeCursor(list.placeOf(last)) : null };
}

function writeCursor({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`).toString("base64url");
}

function readCursor(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const [, at, id] = /^([0-9]{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  if (at === undefined || id === undefined || Number(at) > LATEST_MS)
    throw new Problem("cursor_invalid", { field: "?cursor" });
  return { at: Number(at), id };
}

/** 31 December 9999: what lies beyond is no time of ours. */
const LATEST_MS = 253_402_300_799_999;
