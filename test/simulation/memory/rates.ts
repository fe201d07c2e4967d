import type { MemoryStatement } from "./statement.ts";
import type { Rows } from "./tables.ts";

type Rate = Rows["rates"];

/** As many calls of one kind as want their turn under one limit. */
interface Asked extends Pick<Rate, "slot" | "digest"> {
  readonly every_ms: number;
  readonly from_ms: number;
  readonly reach_ms: number;
  readonly count: number;
}

interface Held extends Pick<Rate, "slot" | "digest"> {
  readonly next_ms: number;
}

/** The limits that all nodes count together. */
export const rateStatements: Readonly<Record<string, MemoryStatement>> = {
  take_turns: (input, { tables }) =>
    input.rows<Asked>().flatMap((asked) => {
      const rate = tables.rates.get(asked.digest.toString("hex"));
      if (rate === undefined) return [];
      const taken = take(rate, asked);
      tables.rates.put(taken);
      const { digest, granted, next_ms, queue_ms } = taken;
      return [{ digest, granted, next_ms, queue_ms }];
    }),

  hold_rates: (input, { tables }) => {
    for (const { slot, digest, next_ms } of input.rows<Held>()) {
      const rate = tables.rates.get(digest.toString("hex"));
      const next = BigInt(next_ms);
      if (rate === undefined) tables.rates.insert({ slot, digest, next_ms: next, queue_ms: 0n, granted: 0 });
      else if (rate.next_ms < next) tables.rates.put({ ...rate, next_ms: next });
    }
    return [];
  },

  read_rates: (input, { tables }) =>
    input.value<readonly Buffer[]>(2).flatMap((digest) => {
      const rate = tables.rates.get(digest.toString("hex"));
      return rate === undefined ? [] : [{ digest, next_ms: rate.next_ms }];
    }),

  begin_rates: (input, { tables }) => {
    for (const { slot, digest } of input.rows<Asked>())
      if (tables.rates.get(digest.toString("hex")) === undefined)
        tables.rates.insert({ slot, digest, next_ms: 0n, queue_ms: 0n, granted: 0 });
    return [];
  },
};

function take(rate: Rate, { every_ms, from_ms, reach_ms, count }: Asked): Rate {
  const from = Math.max(Number(rate.next_ms), from_ms);
  const room = Math.trunc((from_ms + reach_ms - from) / every_ms);
  const granted = Math.max(0, Math.min(count, room));
  const next = from + every_ms * granted;
  const queue = every_ms * (count - granted) + Math.max(Number(rate.queue_ms), next - reach_ms);
  return { ...rate, granted, next_ms: BigInt(next), queue_ms: BigInt(queue) };
}
