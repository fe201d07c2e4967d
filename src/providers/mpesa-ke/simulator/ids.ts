import type { SimulatorHost } from "../../../connector/simulator.ts";
import { calendar, dayFirst } from "./east-africa-time.ts";

/** The moment and the payer are in it, as on the real wire; so two pushes to one phone need different milliseconds. */
export function newCheckoutRequestId(host: SimulatorHost, msisdn: string): string {
  for (let at_ms = host.now(); ; at_ms++) {
    const id = `ws_CO_${dayFirst(at_ms)}${msisdn.slice(-9)}`;
    if (host.records.get("push", id) === undefined) return id;
  }
}

/** Four groups of hexadecimal digits, with a running number stuck to the last. */
export function newMerchantRequestId(host: SimulatorHost): string {
  const groups = [4, 4, 4, 12].map((length) => pick(host, HEXADECIMAL, length));
  return `${groups.join("-")}${4_000_000 + host.random(1_000_000)}`;
}

/** The aggregator's own id of the request. */
export function newRequestId(host: SimulatorHost): string {
  return `REQ_${pick(host, HEXADECIMAL, 12)}`;
}

/** Ten letters and digits, of which the first three tell the date. */
export function newReceipt(host: SimulatorHost): string {
  for (;;) {
    const receipt = receiptDate(host.now()) + pick(host, LETTERS + DIGITS, 7);
    if (host.records.get("charge", receipt) === undefined) return receipt;
  }
}

const DIGITS = "0123456789";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const HEXADECIMAL = "0123456789abcdef";

/** The year whose letter is A, counted back from 2026, which has U. */
const YEAR_OF_A = 2006;

/** A letter for the year, one for the month, and 1 to 9, then A to V, for the day. */
function receiptDate(at_ms: number): string {
  const [year, month, date] = calendar(at_ms);
  const yearLetter = LETTERS.charAt((year - YEAR_OF_A) % LETTERS.length);
  return yearLetter + LETTERS.charAt(month - 1) + (DIGITS + LETTERS).charAt(date);
}

function pick(host: SimulatorHost, alphabet: string, length: number): string {
  let picked = "";
  while (picked.length < length) picked += alphabet.charAt(host.random(alphabet.length));
  return picked;
}
