import { announce } from "./announce.ts";
import type { Input } from "./input.ts";
import { closeReview, openReview } from "./reviews.ts";
import type { Memory, MemoryStatement } from "./statement.ts";
import { name } from "./subscriptions.ts";
import type { Rows, Tables } from "./tables.ts";

type Row = Rows["subscriptions"];

/** The one statement that changes a subscription, part by part as it stands in the store. */
export const applySubscriptionStatements: Readonly<Record<string, MemoryStatement>> = {
  apply_subscription: (input, memory) => {
    const { tables } = memory;
    const moved = move(input, tables);
    if (moved === undefined) return [];
    log(moved, input, tables);
    const digest = input.value<Buffer | null>(15);
    const { id, connection_id } = moved;
    if (digest !== null) name({ slot: input.value(14), connection_id, digest, subscription_id: id }, tables);
    say(moved, input, memory);
    decideReview(moved, input, tables);
    setWork(moved, input, tables);
    return [{ id }];
  },
};

/** Undefined where the version has moved meanwhile. */
function move(input: Input, tables: Tables): Row | undefined {
  const before = tables.subscriptions.get(input.value(2));
  if (before === undefined || before.version !== input.value(3)) return undefined;
  const after: Row = {
    ...before,
    status: input.value(4),
    version: input.value(5),
    outcome: JSON.parse(input.value(6)),
    memory: JSON.parse(input.value(7)),
    sealed_provider_reference: input.value(8),
    sealed_secret: input.value(9),
    sealed_payer_answer: input.value(30),
    updated_at: input.time(10),
  };
  tables.subscriptions.put(after);
  return after;
}

function log({ slot, id }: Row, input: Input, tables: Tables): void {
  tables.subscription_events.insert({
    slot,
    subscription_id: id,
    seq: input.value(5),
    type: input.value(11),
    at: input.time(10),
    detail: JSON.parse(input.value(12)),
    sealed_raw: input.value(13),
  });
}

function say({ slot, id, merchant_id, environment }: Row, input: Input, { tables, now }: Memory): void {
  const resource = JSON.parse(input.value(16));
  const about = { slot, operation_id: id, merchant_id, environment, version: input.value<number>(5) };
  for (const said of input.rows<{ readonly id: string; readonly type: string }>("t"))
    announce({ ...about, ...said, at: input.time(10), resource }, now() + input.interval(29), tables);
}

function decideReview(moved: Row, input: Input, tables: Tables): void {
  const at = input.time(10);
  const [status, cause] = [input.value<"settled" | "decided" | null>(19), input.value<string | null>(24)];
  if (status !== null) {
    const [decision, decided_by, why] = [input.value(20), input.value(21), input.value(22)] as const;
    closeReview(moved.id, { status, decision, decided_by, why, closed_at: at } as Closing, tables);
  }
  if (cause === null) return;
  const opening = { id: input.value<string>(23), evidence: JSON.parse(input.value(25)), opened_at: at };
  openReview(moved, { ...opening, cause: cause as Rows["reviews"]["cause"] }, tables);
}

type Closing = Parameters<typeof closeReview>[1];

function setWork({ slot, id }: Row, input: Input, tables: Tables): void {
  const held = tables.work.get(id);
  if (input.value<boolean>(26) && held !== undefined) tables.work.remove(held);
  if (input.value<Date | null>(27) === null) return;
  const claims = held?.claims ?? 0;
  const due = { slot, kind: "subscription", subject_id: id, claims, due_at: input.time(27) } as const;
  tables.work.put({ ...due, owner: input.value(28) });
}
