import { provesNotCharged } from "../core/outcome.ts";
import type { CodeRow } from "./row.ts";

/**
 * Derived, never stored by hand: whether this message, alone, makes another charge safe. A row that holds only once an
 * inquiry confirms it is not safe by itself; the engine may call it so after the inquiry.
 */
export function safeToChargeAgain(row: CodeRow): boolean {
  return provesNotCharged(row) && row.confirm_by_inquiry !== true;
}
