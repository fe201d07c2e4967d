import { expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import type { Applied, Happening } from "../../src/store/apply.ts";
import { faultKinds } from "./faults.ts";
import { mutants } from "./mutants.ts";
import { type Report, simulate } from "./simulate.ts";
import { describeFailure, Tally } from "./tally.ts";

const SEEDS = 200;
/** Among so many there are several whose merchants pass PINs on. */
const WITH_PINS = 12;
/** Some forty seconds on an idle core. */
const TIMEOUT_MS = 600_000;

test("whatever goes wrong, nobody is charged twice, nothing is lost, and everything ends", {
  timeout: TIMEOUT_MS,
}, async () => {
  const tally = new Tally();
  const failures: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const report = await simulate({ seed });
    tally.add(report);
    if (report.complaints.length > 0) failures.push(describeFailure(report));
  }
  expect(failures).toEqual([]);
  expect(faultKinds.filter((kind) => tally.faults[kind] === 0)).toEqual([]);
});

test("the same seed makes the same world to the letter, and another makes another", async () => {
  const first = await simulate({ seed: 7 });
  expect(await simulate({ seed: 7 })).toEqual(first);
  expect((await simulate({ seed: 8 })).digest).not.toBe(first.digest);
});

/** As after the death of the node that knew it. */
class EngineWithoutPins extends Engine {
  override happenedAndGoOn(happening: Happening): Promise<Applied | null> {
    return super.happenedAndGoOn(happening);
  }
}

test("where no node knows the PIN any more, nobody is charged and the payer may type it again", async () => {
  for (let seed = 1; seed <= WITH_PINS; seed += 1) {
    const { complaints } = await simulate({ seed, newEngine: (options) => new EngineWithoutPins(options) });
    expect(complaints).toEqual([]);
  }
});

test.for(Object.entries(mutants))(
  "%s: the judge finds it",
  { timeout: TIMEOUT_MS },
  async ([, flaw], { annotate }) => {
    let caught: Report | undefined;
    for (let seed = 1; seed <= SEEDS && caught === undefined; seed += 1) {
      const report = await simulate({ seed, ...flaw });
      if (report.complaints.length > 0) caught = report;
    }
    expect(caught).toBeDefined();
    if (caught !== undefined) await annotate(describeFailure(caught));
  },
);
