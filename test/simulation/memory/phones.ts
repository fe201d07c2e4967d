import type { MemoryStatement } from "./statement.ts";
import { phoneName } from "./tables.ts";

export const phoneStatements: Readonly<Record<string, MemoryStatement>> = {
  take_phone: (input, { tables }) => {
    const [slot, provider, phone_digest] = [
      input.value<number>(1),
      input.value<string>(2),
      input.value<Buffer>(3),
    ];
    const operation_id = input.value<string>(4);
    const [now, locked_until, count, counted_from] = [
      input.time(5),
      input.time(6),
      input.value<number>(7),
      input.time(8),
    ];
    const held = tables.phone_locks.get(phoneName({ provider, phone_digest }));
    const mine = held?.operation_id === operation_id && held.locked_until > now;
    if (held !== undefined) {
      const free = held.locked_until <= now || held.operation_id === operation_id;
      const oldest = held.prompted_at.at(-count);
      const below_cap = held.prompted_at.length < count || (oldest !== undefined && oldest <= counted_from);
      if (!free || !(below_cap || mine)) return [];
    }
    const before = held?.prompted_at ?? [];
    // As many as the cap looks at, this one included.
    const prompted_at = mine ? before : [...before, now].slice(Math.max(0, before.length + 1 - count));
    tables.phone_locks.put({ slot, provider, phone_digest, operation_id, locked_until, prompted_at });
    return [{ operation_id }];
  },

  read_phone_lock: (input, { tables }) => {
    const [provider, phone_digest] = [input.value<string>(2), input.value<Buffer>(3)];
    const held = tables.phone_locks.get(phoneName({ provider, phone_digest }));
    if (held === undefined) return [];
    const oldest_counted = held.prompted_at.at(-input.value<number>(4)) ?? null;
    return [{ locked_until: held.locked_until, oldest_counted }];
  },
};
