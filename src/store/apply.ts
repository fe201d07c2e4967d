import { decide } from "../core/decide/decide.ts";
import type { Decision } from "../core/decide/decision.ts";
import type { Event } from "../core/event.ts";
import type { Terms } from "../core/operation.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import type { Timers } from "../lib/timers.ts";
import { applyStatement } from "./apply-statement.ts";
import { applyValues } from "./apply-values.ts";
import { type Database, DatabaseUnavailable } from "./database.ts";
import { readOperations } from "./operations.ts";
import { runBatch } from "./run-batch.ts";
import { ROUNDS_MAX, stepBack } from "./step-back.ts";
import type { StoredOperation } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";

/** One thing that happened to one operation. */
export interface Happening {
  readonly slot: number;
  readonly id: string;
  readonly event: Event;
  /** The provider's raw message, kept sealed as the evidence. */
  readonly raw: Uint8Array | null;
  /** The operation as the caller has read it, which saves reading it again; left out: it is read. */
  readonly known?: StoredOperation;
}

export interface Applied {
  readonly operation: StoredOperation;
  readonly verdict: Decision["verdict"];
  readonly because: string | null;
}

export interface ApplyContext {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: SharedClock;
  /** Left out: the system's. */
  readonly timers?: Timers;
  readonly randomness: Randomness;
  readonly node: string;
  readonly lease_ms: number;
  termsOf(operation: StoredOperation): Terms;
  resourceOf(operation: StoredOperation): unknown;
}

/** All that happened to one operation within a batch, decided one after the other and written once. */
export interface Change {
  readonly before: StoredOperation;
  readonly after: StoredOperation;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly happening: Happening;
  readonly decision: Decision;
  readonly operation: StoredOperation;
}

type Result = PromiseSettledResult<Applied | null>;
type Results = readonly (readonly [Happening, Result])[];

/**
 * Loads, decides and writes a batch: the only place that changes an operation. Results come in the order of the batch;
 * null where there is no such operation. What cannot be decided or written fails alone. Never rejects.
 */
export async function apply(batch: readonly Happening[], context: ApplyContext): Promise<readonly Result[]> {
  const results = new Map<Happening, Result>();
  let open = batch;
  for (let round = 0; open.length > 0 && round < ROUNDS_MAX; round += 1) {
    if (round > 0) await stepBack(round, context);
    // Whoever lost a race knew less than they thought.
    const load = round === 0 ? loadUnknown : readOperations;
    for (const [happening, result] of await tryRound(open, load, context)) results.set(happening, result);
    open = open.filter((happening) => !results.has(happening));
  }
  const reason = new Error(`An operation's version moved ${ROUNDS_MAX} times while it was decided upon.`);
  return batch.map((happening) => results.get(happening) ?? { status: "rejected", reason });
}

/** Whatever an earlier round has settled stays so, and one operation that cannot be read fails alone. */
async function tryRound(open: readonly Happening[], load: Load, context: ApplyContext): Promise<Results> {
  try {
    return await applyRound(open, load, context);
  } catch (reason) {
    const operations = [...Map.groupBy(open, (happening) => happening.id).values()];
    if (operations.length === 1 || reason instanceof DatabaseUnavailable) return rejected(open, reason);
    const results: (readonly [Happening, Result])[] = [];
    for (const happenings of operations) results.push(...(await tryRound(happenings, load, context)));
    return results;
  }
}

/** Settles what it can. What is left out lost a race: somebody knew more, so it is read and decided again. */
async function applyRound(open: readonly Happening[], load: Load, context: ApplyContext): Promise<Results> {
  const stored = await load(open, context);
  const changes: Change[] = [];
  const results: (readonly [Happening, Result])[] = [];
  for (const [id, happenings] of Map.groupBy(open, (happening) => happening.id)) {
    const before = stored.get(id);
    if (before === undefined) {
      results.push(...happenings.map((happening) => [happening, fulfilled(null)] as const));
      continue;
    }
    try {
      changes.push(decideAll(before, happenings, context));
    } catch (reason) {
      results.push(...rejected(happenings, reason));
    }
  }
  const certain = changes.filter((change) => isChange(change) || load === readOperations);
  return [...results, ...(await writeAll(certain, context))];
}

type Load = (
  open: readonly Happening[],
  context: ApplyContext,
) => Promise<ReadonlyMap<string, StoredOperation>>;

/**
 * Reads what callers have not read already. The guard finds out where one of them knew too little; only a refusal writes
 * nothing that could be guarded, and is decided anew upon what is stored.
 */
const loadUnknown: Load = async (open, context) => {
  const known = open.flatMap(({ known }) => (known === undefined ? [] : [[known.id, known] as const]));
  const ids = new Set(known.map(([id]) => id));
  const unknown = open.filter(({ id }) => !ids.has(id));
  const read = unknown.length === 0 ? [] : await readOperations(unknown, context);
  return new Map([...read, ...known]);
};

function decideAll(before: StoredOperation, happenings: readonly Happening[], context: ApplyContext): Change {
  const terms = context.termsOf(before);
  const steps: Step[] = [];
  let operation = before;
  for (const happening of happenings) {
    const decision = decide({ ...operation, terms }, happening.event);
    // One statement cannot close the review that it opens, so what comes after waits for the next round.
    if (touchesReview(decision) && steps.some((step) => touchesReview(step.decision))) break;
    const { terms: _, ...decided } = decision.operation;
    const updated_at = decision.verdict === "refused" ? operation.updated_at : happening.event.at;
    operation = { ...operation, ...decided, updated_at };
    steps.push({ happening, decision, operation });
  }
  return { before, after: operation, steps };
}

function touchesReview({ effects }: Decision): boolean {
  return effects.some((effect) => effect.do === "open_review" || effect.do === "close_review");
}

async function writeAll(changes: readonly Change[], context: ApplyContext): Promise<Results> {
  const real = changes.filter(isChange);
  const written = real.length === 0 ? [] : await runBatch(real, (some) => write(some, context));
  const outcomes = new Map(real.map((change, index) => [change, written[index]]));
  return changes.flatMap((change) => {
    const outcome = outcomes.get(change);
    if (outcome?.status === "rejected") return rejected(happeningsOf(change), outcome.reason);
    return outcome?.value === false ? [] : appliedSteps(change);
  });
}

/** False where every event was refused: then there is nothing to write. */
function isChange(change: Change): boolean {
  return change.after.version !== change.before.version;
}

/** Tells of each change whether it was written: false where the version has moved meanwhile. */
async function write(changes: readonly Change[], context: ApplyContext): Promise<readonly boolean[]> {
  const rows = await context.database.run<{ id: string }>(applyStatement, applyValues(changes, context));
  const written = new Set(rows.map((row) => row.id));
  return changes.map((change) => written.has(change.before.id));
}

function appliedSteps({ steps }: Change): Results {
  return steps.map(({ happening, decision, operation }) => [
    happening,
    fulfilled({ operation, verdict: decision.verdict, because: decision.because }),
  ]);
}

function happeningsOf({ steps }: Change): readonly Happening[] {
  return steps.map(({ happening }) => happening);
}

function fulfilled(value: Applied | null): Result {
  return { status: "fulfilled", value };
}

function rejected(happenings: readonly Happening[], reason: unknown): Results {
  return happenings.map((happening) => [happening, { status: "rejected", reason }]);
}
