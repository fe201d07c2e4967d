import { fieldName } from "./field-name.ts";
import { Problem } from "./problem.ts";

/**
 * PostgreSQL stores neither NUL nor half a surrogate pair, and one such text would fail the whole batch that it is
 * written with. Looks through every text and key of a value that is known not to nest deeply.
 */
export function refuseUnusableText(value: unknown, field: string): void {
  if (typeof value === "string") {
    if (!isUsable(value)) throw new Problem("unusable_text", { field });
  } else if (typeof value === "object" && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      if (!isUsable(key))
        throw new Problem("unusable_text", {
          field,
          detail: "The name of a field in it holds such a character.",
        });
      refuseUnusableText(part, `${field}/${fieldName(key)}`);
    }
  }
}

function isUsable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
