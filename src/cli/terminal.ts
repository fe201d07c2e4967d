import { styleText } from "node:util";

/** What a command may do to the outside: print, and leave an exit code. Tests hand in their own. */
export interface Terminal {
  /** Columns to write in. */
  readonly width: number;
  out(text: string): void;
  err(text: string): void;
  /** Colours where the terminal can and the user wants them, else the text as it is. */
  paint(style: Style, text: string): string;
  /** The program ends by itself, with this exit code. */
  exitWith(code: number): void;
}

export type Style = "strong" | "faint" | "good" | "careful" | "bad";

/** Longer lines are hard to read; on shorter ones a table falls apart. */
const WIDTH_MAX = 120;
const WIDTH_MIN = 40;
/** Where the output is no terminal. */
const WIDTH_OF_A_PIPE = 100;

const formats = { strong: "bold", faint: "dim", good: "green", careful: "yellow", bad: "red" } as const;

export const processTerminal: Terminal = {
  width: Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, process.stdout.columns ?? WIDTH_OF_A_PIPE)),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  paint: (style, text) => styleText(formats[style], text, { stream: process.stdout }),
  exitWith: (code) => {
    process.exitCode = code;
  },
};
