import type { FaultCounts } from "./faults.ts";
import type { Complaint } from "./judge.ts";
import { START_MS, World, type WorldOptions } from "./world.ts";

/** What came of one seed. */
export interface Report {
  readonly seed: number;
  readonly complaints: readonly Complaint[];
  readonly operations: number;
  readonly calls: number;
  readonly steps: number;
  readonly faults: FaultCounts;
  /** Milliseconds of the world's own time. */
  readonly lasted_ms: number;
  /** The same for two runs only where all happened alike. */
  readonly digest: string;
}

/** A world that goes on for longer has something in it that goes round in circles. */
const STEPS_MAX = 200_000;

/** Lets the world of a seed go on until nothing happens any more, or somebody has found something to complain of. */
export async function simulate(options: WorldOptions): Promise<Report> {
  const world = new World(options);
  await world.begin();
  const { scheduler, judge } = world;
  let goes_on = true;
  while (goes_on && judge.complaints.length === 0 && scheduler.steps < STEPS_MAX)
    goes_on = await world.step();
  if (scheduler.steps === STEPS_MAX)
    judge.complain("everything comes to its end", `${STEPS_MAX} things have happened, and more will`);
  if (judge.complaints.length === 0) await world.judgeAtRest();
  return {
    seed: options.seed,
    complaints: judge.complaints,
    operations: world.operations,
    calls: world.calls.count,
    steps: scheduler.steps,
    faults: world.faults.counts,
    lasted_ms: scheduler.now - START_MS,
    digest: world.trace.digest(),
  };
}
