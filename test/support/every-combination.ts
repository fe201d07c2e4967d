/** All objects that take one of the choices for each name. */
export function everyCombination<T extends object>(
  choices: {
    readonly [K in keyof T]-?: readonly T[K][];
  },
): readonly T[] {
  const names = Object.keys(choices) as (keyof T)[];
  const combine = (made: readonly Partial<T>[], name: keyof T) =>
    made.flatMap((one) => choices[name].map((choice) => ({ ...one, [name]: choice })));
  return names.reduce<readonly Partial<T>[]>(combine, [{}]) as readonly T[];
}
