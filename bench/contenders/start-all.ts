import type { Contender, Running } from "./contender.ts";

interface AllRunning extends AsyncDisposable {
  of(contender: Contender): Running;
}

/** They stay up between their turns, for a program that just started is slow; while it is not its turn, each is idle. */
export async function startAll(contenders: readonly Contender[]): Promise<AllRunning> {
  await using starting = new AsyncDisposableStack();
  const running = new Map<Contender, Running>();
  for (const contender of contenders) {
    const started = await contender.start();
    starting.defer(() => started.stop());
    running.set(contender, started);
  }
  const all = starting.move();
  return {
    of: (contender) => {
      const found = running.get(contender);
      if (found === undefined) throw new Error(`${contender.name} was not started.`);
      return found;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
