import type { MagicValue, SimulatorHost } from "../../../../connector/simulator.ts";
import { ApiError } from "../gateway/api-error.ts";
import { type ErrorCode, errorCodes, isErrorCode } from "../gateway/code-table.ts";
import { choice } from "../settings.ts";
import type { DoubtCode } from "../systems.ts";
import { type Customer, customerOf } from "./customer.ts";

/** Known, whatever their state; every reading begins here. */
export function knownCustomer(host: SimulatorHost, id: string): Customer {
  if (id.includes("@")) throw new ApiError("1001", "The platform knows no customer by e-mail address.");
  if (!/^\d{7,15}$/.test(id)) throw new ApiError("5000", "The id is no number of 7 to 15 digits.");
  throwShortcut(id);
  const customer = customerOf(host, id);
  if (customer === undefined) throw new ApiError("1000", "HLR: no record for id");
  if (customer.barred) throw new ApiError("1001", "HLR: barred");
  return customer;
}

/** For money: a shortcut that leaves doubt is taken along, so that something may have happened. */
export function payingCustomer(host: SimulatorHost, id: string): Customer {
  const code = shortcutOf(id);
  if (!isDoubt(code)) return knownCustomer(host, id);
  const customer = customerOf(host, id);
  if (customer === undefined) throw new ApiError("1000", "HLR: no record for id");
  return { ...customer, doubt: { code, applied: choice(host, "applied") } };
}

/** A number that ends in a code is answered with that code wherever it is asked about. */
export function throwShortcut(msisdn: string): void {
  const code = shortcutOf(msisdn);
  if (code !== null) throw new ApiError(code, "Asked for by the number.");
}

const SHORTCUT_PREFIX = "2783999";

export const magicShortcuts: readonly MagicValue[] = (Object.keys(errorCodes) as ErrorCode[]).map((code) => ({
  field: "msisdn",
  value: SHORTCUT_PREFIX + code,
  effect: isDoubt(code)
    ? `Calls about this number are answered with ${code}; what becomes of money says the setting applied.`
    : `Calls about this number are answered with ${code}.`,
  code,
}));

function shortcutOf(msisdn: string): ErrorCode | null {
  const code = msisdn.slice(SHORTCUT_PREFIX.length);
  return msisdn.startsWith(SHORTCUT_PREFIX) && isErrorCode(code) ? code : null;
}

function isDoubt(code: ErrorCode | null): code is DoubtCode {
  return code === "1004" || code === "1007" || code === "3001" || code === "3003";
}
