import { spawn } from "node:child_process";
import { once } from "node:events";

export interface ProgramOptions {
  readonly folder?: string;
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly environment?: Readonly<Record<string, string>>;
  /** How it is ended at the end of its scope; SIGKILL where this is left out. */
  readonly end_with?: NodeJS.Signals;
}

/** A program of the system under test, with everything that it has said. */
export interface Program extends AsyncDisposable {
  readonly output: string;
  readonly errors: string;
  /** What a shell would see in `$?`; null for one that a signal ended. */
  readonly ended: Promise<number | null>;
  /** Waits until the output matches; fails with all that was said if the program ends first. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
}

export function run(command: readonly [string, ...string[]], options: ProgramOptions = {}): Program {
  const [file, ...args] = command;
  const child = spawn(file, args, {
    cwd: options.folder,
    env: { ...process.env, NO_COLOR: "1", ...options.environment },
    stdio: ["ignore", "pipe", "pipe"],
    ...options.user,
  });
  const said = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said.output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said.errors += text;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    get output() {
      return said.output;
    },
    get errors() {
      return said.errors;
    },
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(said.output);
          if (match !== null) resolve(match);
        };
        child.stdout.on("data", look);
        look();
        void ended.then((code) =>
          reject(new Error(`ended with ${code} before it said ${pattern}\n${said.output}\n${said.errors}`)),
        );
      }),
    kill: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      child.kill(options.end_with ?? "SIGKILL");
      await ended;
    },
  };
}
