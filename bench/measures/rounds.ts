import { type Spread, spread } from "./result.ts";

/** So many turns' worth of load before the first one: V8 compiles what is called often, and that takes thousands of calls. */
export const WARM_UP = 2;

interface Named {
  readonly name: string;
}

/**
 * Lets the sides take turns, each round beginning with another one, so that a machine that grows slower meanwhile
 * changes little. What counts are the ratios within the rounds.
 */
export async function takeTurns<Side extends Named, Found>(
  sides: readonly Side[],
  rounds: number,
  turn: (side: Side) => Promise<Found>,
): Promise<Turns<Side, Found>> {
  const turns = new Turns<Side, Found>();
  for (let round = 0; round < rounds; round += 1) {
    const first = round % sides.length;
    for (const side of [...sides.slice(first), ...sides.slice(0, first)]) turns.add(side, await turn(side));
  }
  return turns;
}

/** What each side found in each round. */
export class Turns<Side extends Named, Found> {
  readonly #found = new Map<Side, Found[]>();

  add(side: Side, found: Found): void {
    this.#found.set(side, [...(this.#found.get(side) ?? []), found]);
  }

  /** Ours by theirs, round by round. */
  ratio(ours: Side, theirs: Side, value: (found: Found) => number): Spread {
    const others = this.#of(theirs).map(value);
    return spread(this.#of(ours).map((own, round) => value(own) / (others[round] ?? Number.NaN)));
  }

  /** Of each side the round in the middle, in words. */
  show(sides: readonly Side[], words: (found: Found) => string): string {
    const middle = (side: Side) => this.#of(side).map(words).toSorted(byNumber);
    return sides
      .map((side) => `${side.name} ${middle(side)[Math.floor(middle(side).length / 2)]}`)
      .join("; ");
  }

  #of(side: Side): readonly Found[] {
    return this.#found.get(side) ?? [];
  }
}

/** By the first number in each. */
function byNumber(one: string, other: string): number {
  return Number.parseFloat(one) - Number.parseFloat(other);
}
