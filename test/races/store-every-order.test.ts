import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Applied } from "../../src/store/apply.ts";
import type { Database } from "../../src/store/database.ts";
import { readOperations } from "../../src/store/operations.ts";
import { listReviews } from "../../src/store/reviews.ts";
import type { StoredOperation } from "../../src/store/stored-operation.ts";
import { type TestDatabase, withDatabase } from "../support/database.ts";
import { everyOrder } from "../support/every-order.ts";
import { Gate } from "../support/gate.ts";
import { applyAll, happen, happening, storedOperation, timelineOf } from "../support/happenings.ts";
import { found, says } from "../support/messages.ts";
import type { Untimed } from "../support/operations.ts";
import { openStoreNode, type StoreNode } from "../support/store-node.ts";

const began: Untimed = { type: "attempt_began" };
const prompted = found("answer", says.prompt);
const cancel: Untimed = { type: "cancel_asked" };

/** What each of three nodes has to write about one payment. */
const meetings = {
  "a callback and an inquiry that say paid, and a cancel": {
    callback: found("callback", says.completed),
    inquiry: found("inquiry", says.completed),
    cancel,
  },
  "a callback that says paid, an inquiry that says declined, and a cancel": {
    callback: found("callback", says.completed),
    inquiry: found("inquiry", says.declined),
    cancel,
  },
  "a callback that says declined, an inquiry that says paid, and a cancel": {
    callback: found("callback", says.declined),
    inquiry: found("inquiry", says.completed),
    cancel,
  },
  "a callback that says declined, an inquiry that says nothing yet, and a cancel": {
    callback: found("callback", says.declined),
    inquiry: found("inquiry", says.working),
    cancel,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Untimed>>>>;

type Meeting = keyof typeof meetings;
type Writer = "callback" | "inquiry" | "cancel";
const writers: readonly Writer[] = ["callback", "inquiry", "cancel"];

/** Where the next thing that each node writes comes to a halt. */
const gates = new Map<Writer, Gate>();
let database: TestDatabase;
let reader: StoreNode;
let nodes: Readonly<Record<Writer, StoreNode>>;

beforeAll(async () => {
  database = await withDatabase();
  const terms = { can_cancel: true };
  const open = (name: Writer) => openStoreNode(database.url, name, { terms, through: haltingAt(name) });
  reader = await openStoreNode(database.url, "reader", { terms });
  nodes = { callback: await open("callback"), inquiry: await open("inquiry"), cancel: await open("cancel") };
});

afterAll(async () => {
  for (const opened of [...Object.values(nodes), reader, database]) await opened[Symbol.asyncDispose]();
});

const rows = (Object.keys(meetings) as Meeting[]).flatMap((meeting) =>
  everyOrder(writers).map((order) => ({ meeting, order, said: order.join(", ") })),
);

describe.each(rows)("$meeting, that all know the same, are written in the order $said", (row) => {
  test("each is decided upon what was written before it, and a final status stays", async () => {
    const operation = await prompt();
    const statuses = await race(operation, row);
    const finals = statuses.filter((status) => ["succeeded", "failed", "cancelled"].includes(status));
    expect(new Set(finals).size).toBe(1);
    const after = await read(operation);
    expect([after.status, after.memory.next]).toEqual([finals[0], null]);
    expect(finals[0]).toBe(firstEndOf(row));
    const reviews = (await reviewsOf(operation)).map(({ cause, status }) => `${cause} ${status}`);
    expect(reviews).toEqual(contradicts(row) ? ["contradiction open"] : []);
    const seqs = (await timelineOf(operation, reader)).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(after.version).toBe(seqs.length);
  });
});

/** All have read the payment as it is; then one after the other writes. Answers with the status after each. */
async function race(
  operation: StoredOperation,
  { meeting, order }: { readonly meeting: Meeting; readonly order: readonly Writer[] },
): Promise<readonly string[]> {
  for (const writer of writers) gates.set(writer, new Gate());
  const opened = new Map([...gates]);
  const writing = new Map(writers.map((writer) => [writer, write(operation, { meeting, writer })]));
  for (const gate of opened.values()) await gate.reached;
  const statuses: string[] = [];
  for (const writer of order) {
    opened.get(writer)?.open();
    await writing.get(writer);
    statuses.push((await read(operation)).status);
  }
  return statuses;
}

async function write(
  operation: StoredOperation,
  { meeting, writer }: { readonly meeting: Meeting; readonly writer: Writer },
): Promise<readonly (Applied | null)[]> {
  const node = nodes[writer];
  return await applyAll([happening(operation, meetings[meeting][writer], node)], node);
}

/** Only the first thing that it writes is held: what it writes after a lost race goes on. */
function haltingAt(name: Writer): (database: Database) => Database {
  return (database) => ({
    run: async (statement, values) => {
      const gate = statement.name === "apply" ? gates.get(name) : undefined;
      if (gate !== undefined) gates.delete(name);
      await gate?.pass();
      return await database.run(statement, values);
    },
    close: () => database.close(),
  });
}

const ends: Readonly<Record<string, string>> = {
  [says.completed.rule]: "succeeded",
  [says.declined.rule]: "failed",
};

/** Of those that say how it ended, the first that is written is believed. */
function endsOf({ meeting, order }: { readonly meeting: Meeting; readonly order: readonly Writer[] }) {
  const said = order.map((writer): Untimed => meetings[meeting][writer]);
  return said.flatMap((event) =>
    event.type === "found" ? [ends[event.finding.reading.rule] ?? []].flat() : [],
  );
}

function firstEndOf(row: Parameters<typeof endsOf>[0]): string | undefined {
  return endsOf(row)[0];
}

function contradicts(row: Parameters<typeof endsOf>[0]): boolean {
  return new Set(endsOf(row)).size > 1;
}

async function prompt(): Promise<StoredOperation> {
  const operation = await storedOperation(reader);
  await happen(operation, [began, prompted], reader);
  return operation;
}

async function read(operation: StoredOperation): Promise<StoredOperation> {
  const known = (await readOperations([operation], reader)).get(operation.id);
  if (known === undefined) throw new Error("The payment is gone.");
  return known;
}

async function reviewsOf({ id, merchant_id }: StoredOperation) {
  const filter = { merchant_id, environment: "sandbox", status: null, operation_id: id } as const;
  return await listReviews({ ...filter, after: null, limit: 10 }, reader.database);
}
