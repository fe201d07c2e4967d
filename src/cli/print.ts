import { processTerminal, type Terminal } from "./terminal.ts";

/** What every command that prints takes. */
export interface Output {
  readonly json?: true;
}

/** For a program: JSON and nothing else. For a person: words. */
export function print<Value>(
  value: Value,
  inWords: (value: Value, terminal: Terminal) => string,
  { json }: Output,
): void {
  processTerminal.out(json === true ? JSON.stringify(value, null, 2) : inWords(value, processTerminal));
}
