import { createHmac } from "node:crypto";
import type { SimulatorHost } from "../../../connector/simulator.ts";

const FIRST_TRANSACTION = 4_610_849_894;

/** Transactions of other merchants lie between ours. */
const OTHERS_BETWEEN_MAX = 40;

/** Ten digits, each greater than the one before. */
export function newTransId(host: SimulatorHost): number {
  const last = host.records.get<number>("last", "transaction") ?? FIRST_TRANSACTION;
  const trans_id = last + 1 + host.random(OTHERS_BETWEEN_MAX);
  host.records.put("last", "transaction", trans_id);
  return trans_id;
}

/** A number that none of our transactions has; nothing is booked under it. */
export function foreignTransId(host: SimulatorHost): number {
  return FIRST_TRANSACTION - host.random(1_000_000_000);
}

/** Where nothing was booked a time stands in the place of a transaction, a little before the answer's own. */
export function timeAsTransId(host: SimulatorHost): number {
  return host.now() - 6;
}

export function newMovementId(host: SimulatorHost): string {
  const number = (host.records.get<number>("last", "movement") ?? 0) + 1;
  host.records.put("last", "movement", number);
  return `M${String(number).padStart(9, "0")}`;
}

/** Handed to the merchant once the payer has agreed to be charged later. */
export function newCallbackToken(host: SimulatorHost): string {
  return pick(host, LETTERS_AND_DIGITS, 34);
}

/** Three parts: hexadecimal digits, a time, a UUID. */
export function newTokenValue(host: SimulatorHost): string {
  const uuid = [8, 4, 4, 4, 12].map((length) => pick(host, HEXADECIMAL, length)).join("-");
  return `${pick(host, HEXADECIMAL, 32)}$${host.now()}$${uuid}`;
}

export function newMToken(host: SimulatorHost): string {
  return pick(host, LETTERS_AND_DIGITS, 40);
}

/** What stands behind `t` in a link; nobody but the gateway can read anything from it. */
export function sealOf(t: string): string {
  return createHmac("sha256", "the gateway's own secret").update(t).digest("hex");
}

const HEXADECIMAL = "0123456789abcdef";
const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function pick(host: SimulatorHost, alphabet: string, length: number): string {
  let picked = "";
  while (picked.length < length) picked += alphabet.charAt(host.random(alphabet.length));
  return picked;
}
