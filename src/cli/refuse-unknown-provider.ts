import { codeTables } from "../catalogue/index.ts";
import type { Terminal } from "./terminal.ts";

/** Says which providers there are, and ends with exit code 2, where the named one is not among them. */
export function refuseUnknownProvider(
  provider: string | undefined,
  { json, terminal }: { readonly json: boolean; readonly terminal: Terminal },
): boolean {
  const providers = codeTables.map((table) => ({ id: table.provider, name: table.name }));
  if (provider === undefined || providers.some(({ id }) => id === provider)) return false;

  terminal.exitWith(2);
  if (json) {
    terminal.out(JSON.stringify({ error: "unknown_provider", provider, providers }, null, 2));
    return true;
  }
  terminal.err(`There is no provider ${terminal.paint("strong", provider)}. There are:`);
  const longest = Math.max(...providers.map(({ id }) => id.length));
  for (const { id, name } of providers) terminal.err(`  ${id.padEnd(longest)}  ${name}`);
  return true;
}
