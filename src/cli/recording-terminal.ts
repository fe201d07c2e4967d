import type { Terminal } from "./terminal.ts";

/** For tests: keeps what a command prints and the exit code that it leaves. Paints nothing. */
export function recordingTerminal(width = 100) {
  const printed = { out: [] as string[], err: [] as string[], exitCode: 0 };
  const terminal: Terminal = {
    width,
    out: (text) => void printed.out.push(text),
    err: (text) => void printed.err.push(text),
    paint: (_style, text) => text,
    exitWith: (code) => {
      printed.exitCode = code;
    },
  };
  return {
    terminal,
    out: () => printed.out.join("\n"),
    err: () => printed.err.join("\n"),
    exitCode: () => printed.exitCode,
  };
}
