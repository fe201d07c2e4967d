import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { type Contestant, startAll } from "./contestants.ts";
import { installRivals, rivals } from "./install-rivals.ts";
import { fireAt, type Measured } from "./load.ts";

/**
 * A stateful POST, the sandbox against WireMock and Prism on this machine: M-Pesa's initiate, each call for a payer of its
 * own. Rounds are interleaved and begin with another contestant each time; what counts is the median of the ratios within
 * the rounds, so that a machine that grows slower meanwhile changes little.
 *
 * The sandbox checks the call, keeps the push, opens the prompt and puts its end on the clock, which stands still here.
 * WireMock checks the same, goes from one state of a scenario to the other and fills a template. Both have a journal of the
 * last thousand calls. Prism checks the call against a schema and answers with an example: it keeps no state.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    seconds: { type: "string", default: "4" },
    connections: { type: "string", default: "32" },
  },
});
/** A Java server needs thousands of calls until it is as fast as it can be. */
const WARM_UP = 5;
const load = { seconds: Number(values.seconds), connections: Number(values.connections) };

print(machine());
print(`Installing ${rivals.join(", ")} from the npm registry into a temporary folder`);
await using installed = await installRivals();
await using contestants = await startAll(installed.folder);

print(
  `${load.seconds} seconds with ${load.connections} connections each; answers a second, and the processor time that each cost`,
);
for (const contestant of contestants.all) {
  await contestant.begin();
  await fireAt(contestant, { ...load, seconds: WARM_UP * load.seconds });
}
const measured = new Map<Contestant, Measured[]>(contestants.all.map((contestant) => [contestant, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const at of contestants.all.keys()) {
    const contestant = contestants.all[(at + round) % contestants.all.length];
    if (contestant === undefined) continue;
    await contestant.begin();
    measured.get(contestant)?.push(await fireAt(contestant, load));
  }
  print(contestants.all.map((one) => `${one.name} ${shown(measured.get(one)?.at(-1))}`).join("   "));
}
report();

function shown(last: Measured | undefined): string {
  const cost = last?.cost_us == null ? "" : ` (${Math.round(last.cost_us)} µs)`;
  return `${Math.round(last?.answers_per_second ?? 0)}${cost}`;
}

function report(): void {
  const [ours, ...others] = contestants.all;
  if (ours === undefined) return;
  const own = measured.get(ours) ?? [];
  for (const other of others) {
    const theirs = measured.get(other) ?? [];
    const faster = theirs.map(
      (their, round) => (own[round]?.answers_per_second ?? 0) / their.answers_per_second,
    );
    const dearer = theirs.map((their, round) => (their.cost_us ?? 0) / (own[round]?.cost_us ?? 1));
    print(`${ours.name} against ${other.name}, wanted ${other.wanted}: ${spread(faster)}`);
    print(`  processor time of an answer, ${other.name}'s by ${ours.name}'s: ${spread(dearer)}`);
  }
}

function spread(ratios: readonly number[]): string {
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)} times (from ${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${first?.model ?? "unknown processor"}, ${memory} GiB, ${process.platform}, Node ${process.version}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
