import type { Statement } from "../../../src/store/database.ts";

/** One `unnest($1::…, …) as name(column, …)` of a statement. */
interface Unnested {
  readonly name: string;
  readonly columns: readonly string[];
  /** Counted from 1. */
  readonly first_parameter: number;
}

const UNNEST = /unnest\(\$(\d+)::[^)]*\)\s*as\s+(\w+)\(([^)]*)\)/g;
const known = new Map<string, readonly Unnested[]>();

/** What one statement was given, under the names that the statement itself gives to its parameters. */
export class Input {
  readonly #unnested: readonly Unnested[];
  readonly #values: readonly unknown[];

  constructor(statement: Statement, values: readonly unknown[]) {
    this.#unnested = unnestedIn(statement);
    this.#values = values;
  }

  /** A parameter by its number. Its type is the caller's knowledge of the statement, here and below. */
  value<Type>(number: number): Type {
    return this.#values[number - 1] as Type;
  }

  /** Milliseconds of an interval. */
  interval(number: number): number {
    return Number.parseFloat(this.value<string>(number));
  }

  time(number: number): number {
    return this.value<Date>(number).getTime();
  }

  /** The rows of an unnested batch; `name` only where the statement has several. */
  rows<Row>(name?: string): readonly Row[] {
    const unnested = this.#unnested.find((one) => name === undefined || one.name === name);
    if (unnested === undefined) throw new Error(`The statement unnests nothing by the name ${name}.`);
    const { columns, first_parameter } = unnested;
    const arrays = columns.map((_, index) => this.value<readonly unknown[]>(first_parameter + index));
    return (arrays[0] ?? []).map(
      (_, row) =>
        Object.fromEntries(columns.map((column, index) => [column, plain(arrays[index]?.[row])])) as Row,
    );
  }
}

function unnestedIn({ name, sql }: Statement): readonly Unnested[] {
  const found = known.get(name);
  if (found !== undefined) return found;
  const read = [...sql.matchAll(UNNEST)].map(([, parameter, alias = "", columns = ""]) => ({
    name: alias,
    columns: columns.split(",").map((column) => column.trim()),
    first_parameter: Number(parameter),
  }));
  known.set(name, read);
  return read;
}

/** Times as the store reads them. */
function plain(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
