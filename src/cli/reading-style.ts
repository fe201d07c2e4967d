import type { ListedRow } from "../catalogue/index.ts";
import type { Style } from "./terminal.ts";

/** `not_moved` as people write it. */
export function inWords(name: string): string {
  return name.replaceAll("_", " ");
}

/** Green for money whose fate is known for good, yellow for everything that still needs care. */
export function moneyStyle({ finality, money }: Pick<ListedRow, "finality" | "money">): Style {
  if (money === "none") return "faint";
  return finality === "final" && money !== "unknown" ? "good" : "careful";
}
