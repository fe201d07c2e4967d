import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A part of the comparison that runs in a process of its own, so that its processor time can be told from the others'. */
export interface Program {
  readonly process_id: number;
  /** Where it listens; empty where it does not. */
  readonly url: string;
  /** Lets it end in order. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Runs a program that calls `serve`, and waits until it is ready. One that ends by itself ends the benchmark. */
export async function startProgram(file: URL, options: object): Promise<Program> {
  const path = fileURLToPath(file);
  // Its input tells it to stop, and closes by itself when this process is gone.
  const child = spawn(process.execPath, [path, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const unexpected = (): never => {
    throw new Error(`${path} ended by itself.`);
  };
  child.once("exit", unexpected);
  const end = async (how: () => void): Promise<void> => {
    child.off("exit", unexpected);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    how();
    await ended;
  };
  return {
    process_id: child.pid ?? 0,
    url: await firstLine(child),
    stop: () => end(() => child.stdin?.end()),
    kill: () => end(() => child.kill("SIGKILL")),
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The program has no output.");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`${child.spawnargs[1]} ended before it was ready.`);
}
