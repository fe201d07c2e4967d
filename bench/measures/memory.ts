import { readFileSync } from "node:fs";
import { hakika } from "../contenders/hakika/hakika.ts";
import { startAll } from "../contenders/start-all.ts";
import { type Accepts, steadyAccepts } from "../rig/accept-load.ts";
import { wholePayments } from "../rig/whole-payments.ts";
import { type Measure, spread } from "./result.ts";

const LIMIT = { in_flight: 256, seconds: 10 };
const PART_OF_LIMIT = 0.7;
/** The first of so many parts is what the last one is held against. */
const PARTS = 12;

/** G11: what a node needs after a while at seven tenths of what it can do. `minutes`: how long a while. */
export function memory(minutes: number): Measure {
  return async (rig) => {
    const contender = await hakika(await rig.cluster.newDatabase("memory"), rig.surroundings);
    await using running = await startAll([contender]);
    const node = running.of(contender);
    const [process_id = 0] = node.process_ids;
    await wholePayments(node, LIMIT, rig);
    const { payments_per_second } = await wholePayments(node, LIMIT, rig);
    const load = {
      per_second: Math.ceil(PART_OF_LIMIT * payments_per_second),
      seconds: (minutes * 60) / PARTS,
    };
    const parts: (Accepts & { readonly megabytes: number })[] = [];
    for (let part = 0; part < PARTS; part += 1) {
      const accepts = await steadyAccepts(node.url, load, rig.surroundings.account);
      parts.push({ ...accepts, megabytes: megabytesOf(process_id) });
    }
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined) return [];
    const shared = {
      goal: "G11",
      against: `the first ${(minutes * 60) / PARTS} s`,
      target: { at_most: 1.2 },
    };
    const after = `after ${minutes} min at ${load.per_second}/s`;
    return [
      {
        ...shared,
        measure: `memory ${after}`,
        found: spread([last.megabytes / first.megabytes]),
        detail: parts
          .map(({ megabytes }) => `${Math.round(megabytes)}`)
          .join(", ")
          .concat(" MB"),
      },
      {
        ...shared,
        measure: `accept p99 ${after}`,
        found: spread([last.p99_ms / first.p99_ms]),
        detail: parts
          .map(({ p99_ms }) => p99_ms.toFixed(1))
          .join(", ")
          .concat(" ms"),
      },
    ];
  };
}

function megabytesOf(process_id: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${process_id}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1_024;
}
