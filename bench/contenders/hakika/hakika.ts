import { randomBytes } from "node:crypto";
import type { Surroundings } from "../../rig/account.ts";
import { type Program, startProgram } from "../../rig/program.ts";
import type { ProviderStub } from "../../rig/provider-stub.ts";
import type { Contender } from "../contender.ts";
import { prepare } from "./prepare.ts";

/** A database of Hakika's with a merchant in it, and the key that opens it. */
export interface HakikaDatabase {
  readonly database_url: string;
  readonly master_key: string;
}

export interface HakikaSurroundings extends Surroundings {
  /** Left out: M-Pesa alone, where all contenders have it. */
  readonly provider_urls?: ProviderStub["urls"];
}

export async function prepareHakika(
  database_url: string,
  surroundings: HakikaSurroundings,
): Promise<HakikaDatabase> {
  const master_key = randomBytes(32).toString("base64");
  await prepare({ database_url, master_key, ...surroundings });
  return { database_url, master_key };
}

/** Hakika as it is shipped, with all its checks. */
export async function hakika(database_url: string, surroundings: HakikaSurroundings): Promise<Contender> {
  const database = await prepareHakika(database_url, surroundings);
  return {
    name: "Hakika",
    start: async () => {
      const gateway = await startNode(database, "bench");
      return { ...gateway, process_ids: [gateway.process_id] };
    },
  };
}

/** `node`: what it calls itself; two that run at once need two names. */
export function startNode(database: HakikaDatabase, node: string): Promise<Program> {
  return startProgram(new URL("./gateway.ts", import.meta.url), { ...database, node });
}

/** Hakika's API with nothing behind it; with `stores: false` it says that payments are stored, and stores none. */
export function startAtRest(
  database: HakikaDatabase,
  { stores }: { readonly stores: boolean },
): Promise<Program> {
  return startProgram(new URL("./at-rest.ts", import.meta.url), { ...database, stores });
}
