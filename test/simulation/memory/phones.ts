import type { Memory, MemoryStatement } from "./statement.ts";
import { phoneName, type Rows } from "./tables.ts";

/** A row as it travels: with the one moment at which its prompt would go out. */
type Wished = Omit<Rows["phone_locks"], "locked_until" | "prompted_at"> & {
  readonly locked_until: Date | number;
  readonly prompted_at: Date | number;
};

interface Cap {
  readonly count: number;
  readonly span_ms: number;
}

export const phoneStatements: Readonly<Record<string, MemoryStatement>> = {
  take_phones: (input, memory) => {
    const cap = { count: input.value<number>(7), span_ms: input.interval(8) };
    return input.rows<Wished>().flatMap((wished) => takePhone(wished, cap, memory));
  },

  read_phone_lock: (input, { tables }) => {
    const [provider, phone_digest] = [input.value<string>(2), input.value<Buffer>(3)];
    const held = tables.phone_locks.get(phoneName({ provider, phone_digest }));
    if (held === undefined) return [];
    const oldest_counted = held.prompted_at.at(-input.value<number>(4)) ?? null;
    return [{ locked_until: held.locked_until, oldest_counted }];
  },
};

function takePhone(wished: Wished, { count, span_ms }: Cap, { tables }: Memory) {
  const { slot, provider, phone_digest, operation_id } = wished;
  const [now, locked_until] = [Number(wished.prompted_at), Number(wished.locked_until)];
  const held = tables.phone_locks.get(phoneName(wished));
  const mine = held?.operation_id === operation_id && held.locked_until > now;
  if (held !== undefined) {
    const free = held.locked_until <= now || held.operation_id === operation_id;
    const oldest = held.prompted_at.at(-count);
    const below_cap = held.prompted_at.length < count || (oldest !== undefined && oldest <= now - span_ms);
    if (!free || !(below_cap || mine)) return [];
  }
  const before = held?.prompted_at ?? [];
  // As many as the cap looks at, this one included.
  const prompted_at = mine ? before : [...before, now].slice(Math.max(0, before.length + 1 - count));
  tables.phone_locks.put({ slot, provider, phone_digest, operation_id, locked_until, prompted_at });
  return [{ operation_id }];
}
