import { constants, createDecipheriv, createPublicKey, publicEncrypt } from "node:crypto";
import { simulator } from "../index.ts";

type Fields = Readonly<Record<string, unknown>>;

/** For the gateway's eyes only, under the key of its portal. */
export function encryptText(text: string): string {
  const der = Buffer.from(String(simulator.credentials["public_key"]), "base64");
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text)).toString("base64");
}

export function encryptFields(fields: Fields): string {
  return encryptText(JSON.stringify(fields));
}

/** What the gateway has encrypted for the merchant. */
export function decryptToken(aesToken: unknown): Fields {
  const key = Buffer.from(String(simulator.credentials["secret_key"]));
  const decipher = createDecipheriv("aes-256-cbc", key, Buffer.alloc(16));
  return JSON.parse(decipher.update(String(aesToken), "base64", "utf8") + decipher.final("utf8"));
}
