import { isFinalStatus } from "../../../src/core/outcome.ts";
import { announce } from "./announce.ts";
import type { Input } from "./input.ts";
import { closeReview, openReview } from "./reviews.ts";
import type { Memory, MemoryStatement } from "./statement.ts";
import { phoneName, type Rows, type Tables } from "./tables.ts";

type Operation = Rows["operations"];

interface Change {
  readonly id: string;
  readonly expected_version: number;
  readonly version: number;
  readonly status: Operation["status"];
  readonly outcome: string;
  readonly memory: string;
  readonly sealed_provider_reference: Buffer | null;
  readonly receipt: string | null;
  readonly updated_at: number;
  readonly due_at: number | null;
  readonly keeps: boolean;
  readonly ends: boolean;
}

/** The one statement that changes operations, part by part as it stands in the store. */
export const applyStatements: Readonly<Record<string, MemoryStatement>> = {
  apply: (input, memory) => {
    const changes = input.rows<Change>("t");
    const moved = new Map<string, Operation>();
    for (const change of changes) {
      const operation = move(change, memory);
      if (operation !== undefined) moved.set(operation.id, operation);
    }
    log(input, moved, memory);
    say(input, moved, memory);
    closeReviews(input, moved, memory.tables);
    openReviews(input, moved, memory.tables);
    freePhones(input, moved, memory.tables);
    releaseRefunds(input, moved, memory.tables);
    for (const change of changes) if (moved.has(change.id)) setWork(change, input, memory.tables);
    return [...moved.keys()].map((id) => ({ id }));
  },
};

/** Undefined where the version has moved meanwhile. */
function move(change: Change, { tables, ignores_version }: Memory): Operation | undefined {
  const before = tables.operations.get(change.id);
  if (before === undefined || (before.version !== change.expected_version && !ignores_version))
    return undefined;
  const { status, version, sealed_provider_reference, receipt, updated_at } = change;
  const after: Operation = {
    ...before,
    status,
    version,
    outcome: JSON.parse(change.outcome),
    memory: JSON.parse(change.memory),
    sealed_provider_reference,
    receipt,
    updated_at,
  };
  checkRules(after);
  tables.operations.put(after);
  return after;
}

class CheckViolation extends Error {
  readonly code = "23514";
}

/** The table's own constraints on what an operation may look like. */
function checkRules({ id, status, memory, outcome }: Operation): void {
  if (isFinalStatus(status) && memory.next !== null) throw new CheckViolation(`${id} has ended and goes on.`);
  if (status === "in_reconciliation" && memory.review === null)
    throw new CheckViolation(`${id} has no review.`);
  const ended_without_charge = status === "failed" || status === "cancelled";
  if (outcome.safe_to_charge_again && !ended_without_charge)
    throw new CheckViolation(`${id} is said to be safe to charge again.`);
}

function log(input: Input, moved: ReadonlyMap<string, Operation>, { tables, ignores_version }: Memory): void {
  type Event = Omit<Rows["events"], "slot" | "detail"> & { readonly detail: string };
  for (const event of input.rows<Event>("event")) {
    const operation = moved.get(event.operation_id);
    if (operation === undefined) continue;
    const row = { ...event, slot: operation.slot, detail: JSON.parse(event.detail) };
    // Who ignores versions must not be stopped by the key of their events, which would hide the flaw.
    if (ignores_version) tables.events.put(row);
    else tables.events.insert(row);
  }
}

function say(input: Input, moved: ReadonlyMap<string, Operation>, { tables, now }: Memory): void {
  type Said = Pick<Rows["announcements"], "operation_id" | "id" | "type" | "version" | "at"> & {
    readonly resource: string;
  };
  for (const said of input.rows<Said>("said")) {
    const operation = moved.get(said.operation_id);
    if (operation === undefined) continue;
    const { slot, merchant_id, environment } = operation;
    const announcement = { ...said, slot, merchant_id, environment, resource: JSON.parse(said.resource) };
    announce(announcement, now() + input.interval(40), tables);
  }
}

function closeReviews(input: Input, moved: ReadonlyMap<string, Operation>, tables: Tables): void {
  type Closing = Pick<Rows["reviews"], "operation_id" | "status" | "decision" | "decided_by" | "why"> & {
    readonly at: number;
  };
  for (const { operation_id, at, ...closing } of input.rows<Closing>("closing"))
    if (moved.has(operation_id)) closeReview(operation_id, { ...closing, closed_at: at }, tables);
}

/** The statement's parts all see the reviews as they were, so one cannot close what it opens. */
function openReviews(input: Input, moved: ReadonlyMap<string, Operation>, tables: Tables): void {
  type Opening = Pick<Rows["reviews"], "operation_id" | "id" | "cause"> & {
    readonly evidence: string;
    readonly at: number;
  };
  for (const { at, operation_id, ...opening } of input.rows<Opening>("opening")) {
    const operation = moved.get(operation_id);
    const evidence = JSON.parse(opening.evidence);
    if (operation !== undefined) openReview(operation, { ...opening, evidence, opened_at: at }, tables);
  }
}

function freePhones(input: Input, moved: ReadonlyMap<string, Operation>, tables: Tables): void {
  for (const { operation_id, at } of input.rows<{ operation_id: string; at: number }>("freeing")) {
    const operation = moved.get(operation_id);
    if (operation?.phone_digest == null) continue;
    const { provider, phone_digest } = operation;
    const held = tables.phone_locks.get(phoneName({ provider, phone_digest }));
    if (held?.operation_id === operation_id) tables.phone_locks.put({ ...held, locked_until: at });
  }
}

function releaseRefunds(input: Input, moved: ReadonlyMap<string, Operation>, tables: Tables): void {
  type Released = Pick<Rows["refunded_payments"], "payment_id" | "in_doubt"> & {
    readonly operation_id: string;
    readonly promised_minor: string;
  };
  for (const { operation_id, payment_id, promised_minor, in_doubt } of input.rows<Released>("refund")) {
    const total = tables.refunded_payments.get(payment_id);
    if (!moved.has(operation_id) || total === undefined) continue;
    tables.refunded_payments.put({
      ...total,
      promised_minor: total.promised_minor + BigInt(promised_minor),
      in_doubt: total.in_doubt + in_doubt,
    });
  }
}

function setWork({ id, due_at, keeps, ends }: Change, input: Input, tables: Tables): void {
  const held = tables.work.get(id);
  if (ends && held !== undefined) tables.work.remove(held);
  if (due_at === null) return;
  const { slot } = tables.operations.get(id) ?? { slot: 0 };
  const owner = keeps ? input.value<string>(39) : null;
  const claims = held?.claims ?? 0;
  tables.work.put({ slot, kind: "operation", subject_id: id, claims, due_at, owner });
}
