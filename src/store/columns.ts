/**
 * Turns rows into one array a column, the form in which `unnest` takes a whole batch.
 * The order of `pick` is the order of the statement's parameters.
 */
export function columns<Row>(rows: readonly Row[], pick: readonly ((row: Row) => unknown)[]): unknown[][] {
  return pick.map((column) => rows.map(column));
}
