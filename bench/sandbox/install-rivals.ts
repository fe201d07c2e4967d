import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** WireMock's package holds its jar, which needs a Java of the machine. */
const rivals = ["wiremock@3.13.2", "@stoplight/prism-cli@5.16.0"] as const;

interface Installed extends AsyncDisposable {
  readonly folder: string;
}

/** They are no dependencies of the project, so they go where they are gone afterwards. */
export async function installRivals(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), "hakika-bench-"));
  await writeFile(join(folder, "package.json"), '{"private":true}');
  const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  await promisify(execFile)("npm", ["install", ...options, ...rivals], { cwd: folder });
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
