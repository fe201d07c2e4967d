import ora from "ora";

export interface Progress {
  line(text: string): void;
  end(): void;
}

/** A spinner for a person, plain lines for a log. Both on standard error: standard output has the result alone. */
export function showProgress(): Progress {
  if (!isScreen()) return { line: (text) => void process.stderr.write(`${text}\n`), end: () => undefined };
  // Left alone, the spinner would take the terminal's input away and Ctrl-C with it.
  const spinner = ora({ discardStdin: false });
  return { line: (text) => void spinner.start(text), end: () => void spinner.stop() };
}

/** A terminal without columns, which a container may have, would keep the spinner clearing lines for ever. */
function isScreen(): boolean {
  return process.stderr.isTTY && process.stderr.columns > 0;
}
