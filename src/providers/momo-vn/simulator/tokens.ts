import { constants, createCipheriv, privateDecrypt } from "node:crypto";
import type { Json } from "../../../connector/simulator.ts";
import type { Account } from "./accounts.ts";
import { type Fields, isObject } from "./fields.ts";
import { gatewayKey } from "./gateway-key.ts";

/** For the merchant: AES-256-CBC under the secret key, from sixteen zero bytes. */
export function encryptToken(
  token: Readonly<Record<string, Json>>,
  { secret_key }: Pick<Account, "secret_key">,
): string {
  const cipher = createCipheriv("aes-256-cbc", Buffer.from(secret_key, "utf8"), Buffer.alloc(16));
  return Buffer.concat([cipher.update(JSON.stringify(token), "utf8"), cipher.final()]).toString("base64");
}

/** The text that the merchant encrypted with the gateway's public key. For anything else null, or a text of chance. */
export function decryptText(encrypted: string): string | null {
  try {
    const key = { key: gatewayKey, padding: constants.RSA_PKCS1_PADDING };
    return privateDecrypt(key, Buffer.from(encrypted, "base64")).toString("utf8");
  } catch {
    return null;
  }
}

/** Null for what is no encrypted JSON object. */
export function decryptFields(encrypted: string): Fields | null {
  try {
    const decrypted: Json = JSON.parse(decryptText(encrypted) ?? "null");
    return isObject(decrypted) ? decrypted : null;
  } catch {
    return null;
  }
}
