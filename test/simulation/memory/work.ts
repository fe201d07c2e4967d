import type { Work } from "../../../src/store/work.ts";
import type { MemoryStatement } from "./statement.ts";
import type { Rows, Tables } from "./tables.ts";

type Row = Rows["work"];

export const workStatements: Readonly<Record<string, MemoryStatement>> = {
  read_due_work: (input, { tables, now }) => {
    const due_by = now() + input.interval(1);
    const asked = input.value<Work["kind"]>(2);
    return tables.work
      .all()
      .filter(({ due_at, kind }) => due_at <= due_by && kind === asked)
      .sort((one, other) => one.due_at - other.due_at)
      .slice(0, input.value<number>(3))
      .map(workOf);
  },

  claim_due_work: (input, { tables, now }) =>
    input.rows<Work>().flatMap((due) => {
      const row = tables.work.get(due.subject_id);
      if (row === undefined || row.claims !== due.claims || row.due_at > now() + input.interval(7)) return [];
      const owner = input.value<string>(2);
      const claimed = { ...row, due_at: now() + input.interval(1), claims: row.claims + 1, owner };
      tables.work.put(claimed);
      return [workOf(claimed)];
    }),

  read_schedule: (input, { tables, now }) => {
    const waits = (row: Row) => row.owner === null && row.due_at > now() + input.interval(1);
    const all = tables.work.all();
    const waiting = all.filter(waits).map(({ due_at }) => due_at);
    const busy = all.filter((row) => !waits(row)).map(({ subject_id }) => subject_id);
    return [{ next_due_at: waiting.length === 0 ? null : Math.min(...waiting), busy }];
  },

  renew_held_work: (input, { tables, now }) => {
    for (const { subject_id } of input.rows<Work>()) {
      const row = ownedBy(input.value(2), subject_id, tables);
      if (row !== undefined) tables.work.put({ ...row, due_at: now() + input.interval(1) });
    }
    return [];
  },

  postpone_work: (input, { tables, now }) => {
    const row = ownedBy(input.value(2), input.value(4), tables);
    if (row !== undefined) tables.work.put({ ...row, due_at: now() + input.interval(1), owner: null });
    return [];
  },
};

function ownedBy(owner: string, subject_id: string, tables: Tables): Row | undefined {
  const row = tables.work.get(subject_id);
  return row?.owner === owner ? row : undefined;
}

function workOf({ slot, kind, subject_id, claims }: Row): Work {
  return { slot, kind, subject_id, claims };
}
