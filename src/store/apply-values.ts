import type { Effect } from "../core/event.ts";
import { newId } from "../core/ids.ts";
import { isInDoubt, promisedBy } from "../core/refund.ts";
import type { ApplyContext, Change, Happening, Step } from "./apply.ts";
import { columns } from "./columns.ts";
import { describeEvent } from "./event-detail.ts";
import { milliseconds } from "./interval.ts";
import { changingColumns, type StoredOperation } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";
import { workAfter } from "./work-after.ts";

/** The parameters of the statement that applies changes, in its order. Sorted, for unsorted batches deadlock. */
export function applyValues(changes: readonly Change[], context: ApplyContext): readonly unknown[] {
  const sorted = [...changes].sort(
    (a, b) => a.before.slot - b.before.slot || (a.before.id < b.before.id ? -1 : 1),
  );
  const steps = sorted
    .flatMap((change) => change.steps)
    .filter((step) => step.decision.verdict !== "refused");
  return [
    ...operationColumns(sorted, context),
    ...eventColumns(steps, context),
    ...announcementColumns(steps, context),
    ...closingColumns(steps),
    ...openingColumns(steps, context),
    ...freeingColumns(steps),
    context.node,
    milliseconds(context.clock.offset_ms),
    ...refundColumns(sorted),
  ];
}

function operationColumns(changes: readonly Change[], context: ApplyContext): unknown[][] {
  const now = context.clock.now();
  const rows = changes.map((change) => ({
    ...change,
    kept: changingColumns(change.after, context.vault),
    work: workAfter(change.before, change.after, { now, lease_ms: context.lease_ms }),
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
    (row) => (row.work === "stays" || row.work === "ends" ? null : row.work.due_at),
    (row) => row.work !== "stays" && row.work !== "ends" && row.work.keeps,
    (row) => row.work === "ends",
  ]);
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

/** What a refund's payment gets back to be promised anew, and whether another refund of it may begin. */
function refundColumns(changes: readonly Change[]): unknown[][] {
  const doubts = (operation: StoredOperation) => (isInDoubt(operation) ? 1 : 0);
  const refunds = changes.flatMap(({ before, after }) => {
    const promised = promisedBy(after) - promisedBy(before);
    const in_doubt = doubts(after) - doubts(before);
    const changes_nothing = promised === 0n && in_doubt === 0;
    return before.kind !== "refund" || changes_nothing ? [] : [{ before, promised, in_doubt }];
  });
  return columns(refunds, [
    ({ before }) => before.id,
    ({ before }) => before.parent_id,
    ({ promised }) => promised.toString(),
    ({ in_doubt }) => in_doubt,
  ]);
}
