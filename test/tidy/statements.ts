import type { ProjectFile } from "./project-files.ts";

/** One SQL statement as it stands in the source, with the column lists that it names put in. */
export interface SourceStatement {
  readonly path: string;
  readonly name: string;
  readonly sql: string;
}

/** Every `Statement` of these files, with the parts that others of them share. */
export function statementsIn(files: readonly ProjectFile[]): readonly SourceStatement[] {
  const shared = constantsIn(files.map(({ text }) => text).join("\n"), "export const");
  return files.flatMap(({ path, text }) => {
    const parts = new Map([...shared, ...constantsIn(text, "const")]);
    return [...text.matchAll(/\bname:\s*"([^"]+)",\s*sql:\s*(?:`([^`]*)`|"([^"]*)")/g)].map(
      ([, name = "", template, plain]) => ({ path, name, sql: filledIn(template ?? plain ?? "", parts) }),
    );
  });
}

function constantsIn(text: string, declared: "const" | "export const"): ReadonlyMap<string, string> {
  const constant = new RegExp(`^${declared} ([A-Z_]+) =\\s*(?:\`([^\`]*)\`|"([^"]*)");`, "gm");
  return new Map(
    [...text.matchAll(constant)].map(([, name = "", template, plain]) => [name, template ?? plain ?? ""]),
  );
}

/** A name that stands for no column list stays as it is, and a rule may stumble over it. */
function filledIn(sql: string, parts: ReadonlyMap<string, string>): string {
  return sql.replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) => parts.get(name) ?? whole);
}

/** One sentence for each rule that a statement breaks. */
export function complaintsAbout(statement: SourceStatement): readonly string[] {
  return rules
    .filter(({ broken }) => broken(statement.sql))
    .map(({ says }) => `${statement.path}, ${statement.name}: ${says}`);
}

const writes = (sql: string) => /\b(?:insert into|update|delete from)\s+\w/i.test(sql);

const rules: readonly { readonly says: string; broken(sql: string): boolean }[] = [
  {
    says: "a locking read needs its slot, for a distributed database refuses one that goes over all slots",
    broken: (sql) =>
      /\bfor\s+(?:no\s+key\s+)?(?:update|share)\b|\bskip\s+locked\b/i.test(sql) &&
      !/\bslot = \$1\b/.test(sql),
  },
  {
    says: "a volatile function in a write is refused by a distributed database; take the time or the id as a parameter",
    broken: (sql) =>
      writes(sql) &&
      /\b(?:clock_timestamp|statement_timestamp|timeofday|random|gen_random_uuid|uuidv7|nextval)\s*\(/i.test(
        sql,
      ),
  },
  {
    says: "columns are named, so that a new one does not reach readers who do not know it",
    broken: (sql) =>
      starsOver(sql).some((source) => source !== "unnest" && !commonTables(sql).includes(source)),
  },
  {
    says: "a batch is sorted by its key before it is written, for unsorted ones deadlock",
    broken: (sql) => writes(sql) && /\bunnest\s*\(/i.test(sql) && !/\border\s+by\b/i.test(sql),
  },
  {
    says: "rows are never gone through from the start: continue after the last one",
    broken: (sql) => /\boffset\s+(?:\$?\d)/i.test(sql),
  },
];

/** What each `*` stands for: `select * from work` for `work`, and `input.*` for `input`. */
function starsOver(sql: string): readonly string[] {
  const whole = [...sql.matchAll(/\bselect\s+\*\s+from\s+(\w+)/gi)].map(([, source = ""]) => source);
  const partial = [...sql.matchAll(/\b(\w+)\.\*/g)].map(([, source = ""]) => source);
  return [...whole, ...partial];
}

/** What the statement itself has named in `with`. */
function commonTables(sql: string): readonly string[] {
  return [...sql.matchAll(/\b(\w+)\s+as\s+(?:materialized\s+|not\s+materialized\s+)?\(/gi)].map(
    ([, name = ""]) => name,
  );
}
