import { decide } from "../core/decide/decide.ts";
import type { Decision } from "../core/decide/decision.ts";
import type { Effect, Event } from "../core/event.ts";
import { newId } from "../core/ids.ts";
import type { Terms } from "../core/operation.ts";
import type { Clock, Randomness } from "../core/ports.ts";
import { milliseconds } from "./accept.ts";
import { applyStatement } from "./apply-statement.ts";
import { columns } from "./columns.ts";
import type { Database } from "./database.ts";
import { describeEvent } from "./event-detail.ts";
import { readOperations } from "./operations.ts";
import { changingColumns, type StoredOperation } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";

/** One thing that happened to one operation. */
export interface Happening {
  readonly slot: number;
  readonly id: string;
  readonly event: Event;
  /** The provider's raw message, kept sealed as the evidence. */
  readonly raw: Uint8Array | null;
}

export interface Applied {
  readonly operation: StoredOperation;
  readonly verdict: Decision["verdict"];
  readonly because: string | null;
}

export interface ApplyContext {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock & { readonly offset_ms: number };
  readonly randomness: Randomness;
  readonly node: string;
  readonly lease_ms: number;
  termsOf(operation: StoredOperation): Terms;
  resourceOf(operation: StoredOperation): unknown;
}

/** A version that keeps moving under us means that somebody is at work; more rounds than this mean a bug. */
const ROUNDS_MAX = 10;

/**
 * Loads, decides and writes a batch: the only place that changes an operation. Results come in the order of the batch;
 * null where there is no such operation.
 */
export async function apply(
  batch: readonly Happening[],
  context: ApplyContext,
): Promise<readonly (Applied | null)[]> {
  const results = new Map<Happening, Applied | null>();
  let open = batch;
  for (let round = 0; open.length > 0; round += 1) {
    if (round === ROUNDS_MAX)
      throw new Error(`An operation's version moved ${ROUNDS_MAX} times while it was decided upon.`);
    const stored = await readOperations(open, context);
    const changes = decideAll(open, stored, context);
    const written = await write(changes.filter(isChange), context);
    for (const { happening, change } of settledOnes(open, changes, written)) results.set(happening, change);
    open = open.filter((happening) => !results.has(happening));
  }
  return batch.map((happening) => results.get(happening) ?? null);
}

/** All that happened to one operation within a batch, decided one after the other and written once. */
interface Change {
  readonly before: StoredOperation;
  readonly after: StoredOperation;
  readonly steps: readonly Step[];
}

interface Step {
  readonly happening: Happening;
  readonly decision: Decision;
  readonly operation: StoredOperation;
}

function decideAll(
  batch: readonly Happening[],
  stored: ReadonlyMap<string, StoredOperation>,
  context: ApplyContext,
): readonly Change[] {
  const byOperation = Map.groupBy(batch, (happening) => happening.id);
  const changes: Change[] = [];
  for (const [id, happenings] of byOperation) {
    const before = stored.get(id);
    if (before === undefined) continue;
    const terms = context.termsOf(before);
    const steps: Step[] = [];
    let operation = before;
    for (const happening of happenings) {
      const decision = decide({ ...operation, terms }, happening.event);
      const { terms: _, ...decided } = decision.operation;
      operation = { ...operation, ...decided, updated_at: happening.event.at };
      steps.push({ happening, decision, operation });
    }
    changes.push({ before, after: operation, steps });
  }
  return changes;
}

/** False where every event was refused: then there is nothing to write. */
function isChange(change: Change): boolean {
  return change.after.version !== change.before.version;
}

function settledOnes(batch: readonly Happening[], changes: readonly Change[], written: ReadonlySet<string>) {
  const settled = changes.filter((change) => !isChange(change) || written.has(change.before.id));
  const steps = settled.flatMap((change) => change.steps);
  const found = steps.map(({ happening, decision, operation }) => {
    const change: Applied | null = { operation, verdict: decision.verdict, because: decision.because };
    return { happening, change };
  });
  const known = new Set(changes.map((change) => change.before.id));
  const unknown = batch
    .filter((happening) => !known.has(happening.id))
    .map((happening) => ({ happening, change: null }));
  return [...found, ...unknown];
}

async function write(changes: readonly Change[], context: ApplyContext): Promise<ReadonlySet<string>> {
  if (changes.length === 0) return new Set();
  const sorted = [...changes].sort(
    (a, b) => a.before.slot - b.before.slot || (a.before.id < b.before.id ? -1 : 1),
  );
  const steps = sorted
    .flatMap((change) => change.steps)
    .filter((step) => step.decision.verdict !== "refused");
  const rows = await context.database.run<{ id: string }>(applyStatement, [
    ...operationColumns(sorted, context),
    ...eventColumns(steps, context),
    ...announcementColumns(steps, context),
    ...closingColumns(steps),
    ...openingColumns(steps, context),
    ...freeingColumns(steps),
    context.node,
    milliseconds(context.clock.offset_ms),
  ]);
  return new Set(rows.map((row) => row.id));
}

function operationColumns(changes: readonly Change[], context: ApplyContext): unknown[][] {
  const rows = changes.map((change) => ({
    ...change,
    kept: changingColumns(change.after, context.vault),
    next: dueAt(change.after, context),
  }));
  return columns(rows, [
    (row) => row.before.slot,
    (row) => row.before.id,
    (row) => row.before.version,
    (row) => row.kept.version,
    (row) => row.kept.status,
    (row) => row.kept.outcome,
    (row) => row.kept.memory,
    (row) => row.kept.sealed_provider_reference,
    (row) => row.kept.receipt,
    (row) => new Date(row.after.updated_at),
    (row) => row.next?.at ?? null,
    (row) => row.next?.keeps ?? false,
  ]);
}

/**
 * What is due now is kept by this node, which goes on with it at once: the due time is then the lease's end. What is due
 * later belongs to nobody until then. A call that is under way is leased too.
 */
function dueAt(
  operation: StoredOperation,
  context: ApplyContext,
): { readonly at: Date; readonly keeps: boolean } | null {
  const now = context.clock.now();
  const calling = operation.memory.attempts.at(-1)?.state === "sending";
  const { next } = operation.memory;
  if (next === null && !calling) return null;
  if (next !== null && next.at > now) return { at: new Date(next.at), keeps: false };
  return { at: new Date(now + context.lease_ms), keeps: true };
}

function eventColumns(steps: readonly Step[], context: ApplyContext): unknown[][] {
  return columns(steps, [
    ({ operation }) => operation.id,
    ({ operation }) => operation.version,
    ({ happening }) => happening.event.type,
    ({ happening }) => new Date(happening.event.at),
    ({ happening, decision }) => JSON.stringify(describeEvent(happening.event, decision)),
    ({ happening, operation }) => sealedRaw(happening, operation, context.vault),
  ]);
}

function sealedRaw(happening: Happening, operation: StoredOperation, vault: Vault): Buffer | null {
  if (happening.raw === null) return null;
  return vault.seal(
    {
      table: "events",
      row: `${operation.id}/${operation.version}`,
      field: "raw",
      merchant_id: operation.merchant_id,
    },
    happening.raw,
  );
}

interface Said {
  readonly step: Step;
  readonly type: string;
}

function announcementColumns(steps: readonly Step[], context: ApplyContext): unknown[][] {
  const said = steps.flatMap((step) =>
    step.decision.effects.flatMap((effect) =>
      typesAnnouncedBy(effect, step).map((type): Said => ({ step, type })),
    ),
  );
  return columns(said, [
    ({ step }) => step.operation.id,
    ({ step }) => newId(step.operation.slot, context),
    ({ type }) => type,
    ({ step }) => step.operation.version,
    ({ step }) => new Date(step.happening.event.at),
    ({ step }) => JSON.stringify(context.resourceOf(step.operation)),
  ]);
}

function typesAnnouncedBy(effect: Effect, step: Step): readonly string[] {
  if (effect.do === "announce") return [`${step.operation.kind}.${effect.what}`];
  if (effect.do === "open_review") return ["review.opened"];
  return effect.do === "close_review" ? ["review.decided"] : [];
}

function closingColumns(steps: readonly Step[]): unknown[][] {
  const closings = steps.flatMap((step) =>
    step.decision.effects.flatMap((effect) =>
      effect.do === "close_review" ? [{ step, how: effect.how }] : [],
    ),
  );
  const decided = ({ step, how }: (typeof closings)[number]) =>
    how === "decided" && step.happening.event.type === "person_decided" ? step.happening.event : null;
  return columns(closings, [
    ({ step }) => step.operation.id,
    ({ how }) => how,
    ({ step }) => new Date(step.happening.event.at),
    (closing) => decided(closing)?.decision ?? null,
    (closing) => decided(closing)?.by ?? null,
    (closing) => decided(closing)?.why ?? null,
  ]);
}

function openingColumns(steps: readonly Step[], context: ApplyContext): unknown[][] {
  const openings = steps.flatMap((step) =>
    step.decision.effects.flatMap((effect) =>
      effect.do === "open_review" ? [{ step, cause: effect.cause }] : [],
    ),
  );
  return columns(openings, [
    ({ step }) => step.operation.id,
    ({ step }) => newId(step.operation.slot, context),
    ({ cause }) => cause,
    ({ step }) =>
      JSON.stringify({
        known: step.operation.outcome,
        said: describeEvent(step.happening.event, step.decision),
      }),
    ({ step }) => new Date(step.happening.event.at),
  ]);
}

function freeingColumns(steps: readonly Step[]): unknown[][] {
  const freeings = steps.flatMap((step) =>
    step.decision.effects.flatMap((effect) => (effect.do === "free_phone" ? [{ step, at: effect.at }] : [])),
  );
  return columns(freeings, [({ step }) => step.operation.id, ({ at }) => new Date(at)]);
}
