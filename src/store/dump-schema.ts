import type pg from "pg";

/** The whole schema as text, in an order that does not depend on how it came to be, so that reviews see what a migration did. */
export async function dumpSchema(client: pg.Client): Promise<string> {
  const { rows: tables } = await client.query<{ name: string; options: string | null }>(tablesSql);
  const parts: string[] = ["-- The schema as the migrations leave it. Generated: do not edit."];
  for (const { name, options } of tables) {
    const lines = [
      ...(await linesOf(client, columnsSql, name)),
      ...(await linesOf(client, constraintsSql, name)),
    ];
    parts.push(
      `create table ${name} (\n  ${lines.join(",\n  ")}\n)${options === null ? "" : `\nwith (${options})`};`,
    );
    parts.push(...(await linesOf(client, indexesSql, name)).map((line) => `${line};`));
  }
  return `${parts.join("\n\n")}\n`;
}

async function linesOf(client: pg.Client, sql: string, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(sql, [table]);
  return rows.map((row) => row.line);
}

const tablesSql = `
select relname as name, array_to_string(reloptions, ', ') as options
  from pg_class where relnamespace = 'hakika'::regnamespace and relkind = 'r' order by relname`;

const columnsSql = `
select attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
       || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
  from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
 where attrelid = ('hakika.' || $1)::regclass and attnum > 0 and not attisdropped order by attnum`;

const constraintsSql = `
select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line
  from pg_constraint where conrelid = ('hakika.' || $1)::regclass and contype <> 'n' order by contype desc, conname`;

const indexesSql = `
select indexdef as line from pg_indexes
 where schemaname = 'hakika' and tablename = $1
   and indexname not in (select conname from pg_constraint where conrelid = ('hakika.' || $1)::regclass)
 order by indexname`;
