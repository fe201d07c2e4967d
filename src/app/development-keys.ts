import { randomBytes, randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newApiKey } from "../store/keys.ts";
import { secureRandomness } from "./secure-randomness.ts";

/** What one clone's development gateway needs to recognise its own data after the next start. */
export interface DevelopmentKeys {
  /** base64 of 32 bytes. */
  readonly master_key: string;
  readonly api_key: string;
  /** UUIDs. */
  readonly merchant_id: string;
  readonly key_id: string;
  readonly webhook_endpoint_id: string;
  /** Of the receiver that shows webhooks; `whsec_…`. */
  readonly webhook_secret: string;
  readonly connection_ids: Readonly<Record<string, string>>;
}

/** Made at the first start and kept beside the data, for nobody but its owner to read. */
export async function developmentKeys(
  directory: string,
  providers: readonly string[],
): Promise<DevelopmentKeys> {
  const path = join(directory, "keys.json");
  const kept = await readKept(path);
  const connection_ids = Object.fromEntries(
    providers.map((id) => [id, kept?.connection_ids[id] ?? randomUUID()]),
  );
  const keys: DevelopmentKeys = {
    master_key: kept?.master_key ?? randomBytes(32).toString("base64"),
    api_key: kept?.api_key ?? newApiKey("sandbox", secureRandomness),
    merchant_id: kept?.merchant_id ?? randomUUID(),
    key_id: kept?.key_id ?? randomUUID(),
    webhook_endpoint_id: kept?.webhook_endpoint_id ?? randomUUID(),
    webhook_secret: kept?.webhook_secret ?? `whsec_${randomBytes(32).toString("base64")}`,
    connection_ids,
  };
  await writeFile(`${path}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return keys;
}

async function readKept(path: string): Promise<DevelopmentKeys | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
