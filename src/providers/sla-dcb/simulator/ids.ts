import type { SimulatorHost } from "../../../connector/simulator.ts";

/** Nine digits, counted up, so that no two are the same. */
export function newTransactionId(host: SimulatorHost): string {
  const last = host.records.get<number>("counter", "transaction") ?? 700_000_000;
  host.records.put("counter", "transaction", last + 1);
  return String(last + 1);
}

/** Names a notification or an asking SMS. */
export function newRunningNumber(host: SimulatorHost, of: "notification" | "ask" | "movement"): string {
  const last = host.records.get<number>("counter", of) ?? 0;
  host.records.put("counter", of, last + 1);
  return String(last + 1);
}

export function newUuid(host: SimulatorHost): string {
  const variant = "89ab".charAt(host.random(4));
  return `${hex(host, 8)}-${hex(host, 4)}-4${hex(host, 3)}-${variant}${hex(host, 3)}-${hex(host, 12)}`;
}

export function newBillId(host: SimulatorHost): string {
  return hex(host, 12);
}

export function newPin(host: SimulatorHost, length: number): string {
  return pick(host, "0123456789", length);
}

function hex(host: SimulatorHost, length: number): string {
  return pick(host, "0123456789abcdef", length);
}

function pick(host: SimulatorHost, alphabet: string, length: number): string {
  let picked = "";
  while (picked.length < length) picked += alphabet.charAt(host.random(alphabet.length));
  return picked;
}
