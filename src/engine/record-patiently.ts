import { QueueFull } from "../lib/batcher.ts";
import { pause, type Timers } from "../lib/timers.ts";
import { DatabaseUnavailable } from "../store/database.ts";

/** A minute: longer than a database takes to start anew or to hand over to its standby. */
const TRIES_MAX = 120;
const RETRY_MS = 500;

/** What came of a call is told once, so it is kept until the database can take it, or the node is told to stop. */
export async function recordPatiently<Recorded>(
  record: () => Promise<Recorded>,
  { isStopping, timers }: { readonly isStopping: () => boolean; readonly timers: Timers | undefined },
): Promise<Recorded> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await record();
    } catch (error) {
      const passes = error instanceof DatabaseUnavailable || error instanceof QueueFull;
      if (!passes || isStopping() || tries === TRIES_MAX) throw error;
      await pause(RETRY_MS, timers);
    }
  }
}
