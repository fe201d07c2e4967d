import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ExplainedError } from "../../lib/explained-error.ts";
import { damaged, explainLog } from "./explain-failure.ts";
import type { Home } from "./home.ts";
import { runOnLeash } from "./leash.ts";

/** A database on disk, ready to be served. */
export interface Cluster {
  readonly home: Home;
  readonly data: string;
  readonly password: string;
}

/** The one role of the server, and its database. */
export const OWNER = "hakika";

interface ClusterRequest {
  readonly home: Home;
  readonly password: string;
  readonly progress: (line: string) => void;
}

/** Checks the data that is there, or makes a new database. */
export async function openCluster({ home, password, progress }: ClusterRequest): Promise<Cluster> {
  const data = join(home.path, "data");
  if (existsSync(data)) {
    await checkVersion(data, home.major_version);
  } else {
    progress("Making a new database");
    await createCluster(home, data, password);
  }
  return { home, data, password };
}

async function checkVersion(data: string, ours: number): Promise<void> {
  const theirs = Number(await readFile(join(data, "PG_VERSION"), "utf8").catch(() => "0"));
  if (theirs === ours) return;
  if (theirs === 0) throw damaged(data);
  throw new ExplainedError(
    `The database in ${data} was made by PostgreSQL ${theirs}, but this Hakika brings PostgreSQL ${ours}: dump it with ` +
      `the Hakika that made it, or delete ${data} to start afresh.`,
  );
}

/** Built beside its place and moved there when complete, so that a killed process leaves no half of a database. */
async function createCluster(home: Home, data: string, password: string): Promise<void> {
  const unfinished = `${data}.new`;
  const password_file = join(home.path, "password.new");
  await rm(unfinished, { recursive: true, force: true });
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await writeFile(password_file, password, { mode: 0o600 });
    if (home.user !== null) {
      await chown(unfinished, home.user.uid, home.user.gid);
      await chown(password_file, home.user.uid, home.user.gid);
    }
    await runInitdb(home, unfinished, password_file);
  } finally {
    await rm(password_file, { force: true });
  }
  await rename(unfinished, data);
}

/** The built-in locale is the same on every machine, so sorting never depends on what a system has installed. */
async function runInitdb(home: Home, data: string, password_file: string): Promise<void> {
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = [`--username=${OWNER}`, "--auth=scram-sha-256", `--pwfile=${password_file}`];
  const log_path = join(home.path, "initdb.log");
  const initdb = runOnLeash(
    [join(home.binaries, "initdb"), `--pgdata=${data}`, ...locale, ...access, "--no-instructions"],
    {
      user: home.user,
      folder: home.path,
      log_path,
    },
  );
  await initdb.ended;
  if (!initdb.succeeded()) throw await explainLog({ log_path, data });
}
