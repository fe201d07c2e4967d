import { TypeID } from "typeid-js";
import { v7 } from "uuid";
import type { Clock, Randomness } from "./ports.ts";

/** Operations are spread over this many slots; an id's last six bits tell its slot. */
export const SLOTS = 64;

/** What an id is of; it stands before the underscore. */
export const idPrefixes = {
  payment: "pay",
  topup: "top",
  refund: "ref",
  subscription: "sub",
  message: "msg",
  received_message: "rcv",
  event: "evt",
  review: "rev",
  delivery: "dlv",
  endpoint: "whe",
  merchant: "mer",
  connection: "con",
  key: "key",
} as const;
export type IdKind = keyof typeof idPrefixes;

/** A new UUIDv7 that carries its slot in its last six bits. */
export function newId(
  slot: number,
  source: { readonly clock: Clock; readonly randomness: Randomness },
): string {
  const uuid = v7({ msecs: source.clock.now(), random: source.randomness.bytes(16) });
  const last = Number.parseInt(uuid.slice(-2), 16);
  const marked = (last & ~(SLOTS - 1)) | slot;
  return uuid.slice(0, -2) + marked.toString(16).padStart(2, "0");
}

export function slotOf(uuid: string): number {
  return Number.parseInt(uuid.slice(-2), 16) & (SLOTS - 1);
}

/** `pay_01…`: the form in which people and programs see an id. */
export function showId(kind: IdKind, uuid: string): string {
  return TypeID.fromUUID(idPrefixes[kind], uuid).toString();
}

/** The UUID in a shown id; undefined where the text is not an id of that kind. */
export function readId(kind: IdKind, shown: string): string | undefined {
  if (!/^[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(shown) || !shown.startsWith(`${idPrefixes[kind]}_`))
    return undefined;
  return uuidOf(TypeID.fromString(shown).toUUIDBytes());
}

/** The library's own way accepts only UUIDs of the versions it knows, and a stranger may send any 128 bits. */
function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
