import { readFile, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { ExplainedError } from "../../lib/explained-error.ts";

interface Failure {
  readonly log_path: string;
  readonly data: string;
}

/** One sentence from what the server or `initdb` wrote before it gave up. */
export async function explainLog({ log_path, data }: Failure): Promise<ExplainedError> {
  const log = await readFile(log_path, "utf8").catch(() => "");
  if (/No space left on device/.test(log) || (await isFull(dirname(log_path)))) return diskFull(data);
  if (/wrong ownership|Permission denied|Read-only file system|could not change permissions/.test(log))
    return notOurs(data);
  if (/could not look up effective user ID/.test(log)) return nameless();
  if (/could not (create|resize|map|open) (anonymous )?shared memory|Cannot allocate memory/.test(log))
    return noMemory();
  if (DAMAGE.test(log)) return damaged(data);
  const last_words =
    log
      .trim()
      .split("\n")
      .findLast((line) => /FATAL|PANIC|error|cannot/i.test(line)) ?? "it wrote nothing";
  return new ExplainedError(`PostgreSQL did not start (${last_words.trim()}); its log is ${log_path}.`);
}

/** On a full disk there may have been no room for the log either. */
async function isFull(folder: string): Promise<boolean> {
  const { bavail } = await statfs(folder);
  return bavail === 0;
}

/** The words of a server that cannot make sense of its own files. */
const DAMAGE =
  /incompatible with server|database "postgres" does not exist|valid checkpoint|checkpoint record|control file|pg_control|invalid magic number|could not open (file|directory) "|could not read file|unexpected data beyond EOF|invalid page|could not locate required checkpoint|bogus data|invalid contents|incorrect checksum|directory "pg_/;

/** Turns what the operating system refused into a sentence; leaves every other error as it is. */
export function explainSystemError(error: unknown, directory: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  switch (error.code) {
    case "ENOSPC":
    case "EDQUOT":
      return diskFull(directory);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return notOurs("path" in error && typeof error.path === "string" ? error.path : directory);
    default:
      return error;
  }
}

export function damaged(data: string): ExplainedError {
  return new ExplainedError(
    `The database in ${data} is damaged: put a copy back, or delete ${data} to start afresh without its payments.`,
  );
}

function diskFull(path: string): ExplainedError {
  return new ExplainedError(
    `The disk that holds ${path} is full: free some space and start again; nothing is lost.`,
  );
}

function notOurs(path: string): ExplainedError {
  return new ExplainedError(
    `${path} cannot be written by this user: start Hakika as the user who owns it, or give the .hakika folder to this one.`,
  );
}

function nameless(): ExplainedError {
  return new ExplainedError(
    "PostgreSQL needs a user with a name: this process's user number stands in no /etc/passwd; add it there, or set DATABASE_URL.",
  );
}

function noMemory(): ExplainedError {
  return new ExplainedError(
    "PostgreSQL could not get the memory it needs: give this machine or container 512 MB or more.",
  );
}
