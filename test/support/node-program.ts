import { createHash } from "node:crypto";
import { rename } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const source = fileURLToPath(new URL("gateway-process.ts", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
let made: Promise<string> | undefined;

/**
 * A node's program in one file, with all that it imports: it starts in a quarter of the time, and these tests start it again
 * and again. Made anew in each run.
 */
export function nodeProgram(): Promise<string> {
  made ??= bundle();
  return made;
}

/** The name stays the same over all runs of this clone, so that what was compiled is found again. */
async function bundle(): Promise<string> {
  const file = `${cache}/node-${createHash("sha256").update(source).digest("hex").slice(0, 12)}.mjs`;
  const fresh = `${file}.${process.pid}`;
  const bundled = await rolldown({ input: source, platform: "node", logLevel: "silent" });
  await bundled.write({ file: fresh, format: "esm" });
  await bundled.close();
  await rename(fresh, file);
  return file;
}
