import type { MemoryStatement } from "./statement.ts";

/** Our names for calls, by which a connection's callbacks find their operation. */
export const callReferenceStatements: Readonly<Record<string, MemoryStatement>> = {
  remember_call_reference: (input, { tables }) => {
    const [slot, connection_id, digest] = [1, 2, 3].map((number) => input.value(number)) as [
      number,
      string,
      Buffer,
    ];
    if (tables.call_references.get(digest.toString("hex")) === undefined)
      tables.call_references.insert({
        slot,
        connection_id,
        digest,
        operation_id: input.value(4),
        attempt: input.value(5),
      });
    return [];
  },

  find_call_reference: (input, { tables }) => {
    const row = tables.call_references.get(input.value<Buffer>(3).toString("hex"));
    return row === undefined ? [] : [{ operation_id: row.operation_id, attempt: row.attempt }];
  },
};
