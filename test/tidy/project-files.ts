import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface ProjectFile {
  /** From the root of the project, for example `src/core/money.ts`. */
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every text file that is, or is about to be, part of the project: what git tracks and what it would not ignore. */
export const projectFiles: readonly ProjectFile[] = list().map((path) => ({
  path,
  text: readFileSync(root + path, "utf8"),
}));

export const sources = projectFiles.filter(({ path }) => /^src\/.*\.tsx?$/.test(path) && !isTest(path));
export const tests = projectFiles.filter(({ path }) => isTest(path));
export const documents = projectFiles.filter(({ path }) => path.endsWith(".md"));

function isTest(path: string): boolean {
  return /\.test\.tsx?$|^test\/.*\.ts$|^src\/.*\/testing\//.test(path);
}

function list(): readonly string[] {
  const git = (...options: string[]) =>
    execFileSync("git", ["ls-files", "-z", ...options], { cwd: root, encoding: "utf8" }).split("\0");
  const deleted = new Set(git("--deleted"));
  const known = git("--cached", "--others", "--exclude-standard");
  return [...new Set(known)].filter(
    (path) => path !== "" && !deleted.has(path) && !/\.(png|svg|ico|woff2)$/.test(path),
  );
}

/** `path:line`, for each line that matches. */
export function linesMatching(files: readonly ProjectFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}
