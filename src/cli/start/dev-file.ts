import { rmSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What other programs on this machine need to find and use a running development Hakika. */
export interface DevFile {
  readonly gateway: string;
  readonly sandbox: string;
  readonly api_key: string;
  readonly database_url: string;
}

/** Shows how to reach Hakika for as long as this process lives, whichever way it ends. */
export async function showDevFile(directory: string, contents: DevFile): Promise<void> {
  const path = pathIn(directory);
  await writeFile(`${path}.new`, `${JSON.stringify(contents, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  process.once("exit", () => rmSync(path, { force: true }));
}

/** A killed process cannot take its file away, so the next start does. */
export async function removeStaleDevFile(directory: string): Promise<void> {
  await rm(pathIn(directory), { force: true });
}

/** Null while Hakika is still starting. */
export async function readDevFile(directory: string): Promise<DevFile | null> {
  const text = await readFile(pathIn(directory), "utf8").catch(() => null);
  return text === null ? null : JSON.parse(text);
}

function pathIn(directory: string): string {
  return join(directory, "dev.json");
}
