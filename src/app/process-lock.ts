import { DatabaseSync } from "node:sqlite";

export interface ProcessLock {
  /** May be called again. */
  release(): void;
}

/**
 * Null while another process holds the lock. SQLite is here only for its file lock: the kernel lets go of it however
 * its holder ends, so that, unlike a file with a process id in it, it is never stale and never names a stranger.
 */
export function takeProcessLock(path: string): ProcessLock | null {
  const database = new DatabaseSync(path);
  try {
    database.exec("pragma journal_mode = memory; pragma locking_mode = exclusive; begin exclusive");
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => database.isOpen && database.close() };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
