/** Every order in which these can come. */
export function everyOrder<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first, index) =>
    everyOrder(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}
