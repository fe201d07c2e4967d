import { readdirSync, readFileSync } from "node:fs";
import type { TSchema } from "typebox";
import type { Provider } from "../../../src/connector/provider.ts";
import { providers } from "../../../src/providers/index.ts";
import { seedLists } from "../../support/seed-codes.ts";
import { outOfReach } from "./out-of-reach.ts";

const BEGIN = "<!-- The table of codes; npm run generate writes it. -->";
const END = "<!-- The end of the table of codes. -->";

/** The README with the table as the code and the ledgers have it now. */
export function withCodeTable(readme: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`README.md has no place for the table of codes: put "${BEGIN}" and "${END}" into it.`);
  return [before, BEGIN, "\n\n", codeTable(), "\n\n", END, after].join("");
}

/** Every code that a ledger has, as `provider code`. */
export function ledgerOf(kind: "reached" | "walked"): ReadonlySet<string> {
  const folder = new URL(`${kind}/`, import.meta.url);
  const ledgers = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  return new Set(ledgers.flatMap((text) => text.split("\n")).filter((name) => name !== ""));
}

function codeTable(): string {
  const reached = ledgerOf("reached");
  const walked = ledgerOf("walked");
  const all = () => true;
  const rows = providers.map((provider) => [
    `\`${provider.id}\``,
    operationsOf(provider).join(", "),
    flowsOf(provider).join(", "),
    ...[all, reached.has.bind(reached), walked.has.bind(walked)].map((counts) => count(provider.id, counts)),
  ]);
  const header = ["provider", "operations", "flows", "codes with a row", "reachable", "walked"];
  const lines = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [...lines, "", legend()].join("\n");
}

/** One number for each of a provider's lists. */
function count(provider: string, counts: (name: string) => boolean): string {
  return seedLists(provider)
    .map((list) => [...list].filter((code) => counts(`${provider} ${code}`)).length)
    .join(" + ");
}

function operationsOf({ capabilities, subscriptions, lookup }: Provider): readonly string[] {
  const { operations, capture, refund, cancel } = capabilities;
  return [
    ...operations,
    ...(capture.includes("manual") ? ["capture"] : []),
    ...(cancel ? ["cancel"] : []),
    ...(refund === "none" ? [] : ["refund"]),
    ...(subscriptions === undefined ? [] : ["subscription"]),
    ...(lookup === undefined ? [] : ["look-up"]),
  ];
}

/** The options by which a merchant chooses among a provider's flows. */
const choosing = ["flow", "method", "product"];

/** How payers take part, and what a merchant can choose among. */
function flowsOf({ capabilities, options }: Provider): readonly string[] {
  const { payer_challenge } = capabilities;
  const chosen = choosing.flatMap((name) => choicesOf(options.properties[name]));
  const flows = new Set([...(payer_challenge === "none" ? [] : [payer_challenge]), ...chosen]);
  return [...flows].map((flow) => flow.replaceAll("_", " "));
}

function choicesOf(schema: TSchema | undefined): readonly string[] {
  if (schema === undefined) return [];
  if ("enum" in schema && Array.isArray(schema.enum)) return schema.enum;
  if ("anyOf" in schema && Array.isArray(schema.anyOf)) return schema.anyOf.map(({ const: value }) => value);
  return [];
}

function legend(): string {
  const total = providers.flatMap(({ id }) => seedLists(id)).reduce((sum, list) => sum + list.size, 0);
  const [reached, walked] = [ledgerOf("reached").size, ledgerOf("walked").size];
  return `${total} of ${total} codes have a row, ${reached} are reachable and ${walked} walked; ${outOfReach.length} are out of a caller's reach.`;
}
