import { drawFrom } from "../../src/sandbox/faults/chance.ts";

/** The same order each time for the same seed, and none that anybody would choose. */
export function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const mixed = [...items];
  let state = seed;
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const next = drawFrom(state);
    state = next.state;
    const chosen = Math.floor(next.drawn * (last + 1));
    [mixed[last], mixed[chosen]] = [mixed[chosen] as Item, mixed[last] as Item];
  }
  return mixed;
}
