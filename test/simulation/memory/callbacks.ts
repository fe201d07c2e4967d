import type { CallbackEnd, NewCallback } from "../../../src/store/callbacks.ts";
import type { MemoryStatement } from "./statement.ts";
import type { Tables } from "./tables.ts";

export const callbackStatements: Readonly<Record<string, MemoryStatement>> = {
  store_callbacks: (input, { tables, now }) => {
    // All of one batch are compared with those that came before the batch, and not with each other.
    const stored = input.rows<NewCallback>().map((row): NewCallback => {
      const repeats = row.verdict === "received" && cameBefore(row, tables);
      return repeats ? { ...row, verdict: "repeated" } : row;
    });
    for (const row of stored) {
      const { slot, id, verdict } = row;
      tables.callbacks.insert(row);
      if (verdict !== "received") continue;
      const due_at = now() + input.interval(11);
      tables.work.insert({
        slot,
        kind: "callback",
        subject_id: id,
        due_at,
        claims: 0,
        owner: input.value(12),
      });
    }
    return stored.map(({ id, verdict }) => ({ id, verdict }));
  },

  finish_callbacks: (input, { tables }) => {
    for (const { id, verdict, cause } of input.rows<CallbackEnd>()) {
      const callback = tables.callbacks.get(id);
      if (callback !== undefined) tables.callbacks.put({ ...callback, verdict, cause });
      const work = tables.work.get(id);
      if (work !== undefined) tables.work.remove(work);
    }
    return [];
  },

  read_callbacks: (input, { tables }) =>
    input.rows<{ readonly id: string }>().flatMap(({ id }) => {
      const found = tables.callbacks.get(id);
      if (found === undefined) return [];
      const { digest: _, ...callback } = found;
      return [callback];
    }),
};

function cameBefore(row: NewCallback, tables: Tables): boolean {
  return tables.callbacks.all().some(
    (earlier) =>
      // What names no operation equals nothing, as a null in the database.
      row.operation_id !== null &&
      earlier.operation_id === row.operation_id &&
      earlier.attempt === row.attempt &&
      earlier.digest.equals(row.digest) &&
      (earlier.verdict === "received" || earlier.verdict === "applied"),
  );
}
