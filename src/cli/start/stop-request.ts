/** npm passes a Ctrl-C on to a process that the terminal has told already; nobody presses twice as fast. */
const SAME_KEY_PRESS_MS = 200;

/** What a shell reports for a program that Ctrl-C has ended. */
const EXIT_INTERRUPTED = 130;

/** Resolves when somebody asks this process to stop; whoever asks again ends it at once. */
export function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    let asked_at: number | null = null;
    const onSignal = () => {
      const now = performance.now();
      if (asked_at !== null && now - asked_at > SAME_KEY_PRESS_MS) process.exit(EXIT_INTERRUPTED);
      asked_at ??= now;
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  });
}
