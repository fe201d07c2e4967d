import type { Way } from "../ways.ts";
import { cancels } from "./cancels.ts";
import { captures } from "./captures.ts";
import type { Check } from "./check.ts";
import { confirms } from "./confirms.ts";
import { kinds } from "./kinds.ts";
import { limits } from "./limits.ts";
import { pages } from "./pages.ts";
import { repeats } from "./repeats.ts";

const all = [repeats, cancels, captures, confirms, pages, kinds, limits];

export function checksOf(way: Way): readonly Check[] {
  return all.flatMap((checks) => checks(way));
}
