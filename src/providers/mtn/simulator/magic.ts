import type { MagicValue } from "../../../connector/simulator.ts";
import type { CustomerCase } from "./customers/customer.ts";
import { peopleWhoPay } from "./magic/people-who-pay.ts";
import { peopleWithAFault } from "./magic/people-with-a-fault.ts";
import { peopleWithGaps } from "./magic/people-with-gaps.ts";

/** A number to which always the same happens. */
export interface MagicPerson {
  /** What the same is asked for by, for another number. */
  readonly name: string;
  readonly effect: string;
  /** What the caller meets; null where it is not about a code. */
  readonly code: string | null;
  /** How this customer differs from an ordinary one: the cause of the effect. */
  readonly person: CustomerCase;
}

const people: Readonly<Record<string, MagicPerson>> = {
  ...peopleWithGaps,
  ...peopleWhoPay,
  ...peopleWithAFault,
};

/** Undefined for an ordinary number. */
export function magicCustomer(msisdn: string): CustomerCase | undefined {
  return Object.hasOwn(people, msisdn) ? people[msisdn]?.person : undefined;
}

/** Undefined where no case has this name. */
export function customerInCase(name: string): CustomerCase | undefined {
  return Object.values(people).find((magic) => magic.name === name)?.person;
}

export const magicNumbers: readonly MagicValue[] = Object.entries(people).map(
  ([value, { name, effect, code }]) => ({ field: "msisdn", value, name, effect, code }),
);
