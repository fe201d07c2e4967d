import { parse as parseUuid, stringify as stringifyUuid } from "uuid";
import type { Vault } from "../store/vault.ts";

/** Which attempt a callback is about: all of it stands in the URL, so that nothing has to be looked up to trust it. */
export interface CallbackAddress {
  /** UUID. */
  readonly connection_id: string;
  /** UUID. */
  readonly operation_id: string;
  readonly attempt: number;
}

const UUID_BYTES = 16;
const FACTS_BYTES = 2 * UUID_BYTES + 1;
/** 128 bits: nobody guesses the URL of somebody else's attempt. */
const SEAL_BYTES = 16;

/** The last part of the callback URL. */
export function writeAddress(address: CallbackAddress, vault: Vault): string {
  const facts = Buffer.concat([
    parseUuid(address.connection_id),
    parseUuid(address.operation_id),
    Buffer.from([address.attempt]),
  ]);
  return Buffer.concat([facts, vault.digest("callback address", facts).subarray(0, SEAL_BYTES)]).toString(
    "base64url",
  );
}

/** Undefined for anything that we did not write. */
export function readAddress(text: string, vault: Vault): CallbackAddress | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== FACTS_BYTES + SEAL_BYTES || bytes.toString("base64url") !== text) return undefined;
  const facts = bytes.subarray(0, FACTS_BYTES);
  if (!vault.matches("callback address", facts, bytes.subarray(FACTS_BYTES))) return undefined;
  return {
    connection_id: stringifyUuid(facts.subarray(0, UUID_BYTES)),
    operation_id: stringifyUuid(facts.subarray(UUID_BYTES, 2 * UUID_BYTES)),
    attempt: facts[FACTS_BYTES - 1] ?? 0,
  };
}

/** The last part of the URL that stands in a provider's settings, for all callbacks of a connection. */
export function writeConnectionAddress(connection_id: string, vault: Vault): string {
  const facts = Buffer.from(parseUuid(connection_id));
  return Buffer.concat([facts, vault.digest("connection address", facts).subarray(0, SEAL_BYTES)]).toString(
    "base64url",
  );
}

/** The connection's UUID; undefined for anything that we did not write. */
export function readConnectionAddress(text: string, vault: Vault): string | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== UUID_BYTES + SEAL_BYTES || bytes.toString("base64url") !== text) return undefined;
  const facts = bytes.subarray(0, UUID_BYTES);
  return vault.matches("connection address", facts, bytes.subarray(UUID_BYTES))
    ? stringifyUuid(facts)
    : undefined;
}
