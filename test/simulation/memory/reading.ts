import type { Review } from "../../../src/store/reviews.ts";
import type { Input } from "./input.ts";
import type { MemoryStatement } from "./statement.ts";
import type { Tables } from "./tables.ts";

/** What is read of operations and of all that happened to them. */
export const readingStatements: Readonly<Record<string, MemoryStatement>> = {
  read_operations: (input, { tables }) =>
    input.rows<{ readonly id: string }>().flatMap(({ id }) => {
      const found = tables.operations.get(id);
      if (found === undefined) return [];
      const { phone_digest: _, ...operation } = found;
      return [operation];
    }),

  events_of_operation: (input, { tables }) =>
    tables.events
      .all()
      .filter((event) => event.operation_id === input.value(2) && event.seq > input.value<number>(3))
      .sort((one, other) => one.seq - other.seq)
      .slice(0, input.value<number>(4))
      .map(({ seq, type, at, detail }) => ({ seq, type, at, detail })),

  list_reviews: (input, { tables }) => newestReviews(input, tables),
  list_reviews_of_operation: (input, { tables }) =>
    newestReviews(input, tables).filter(({ operation_id }) => operation_id === input.value(8)),
};

/** All of them: no world has more than one page. */
function newestReviews(input: Input, tables: Tables): readonly Review[] {
  const [merchant_id, environment, status] = [1, 2, 3].map((number) => input.value(number));
  return tables.reviews
    .all()
    .filter((row) => row.merchant_id === merchant_id && row.environment === environment)
    .filter((row) => status === null || row.status === status)
    .sort((one, other) => other.opened_at - one.opened_at || (one.id < other.id ? 1 : -1))
    .map((row) => ({ ...row, operation_kind: kindOf(row.operation_id, tables) }));
}

function kindOf(operation_id: string, tables: Tables): Review["operation_kind"] {
  return tables.operations.get(operation_id)?.kind ?? "subscription";
}
