import { codeTables, readCode } from "../../src/catalogue/index.ts";
import { type Measure, spread } from "./result.ts";

/** Registry look-ups a second on one processor: every code of every provider, again and again. */
export const lookups: Measure = async (_rig, { rounds, seconds }) => {
  const queries = codeTables.flatMap((table) =>
    table.rows.map((row) => ({
      table,
      query: {
        surface: row.surface,
        call: row.calls?.[0] ?? null,
        http_status: null,
        code: row.code,
        message: null,
      },
    })),
  );
  const perSecond = (): number => {
    const began = performance.now();
    let count = 0;
    while (performance.now() - began < seconds * 1_000) {
      for (const { table, query } of queries) readCode(table, query);
      count += queries.length;
    }
    return (count * 1_000) / (performance.now() - began);
  };
  const found = Array.from({ length: rounds + 1 }, perSecond).slice(1);
  return [
    {
      goal: "",
      measure: "registry look-ups",
      against: "–",
      found: spread(found, "/s"),
      detail: `${queries.length} codes of ${codeTables.length} providers`,
    },
  ];
};
