/** Time as a running part feels it: what has passed, and being woken later. A simulation brings its own. */
export interface Timers {
  /** Milliseconds that only grow; where they begin means nothing. */
  elapsed(): number;
  /** Runs once after the wait. The answer takes it back. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  elapsed: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export function pause(ms: number, timers: Timers = systemTimers): Promise<void> {
  return new Promise((resolve) => timers.after(ms, resolve));
}
