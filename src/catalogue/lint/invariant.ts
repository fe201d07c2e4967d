import type { CodeTable } from "../row.ts";

/** Something that holds for every row, or every range rule, of every table. */
export interface Invariant<Subject> {
  readonly name: string;
  /** What is wrong where it does not hold, in one sentence. */
  readonly wrong: string;
  /** How to put it right. */
  readonly remedy: string;
  broken(subject: Subject, table: CodeTable): boolean;
}
