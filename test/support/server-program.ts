import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Program, type ProgramOptions, run } from "./program.ts";

interface ServerProgramOptions extends ProgramOptions {
  /** The `.hakika` folder. */
  readonly directory: string;
  /** A clone to run from, with the Node that it has; this one where it is left out. */
  readonly clone?: string;
  readonly node?: string;
}

const script = `
  const { startPostgres } = await import(process.argv[1]);
  const { url, process_id, stop } = await startPostgres({ directory: process.argv[2] }).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  process.once("SIGTERM", stop);
  console.log(JSON.stringify({ url, process_id }));`;

/** A process under a strict umask that starts the embedded PostgreSQL, says where it is, and stays until it is ended. */
export function runServerProgram({ directory, clone, node, ...options }: ServerProgramOptions): Program {
  const root = clone ?? fileURLToPath(new URL("../../", import.meta.url));
  const start = join(root, "src/app/embedded-postgres/start-postgres.ts");
  const command = [node ?? process.execPath, "--input-type=module", "--eval", script, start, directory];
  return run(["sh", "-c", 'umask 077; exec "$@"', "sh", ...command], { end_with: "SIGTERM", ...options });
}

/** What the program says when its server is ready. */
export async function serverOf(
  program: Program,
): Promise<{ readonly url: string; readonly process_id: number }> {
  const [line] = await program.says(/^\{.*\}$/m);
  return JSON.parse(line);
}
