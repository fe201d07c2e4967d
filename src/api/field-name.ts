import { maskDigits } from "../lib/mask.ts";

/** No name of ours is longer. */
const NAME_LENGTH_MAX = 60;

/** A field's name as an answer may repeat it: a caller may have put a phone number there, or a book. */
export function fieldName(name: string): string {
  const short = name.length > NAME_LENGTH_MAX ? `${name.slice(0, NAME_LENGTH_MAX)}…` : name;
  return maskDigits(short.toWellFormed().replaceAll("\0", "")).replaceAll("~", "~0").replaceAll("/", "~1");
}
