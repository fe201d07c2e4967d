import { fill } from "../../bench/database/fill.ts";
import { ask } from "../support/ask.ts";
import { hot, readPlans, statements } from "./plans.ts";

/** Enough that a wrong plan would cost more than the right one. */
const PAYMENTS = 5_000;

/** How a database that was empty at first, and then holds some thousand payments, goes about each statement. */
export interface Plans {
  readonly fresh: ReadonlyMap<string, string>;
  /** Made while the tables were empty and known to be so. */
  readonly stale: ReadonlyMap<string, string>;
}

/** Of a database that is migrated and empty. */
export async function gatherPlans(database_url: string): Promise<Plans> {
  await ask(database_url, "analyze");
  const stale = await readPlans(database_url);
  await fill(database_url, PAYMENTS);
  return { fresh: await readPlans(database_url), stale };
}

export function plansPage({ fresh, stale }: Plans): string {
  const others = [...statements.keys()].filter((name) => !hot.has(name)).sort();
  const section = (name: string) => [
    `### \`${name}\``,
    ...(hot.has(name) ? [hot.get(name)] : []),
    block(fresh.get(name)),
    ...(fresh.get(name) === stale.get(name)
      ? []
      : ["Made while the tables were empty:", block(stale.get(name))]),
  ];
  const lines = [
    ...introduction,
    "## On a payment's way",
    ...[...hot.keys()].flatMap(section),
    "## The others",
    ...others.flatMap(section),
  ];
  return `${lines.join("\n\n")}\n`;
}

function block(plan: string | undefined): string {
  return `\`\`\`text\n${plan}\n\`\`\``;
}

const introduction = [
  "# How PostgreSQL goes about each statement",
  "Generated: do not edit.",
  `Every statement of the store, explained on the settings of a gateway's connection and a database with ${PAYMENTS}
payments. A plan is made once for each connection and then kept, so each was also made while the tables were empty and
analysed, the worst that statistics can say; it is shown a second time only where that differs. On a payment's way it
may not differ: a test holds it.`.replaceAll("\n", " "),
];
