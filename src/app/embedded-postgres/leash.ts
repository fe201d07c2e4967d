import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import type { ServerUser } from "./server-user.ts";

export interface Leashed {
  readonly process_id: number;
  readonly ended: Promise<void>;
  running(): boolean;
  succeeded(): boolean;
  signal(name: NodeJS.Signals): void;
}

export interface LeashOptions {
  readonly user: ServerUser | null;
  /** Where it runs: a folder that its user can enter. */
  readonly folder: string;
  readonly log_path: string;
}

/**
 * Reads a pipe that only this process holds open. However this process ends, kill -9 included, the pipe closes with it
 * and the program is asked to stop, so that no server is ever left behind. The reader is nobody's child, because
 * PostgreSQL watches its own children, and its process group keeps the number `$$` from being given to another program.
 */
const LEASH = '( (cat <&3; kill -INT $$) >/dev/null 2>&1 & ) 3<&0; exec "$@" </dev/null';

/** Runs a program that ends with this process, but not by a Ctrl-C at the terminal, which is ours to handle in order. */
export function runOnLeash(command: readonly string[], { user, folder, log_path }: LeashOptions): Leashed {
  const log = openSync(log_path, "w", 0o600);
  const child = spawn("/bin/sh", ["-c", LEASH, "leash", ...command], {
    cwd: folder,
    detached: true,
    // Nothing of our environment: the server's user must not find our secrets in it, nor PGDATA mislead the server.
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
    stdio: ["pipe", log, log],
    ...user,
  });
  closeSync(log);
  child.stdin?.on("error", () => undefined);
  const ended = once(child, "exit").then(() => void child.stdin?.destroy());
  return {
    process_id: child.pid ?? 0,
    ended,
    running: () => child.exitCode === null && child.signalCode === null,
    succeeded: () => child.exitCode === 0,
    signal: (name) => void child.kill(name),
  };
}
