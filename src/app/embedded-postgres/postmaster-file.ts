import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a server writes about itself into its data folder. */
export interface PostmasterFile {
  readonly path: string;
  readonly process_id: number;
  readonly ready: boolean;
}

/** Null where no server has run, or the last one ended in good order. */
export async function readPostmasterFile(data: string): Promise<PostmasterFile | null> {
  const path = join(data, "postmaster.pid");
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.split("\n");
  return { path, process_id: Number(lines[0]), ready: lines[7]?.trim() === "ready" };
}
