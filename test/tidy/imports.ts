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
  const statements = text.matchAll(
    /^(?:import|export)\b[^"';]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
  );
  return [...statements].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? "");
}

function mayImport(path: string, target: string, table: ImportTable): boolean {
  const row = rowOf(path, table) ?? "";
  const own_folder = pattern(row).exec(path)?.[0] ?? "";
  const allowed = table.get(row) ?? [];
  const folders: ImportTable = new Map([...table].filter(([name]) => !name.endsWith(".ts")));
  return (
    (!row.endsWith(".ts") && target.startsWith(own_folder)) ||
    [rowOf(target, table), rowOf(target, folders)].some(
      (name) => name !== undefined && allowed.includes(name),
    )
  );
}

/** The row that names the file most closely: a simulator's file is no longer one of its provider's. */
function rowOf(path: string, table: ImportTable): string | undefined {
  const rows = [...table.keys()].filter((row) => pattern(row).test(path));
  return rows.sort((one, other) => other.split("/").length - one.split("/").length)[0];
}

/** Matches the folder that a row names with its slash, or the one file. */
function pattern(row: string): RegExp {
  const name = row.replaceAll(".", "\\.").replaceAll("*", "[^/]+");
  return new RegExp(`^src/${name}${row.endsWith(".ts") ? "$" : "/"}`);
}
