import { constants, createDecipheriv, createPublicKey, type KeyObject, publicEncrypt } from "node:crypto";
import type { MomoConfig } from "../config.ts";
import type { LinkKind } from "../wire.ts";

/** What MoMo gives for charging a wallet again, with the name under which the wallet is linked. Kept as one sealed text. */
export interface LinkedWallet {
  readonly kind: LinkKind;
  readonly partnerClientId: string;
  /** As MoMo wrote it; `value` is what charges. */
  readonly token: Readonly<Record<string, unknown>>;
}

/** AES-256-CBC under the secret key, from sixteen zero bytes, as Base64. Null for what is no token. */
export function decryptToken(aesToken: string, { secret_key }: MomoConfig): LinkedWallet["token"] | null {
  try {
    const decipher = createDecipheriv("aes-256-cbc", Buffer.from(secret_key, "utf8"), Buffer.alloc(16));
    const token: unknown = JSON.parse(decipher.update(aesToken, "base64", "utf8") + decipher.final("utf8"));
    return isToken(token) ? token : null;
  } catch {
    return null;
  }
}

/**
 * RSA with MoMo's public key, as Base64. Without a usable key the text is empty: MoMo refuses such a request as malformed,
 * and nobody is charged.
 */
export function encryptToken(token: LinkedWallet["token"], { public_key }: MomoConfig): string {
  const text = Buffer.from(JSON.stringify(token), "utf8");
  try {
    const key = readKey(public_key);
    return publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, text).toString("base64");
  } catch {
    return "";
  }
}

export function writeSecret(wallet: LinkedWallet): string {
  return JSON.stringify(wallet);
}

/** Null where nothing was linked. */
export function readSecret(secret: string | null): LinkedWallet | null {
  return secret === null ? null : (JSON.parse(secret) as LinkedWallet);
}

/** As PEM, or as the bare Base64 that stands in MoMo's portal. */
function readKey(public_key: string): KeyObject {
  return public_key.includes("BEGIN")
    ? createPublicKey(public_key)
    : createPublicKey({ key: Buffer.from(public_key, "base64"), format: "der", type: "spki" });
}

function isToken(value: unknown): value is LinkedWallet["token"] {
  return typeof value === "object" && value !== null && "value" in value && typeof value.value === "string";
}
