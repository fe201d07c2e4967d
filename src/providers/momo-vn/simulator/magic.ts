import type { MagicValue } from "../../../connector/simulator.ts";
import { payersByCode } from "./magic/codes.ts";
import { payersWithAFault } from "./magic/faults.ts";
import { type MagicPayer, OPENING_BALANCE } from "./magic/magic-payer.ts";
import type { Payer } from "./payers.ts";

const people: readonly MagicPayer[] = [...payersByCode, ...payersWithAFault];
const byPhone = new Map(people.map((person) => [person.phone, person] as const));
const byName = new Map(people.map((person) => [person.name, person] as const));

/** Undefined for an ordinary number. */
export function magicPayer(phone: string): Partial<Payer> | undefined {
  return byPhone.get(phone)?.payer;
}

export function openingBalance(phone: string): number {
  return byPhone.get(phone)?.balance ?? OPENING_BALANCE;
}

/** Undefined where no case has this name. */
export function payerInCase(name: string): Pick<MagicPayer, "payer" | "balance"> | undefined {
  return byName.get(name);
}

export const magicPhones: readonly MagicValue[] = people.map(({ phone, name, effect, code }) => ({
  field: "userInfo.phoneNumber",
  value: phone,
  name,
  effect,
  code,
}));
