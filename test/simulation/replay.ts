import { parseArgs } from "node:util";
import { simulate } from "./simulate.ts";
import { describeFailure } from "./tally.ts";

/** Nodes look for due work and keep their leases all the time, mostly in vain. */
const IDLE = /has waited$|read_due_work|renew_held_work/;

/** `npm run test:simulation -- --seed 7`: the world of one seed, from beginning to end. `--all` shows idle looks too. */
async function replay(): Promise<boolean> {
  const { values } = parseArgs({
    options: { seed: { type: "string" }, all: { type: "boolean", default: false } },
  });
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error("Say which world: --seed and a whole number.");
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const report = await simulate({ seed, print: (line) => (values.all || !IDLE.test(line)) && say(line) });
  const fine = report.complaints.length === 0;
  say(fine ? `Seed ${seed}: nothing to complain of.` : describeFailure(report));
  say(`${report.steps} steps, digest ${report.digest}`);
  return fine;
}

process.exitCode = (await replay()) ? 0 : 1;
