import { ask } from "./ask.ts";
import type { Place } from "./leak-search.ts";

/** Every column of every row of every table, bytes in hexadecimal: what whoever stole the database would have. */
export async function dumpTables(database_url: string): Promise<readonly Place[]> {
  const tables = await ask(
    database_url,
    "select table_name as name from information_schema.tables where table_schema = 'hakika' order by 1",
  );
  const places: Place[] = [];
  for (const { name } of tables) {
    const rows = await ask(database_url, `select row_to_json(t)::text as row from hakika.${name} t`);
    places.push({ where: `the table ${name}`, text: rows.map(({ row }) => String(row)).join("\n") });
  }
  return places;
}
