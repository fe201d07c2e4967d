import { readdirSync, readFileSync } from "node:fs";

/** The kernel's unit in this file, a hundredth of a second on every usual Linux. */
const TICK_US = 10_000;

/** Microseconds that all threads of a process have had of the processors so far; null where the system does not say. */
export function processorTime(pid: number): number | null {
  const stat = readStat(pid);
  return stat?.own_us ?? null;
}

/** The same of a server and the processes that it made, those included that have ended. */
export function processorTimeOfFamily(pid: number): number | null {
  const parent = readStat(pid);
  if (parent === null) return null;
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return children.reduce((sum, child) => sum + (child?.own_us ?? 0), parent.own_us + parent.ended_us);
}

interface Stat {
  readonly parent: number;
  readonly own_us: number;
  /** Of children that have ended. */
  readonly ended_us: number;
}

function readStat(pid: number): Stat | null {
  try {
    // The name of the program may have spaces in it, but no bracket comes after it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ").map(Number) ?? [];
    const [, parent = 0] = fields;
    const [user = 0, system = 0, ended_user = 0, ended_system = 0] = fields.slice(11);
    return { parent, own_us: (user + system) * TICK_US, ended_us: (ended_user + ended_system) * TICK_US };
  } catch {
    return null;
  }
}
