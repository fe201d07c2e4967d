import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../../", import.meta.url));

export interface Clone extends AsyncDisposable {
  /** A folder of mode 700 around the clone, such as /root is. */
  readonly around: string;
  readonly path: string;
}

/** A copy of the sources with the named packages installed, in a folder that only this user can enter. */
export async function makeClone(packages: readonly string[]): Promise<Clone> {
  const around = await mkdtemp(join(tmpdir(), "hakika-clone-"));
  const path = join(around, "hakika");
  await mkdir(path);
  for (const name of ["package.json", "bin", "src", "migrations"])
    await cp(join(project, name), join(path, name), { recursive: true });
  for (const name of await withDependencies(packages)) {
    const installed = join("node_modules", name);
    await cp(join(project, installed), join(path, installed), { recursive: true, verbatimSymlinks: true });
  }
  return { around, path, [Symbol.asyncDispose]: () => rm(around, { recursive: true }) };
}

/** Those of them that are installed here: a package for another system is not. */
async function withDependencies(packages: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const waiting = [...packages];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const text = await readFile(join(project, "node_modules", name, "package.json"), "utf8").catch(
      () => null,
    );
    if (text === null || found.has(name)) continue;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(text);
    waiting.push(...Object.keys(dependencies), ...Object.keys(optionalDependencies));
  }
  return found;
}
