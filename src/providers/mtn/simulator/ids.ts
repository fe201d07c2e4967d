import type { SimulatorHost } from "../../../connector/simulator.ts";

/** The platform's trace number: the second, and a count. */
export function newSequenceNo(host: SimulatorHost): string {
  const second = new Date(host.now()).toISOString().replace(/\D/g, "").slice(0, 14);
  return second + String(next(host, "sequence")).padStart(6, "0");
}

/** For callers who send none, or one that is not well-formed. */
export function newTransactionId(host: SimulatorHost): string {
  return `MTN${String(next(host, "transaction")).padStart(17, "0")}`;
}

export function newApprovalId(host: SimulatorHost): string {
  return `AP-${77_119 + next(host, "approval")}`;
}

/** Year, day of the year, and a count. */
export function newProviderTransactionId(host: SimulatorHost): string {
  const now = new Date(host.now());
  const day = Math.floor((host.now() - Date.UTC(now.getUTCFullYear(), 0, 0)) / 86_400_000);
  const count = (0xa81c0 + next(host, "provider_transaction")).toString(16).toUpperCase();
  return `FT${String(now.getUTCFullYear()).slice(2)}${String(day).padStart(3, "0")}${count}`;
}

/** The number of a line in the books. */
export function newLedgerId(host: SimulatorHost): string {
  return String(9_013_377_119 + next(host, "ledger"));
}

/** The message sequence number of carrier billing. */
export function newMessageNumber(host: SimulatorHost): string {
  return String(5_115_314_911_298_400 + next(host, "message"));
}

export function newOrderRef(host: SimulatorHost): string {
  return String(1_236_456 + next(host, "order"));
}

export function newContentToken(host: SimulatorHost): string {
  return randomText(host, "0123456789ABCDEF", 64);
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export function newAccessToken(host: SimulatorHost): string {
  return randomText(host, letters, 28);
}

function randomText(host: SimulatorHost, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[host.random(alphabet.length)]).join("");
}

function next(host: SimulatorHost, name: string): number {
  const number = (host.records.get<number>("last", name) ?? 0) + 1;
  host.records.put("last", name, number);
  return number;
}
