import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from "node:crypto";
import type { Json } from "../../../src/connector/simulator.ts";

/** Stands in a fixture for a text that travels encrypted, and says what it is encrypted from: a text as it stands, else JSON. */
interface Sealed {
  readonly sealed: "rsa" | "aes";
  /** The connection's setting that holds the key. */
  readonly under: string;
  readonly text: Json;
}

export interface Seals {
  seal(sealed: Sealed): string;
  open(sealed: Sealed, text: string): Json;
}

export type Keys = Readonly<Record<string, string>>;

export function isSealed(value: unknown): value is Json & Sealed {
  return typeof value === "object" && value !== null && "sealed" in value;
}

/** The key pair of a provider whose private key is ours for once, so that what is meant for it can be read here. */
const ours = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const spki = { format: "der", type: "spki" } as const;

/** Settings with that key in the place of the provider's own. */
export function withOurKey<Config extends object>(config: Config, fixtures: Json): Config {
  const [, under] = /"sealed":"rsa","under":"(\w+)"/.exec(JSON.stringify(fixtures)) ?? [];
  return under === undefined
    ? config
    : { ...config, [under]: ours.publicKey.export(spki).toString("base64") };
}

export function sealsOf(keys: Keys): Seals {
  const keyOf = ({ under }: Sealed) => keys[under] ?? "";
  return {
    seal: (sealed) => {
      const text = Buffer.from(typeof sealed.text === "string" ? sealed.text : JSON.stringify(sealed.text));
      return sealed.sealed === "rsa"
        ? publicEncrypt({ key: publicKey(keyOf(sealed)), padding }, text).toString("base64")
        : run(createCipheriv("aes-256-cbc", keyOf(sealed), start), text).toString("base64");
    },
    open: (sealed, base64) => {
      const bytes = Buffer.from(base64, "base64");
      const text =
        sealed.sealed === "rsa"
          ? privateDecrypt({ key: ours.privateKey, padding }, bytes)
          : run(createDecipheriv("aes-256-cbc", keyOf(sealed), start), bytes);
      return typeof sealed.text === "string" ? text.toString() : JSON.parse(text.toString());
    },
  };
}

/** As it stands in a provider's portal. */
function publicKey(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, "base64"), ...spki });
}

const padding = constants.RSA_PKCS1_PADDING;
const start = Buffer.alloc(16);

interface Cipher {
  update(bytes: Buffer): Buffer;
  final(): Buffer;
}

function run(cipher: Cipher, bytes: Buffer): Buffer {
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/** What travels: every such text encrypted. */
export function sealAll<Value>(value: Value, seals: Seals): Value {
  return JSON.parse(JSON.stringify(value), (_name, inside: unknown) =>
    isSealed(inside) ? seals.seal(inside) : inside,
  );
}
