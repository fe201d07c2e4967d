import type { Json } from "../connector/simulator.ts";
import { maskDigits, maskNumber } from "../lib/mask.ts";

/** Digits that name one number among others, whatever stands before them for the country. */
const TAIL_LENGTH = 8;

/**
 * Hides a customer's number in what a provider tells of them. In values only that number, for an account or a time is as
 * long; where it is not known, and in words for people, whatever may be one.
 */
export function numberHider(phone_number: string | null) {
  const inText = phone_number === null ? maskDigits : ownNumberHider(phone_number);
  const inValue = (value: Json): Json => {
    if (typeof value === "string") return inText(value);
    if (typeof value === "number") return inNumber(value, inText);
    if (isList(value)) return value.map(inValue);
    if (value === null || typeof value === "boolean") return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [inText(name), inValue(part)]));
  };
  return { inValue, inWords: maskDigits };
}

/** With or without its country, and with gaps or without. */
function ownNumberHider(phone_number: string): (text: string) => string {
  const tail = phone_number.replace(/\D/g, "").slice(-TAIL_LENGTH);
  const own = new RegExp(`\\+?(?:\\d[ -]?){0,7}${[...tail].join("[ -]?")}`, "g");
  return (text) => text.replace(own, (found) => maskNumber(found.replace(/[ -]/g, "")));
}

function inNumber(value: number, inText: (text: string) => string): Json {
  const text = String(value);
  const hidden = inText(text);
  return hidden === text ? value : hidden;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
