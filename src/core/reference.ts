const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Short enough for every provider's wire, where a UUID is not. */
const REFERENCE_LENGTH = 20;

/**
 * Our name for one attempt: derived from the operation and the attempt's number, so that it is the same after a crash,
 * and never used twice. The first two characters tell the slot.
 *
 * `digest` is a hash of the operation's id and the attempt's number, 16 bytes or more.
 */
export function attemptReference(slot: number, digest: Uint8Array): string {
  let rest = digest.subarray(0, 16).reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  let text = "";
  while (text.length < REFERENCE_LENGTH - 2) {
    text = (ALPHABET[Number(rest % 36n)] ?? "0") + text;
    rest /= 36n;
  }
  return slot.toString().padStart(2, "0") + text;
}
