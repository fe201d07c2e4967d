import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { ExplainedError } from "../../lib/explained-error.ts";
import { bundledBinaries, copyBinaries, majorVersion, OWN_DATABASE } from "./binaries.ts";
import { type ServerUser, serverUser } from "./server-user.ts";

/** The folder that holds the server's data, its log and perhaps a copy of its programs. */
export interface Home {
  readonly path: string;
  readonly user: ServerUser | null;
  /** Folder of `postgres` and `initdb`. */
  readonly binaries: string;
  readonly major_version: number;
}

/**
 * An ordinary user's server lives in `.hakika/postgres`. Root's server runs as somebody else, who may be unable to
 * enter the clone (one in /root, say); then its home is elsewhere and `.hakika/postgres` is a link to it.
 */
export async function findHome(directory: string, progress: (line: string) => void): Promise<Home> {
  const here = join(directory, "postgres");
  const user = serverUser();
  const known = await findKnown(here, progress);
  if (user === null) return openOwnHome(known ?? here);
  const native = bundledBinaries();
  if (known === null) return makeRootsHome(here, native, user);
  return openRootsHome(known, native, user).catch((error) => {
    throw new ExplainedError(
      `For root PostgreSQL runs as the user nobody, who cannot use ${known}: ${oneLine(error)}.`,
    );
  });
}

/** The first folder from which the server's user can really run the programs. */
async function makeRootsHome(here: string, native: string, user: ServerUser): Promise<Home> {
  const refusals: string[] = [];
  for (const make of [
    () => makeFolder(here),
    () => makeUnder("/var/lib/hakika", here),
    () => makeUnder(tmpdir(), here),
  ]) {
    try {
      const path = await realpath(await make());
      const home = await tryHome(path, native, user);
      if (path !== (await realpath(here).catch(() => null))) await symlink(path, here);
      return home;
    } catch (error) {
      refusals.push(oneLine(error));
    }
  }
  throw new ExplainedError(
    `PostgreSQL does not run as root, and no folder was found that the user nobody can use (${refusals.join("; ")}). ` +
      `Start Hakika as an ordinary user, or ${OWN_DATABASE}.`,
  );
}

async function openOwnHome(path: string): Promise<Home> {
  const binaries = join(bundledBinaries(), "bin");
  await mkdir(path, { recursive: true, mode: 0o700 });
  const major_version = await majorVersion({ binaries, folder: path, user: null }).catch((error) => {
    throw new ExplainedError(
      `The bundled PostgreSQL does not run here (${oneLine(error)}): ${OWN_DATABASE}.`,
    );
  });
  return { path: await realpath(path), user: null, binaries, major_version };
}

/** Leaves nothing behind where the user cannot run the programs from there. */
async function tryHome(path: string, native: string, user: ServerUser): Promise<Home> {
  try {
    return await openRootsHome(path, native, user);
  } catch (error) {
    await rm(path, { recursive: true });
    throw error;
  }
}

/** With the programs where npm has put them, or copies of those if the user cannot run them there. */
async function openRootsHome(path: string, native: string, user: ServerUser): Promise<Home> {
  const open = async (programs: string): Promise<Home> => {
    const binaries = join(programs, "bin");
    return { path, user, binaries, major_version: await majorVersion({ binaries, folder: path, user }) };
  };
  return open(native).catch(async () => open(await copyBinaries(native, path)));
}

async function makeFolder(path: string): Promise<string> {
  await mkdir(path);
  await chmod(path, 0o711);
  return path;
}

/** The random part of the name keeps two clones of one name apart, and a stranger from waiting there in advance. */
async function makeUnder(parent: string, here: string): Promise<string> {
  const clone = basename(dirname(dirname(resolve(here)))) || "clone";
  const made = await mkdir(parent, { recursive: true });
  if (made !== undefined) await chmod(parent, 0o711);
  const path = await mkdtemp(join(parent, `${clone}-`));
  await chmod(path, 0o711);
  return path;
}

/** Null where no home was finished yet, or where the one that `.hakika/postgres` points to is gone. */
async function findKnown(here: string, progress: (line: string) => void): Promise<string | null> {
  const entry = await lstat(here).catch(() => null);
  if (entry === null) return null;
  const path = await realpath(here).catch(() => null);
  if (path !== null && (entry.isSymbolicLink() || existsSync(join(path, "data")))) return path;
  if (path === null)
    progress(`The folder that ${here} points to is gone, and the database with it; making a new one`);
  await rm(here, { recursive: true });
  return null;
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ").trim();
}
