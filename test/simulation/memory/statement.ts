import type { Input } from "./input.ts";
import type { Tables } from "./tables.ts";

export interface Memory {
  readonly tables: Tables;
  readonly now: () => number;
  readonly ignores_version: boolean;
}

/** What one of the store's statements does, and the rows that it answers with. */
export type MemoryStatement = (input: Input, memory: Memory) => readonly unknown[];
