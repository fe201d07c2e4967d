import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from "node:crypto";
import type { Randomness } from "../core/ports.ts";

/** Where a sealed value lives. A value that is moved to another row or field does not open there. */
export interface Place {
  readonly table: string;
  readonly row: string;
  readonly field: string;
  /** Each merchant's values are sealed under a key of their own. */
  readonly merchant_id: string;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEADER_BYTES = 1 + 4;

/**
 * Seals what must not be read in the database: AES-256-GCM under keys derived from one master key that is never stored
 * there. The master key's id stands before each value, so that a new master key can be brought in.
 */
export class Vault {
  readonly #master: Uint8Array;
  readonly #randomness: Randomness;
  readonly #keys = new Map<string, KeyObject>();
  readonly #id: Buffer;

  constructor(master: Uint8Array, randomness: Randomness) {
    if (master.length !== KEY_BYTES)
      throw new Error(`The master key must have ${KEY_BYTES} bytes; it has ${master.length}.`);
    this.#master = master;
    this.#randomness = randomness;
    this.#id = this.#derive("key id").export().subarray(0, 4);
  }

  seal(place: Place, value: Uint8Array | string): Buffer {
    const nonce = this.#randomness.bytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#derive(`seal ${place.merchant_id}`), nonce);
    cipher.setAAD(associated(place));
    const body = Buffer.concat([
      cipher.update(typeof value === "string" ? Buffer.from(value) : value),
      cipher.final(),
    ]);
    return Buffer.concat([Buffer.from([VERSION]), this.#id, nonce, cipher.getAuthTag(), body]);
  }

  /** Throws where the value was altered, moved, or sealed under another master key. */
  open(place: Place, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed);
    if (bytes[0] !== VERSION || !bytes.subarray(1, HEADER_BYTES).equals(this.#id)) {
      throw new Error(`The sealed ${place.field} in ${place.table} was sealed under another master key.`);
    }
    const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    const tag = bytes.subarray(HEADER_BYTES + NONCE_BYTES, HEADER_BYTES + NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", this.#derive(`seal ${place.merchant_id}`), nonce);
    decipher.setAAD(associated(place));
    decipher.setAuthTag(tag);
    return Buffer.concat([
      decipher.update(bytes.subarray(HEADER_BYTES + NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
  }

  openText(place: Place, sealed: Uint8Array): string {
    return this.open(place, sealed).toString("utf8");
  }

  /** A keyed digest finds a phone number without holding it: all numbers of a country can be hashed in seconds. */
  digest(purpose: string, value: Uint8Array | string): Buffer {
    return createHmac("sha256", this.#derive(`digest ${purpose}`))
      .update(value)
      .digest();
  }

  matches(purpose: string, value: Uint8Array | string, digest: Uint8Array): boolean {
    const expected = this.digest(purpose, value).subarray(0, digest.length);
    return expected.length === digest.length && timingSafeEqual(expected, digest);
  }

  /** As key objects, for Node spends more on taking bare bytes for a key than on the sealing itself. */
  #derive(purpose: string): KeyObject {
    const known = this.#keys.get(purpose);
    if (known !== undefined) return known;
    const bytes = Buffer.from(hkdfSync("sha256", this.#master, "hakika", purpose, KEY_BYTES));
    const key = createSecretKey(bytes);
    // A key for each merchant and purpose: a bound, for a process may live long.
    if (this.#keys.size >= DERIVED_KEYS_MAX) this.#keys.clear();
    this.#keys.set(purpose, key);
    return key;
  }
}

const DERIVED_KEYS_MAX = 10_000;

function associated(place: Place): Buffer {
  return Buffer.from(`${place.table}/${place.row}/${place.field}`);
}
