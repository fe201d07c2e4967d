import type { MagicValue } from "../../../connector/simulator.ts";
import { linesByCode } from "./magic/codes.ts";
import { linesWithAFault } from "./magic/faults.ts";
import type { MagicLine } from "./magic/magic-line.ts";
import { linesWithAStory } from "./magic/stories.ts";
import type { Subscriber } from "./subscribers.ts";

const lines: readonly MagicLine[] = [...linesByCode, ...linesWithAStory, ...linesWithAFault];
const byNumber = new Map(lines.map(({ mobile_number, line }) => [mobile_number, line] as const));
const byName = new Map(lines.map(({ name, line }) => [name, line] as const));

/** Undefined for an ordinary number. */
export function magicLine(mobile_number: string): Partial<Subscriber> | undefined {
  return byNumber.get(mobile_number);
}

/** Undefined where no case has this name. */
export function lineInCase(name: string): Partial<Subscriber> | undefined {
  return byName.get(name);
}

export const magicNumbers: readonly MagicValue[] = lines.map(({ mobile_number, name, effect, code }) => ({
  field: "MobileNumber",
  value: mobile_number,
  name,
  effect,
  code,
}));

export const magicAmounts: readonly MagicValue[] = [
  { field: "Amount", value: "150.50", effect: "Kobo, which an operator does not take.", code: "512" },
];
