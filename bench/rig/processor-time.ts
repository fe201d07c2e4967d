import { readFileSync } from "node:fs";

/** The kernel's unit in this file, a hundredth of a second on every usual Linux. */
const TICK_US = 10_000;

/** Microseconds that all threads of a process have had of the processors so far; null where the system does not say. */
export function processorTime(pid: number): number | null {
  try {
    // The name of the program may have spaces in it, but no bracket comes after it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const [user, system] = [Number(fields[11]), Number(fields[12])];
    return (user + system) * TICK_US;
  } catch {
    return null;
  }
}
