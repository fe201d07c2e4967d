import { posix } from "node:path";
import type { ProjectFile } from "./project-files.ts";

/** What each row of the table allows, by the row's name, for example `providers/*`. */
export type ImportTable = ReadonlyMap<string, readonly string[]>;

/** Reads the table under `| folder | may import |`. */
export function readImportTable(markdown: string): ImportTable {
  const [, body = ""] = /^\| folder \| may import \|\n\|[-| ]+\|\n((?:\|.*\n?)+)/m.exec(markdown) ?? [];
  return new Map(
    [...body.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, folder = "", allowed = ""]) => [
      folder,
      [...allowed.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    ]),
  );
}

/** One sentence for each import that the table does not allow. */
export function forbiddenImports(files: readonly ProjectFile[], table: ImportTable): readonly string[] {
  return files.flatMap((file) => {
    const row = rowOf(file.path, table);
    if (row === undefined) return [`${file.path}: no row of the table covers it`];
    return importsOf(file)
      .filter((target) => !mayImport(file.path, target, table))
      .map((target) => `${file.path} imports ${target}, but ${row} may not`);
  });
}

/** The files of this project that a file imports, whether for values, for types or lazily. */
export function importsOf({ path, text }: ProjectFile): readonly string[] {
  return specifiersOf(text)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => posix.join(posix.dirname(path), specifier));
}

/** What stands behind `from` and in `import …`, for example `node:fs` or `./money.ts`. */
export function specifiersOf(text: string): readonly string[] {
  const statements = text.matchAll(/^(?:import|export)\b[^"';]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm);
  return [...statements].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? "");
}

function mayImport(path: string, target: string, table: ImportTable): boolean {
  const row = rowOf(path, table) ?? "";
  if (!row.endsWith(".ts") && target.startsWith(`${folderOf(path, row)}/`)) return true;
  const target_row = rowOf(target, table);
  return (table.get(row) ?? []).some(
    (allowed) => allowed === target_row || (isFileRow(target_row) && covers(allowed, target) && !isFolderBelow(allowed, target, table)),
  );
}

/** A folder's own files, for one row such as `providers/*` may stand for several folders. */
function folderOf(path: string, row: string): string {
  return path.split("/").slice(0, row.split("/").length + 1).join("/");
}

function isFileRow(row: string | undefined): boolean {
  return row?.endsWith(".ts") === true;
}
