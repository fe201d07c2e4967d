import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply } from "../../src/store/apply.ts";
import { readOperations } from "../../src/store/operations.ts";
import { takePhonesForPrompts } from "../../src/store/phone-locks.ts";
import { listReviews } from "../../src/store/reviews.ts";
import type { StoredOperation } from "../../src/store/stored-operation.ts";
import type { Wish } from "../support/acceptances.ts";
import { ask } from "../support/ask.ts";
import { type TestDatabase, withDatabase } from "../support/database.ts";
import { Gate } from "../support/gate.ts";
import { holdStatement } from "../support/gated-database.ts";
import { applyAll, happen, happening, storedOperation, timelineOf } from "../support/happenings.ts";
import { found, says } from "../support/messages.ts";
import { AMOUNT_MINOR, type Untimed } from "../support/operations.ts";
import { LEASE_MS, openStoreNode, PROVIDER, type StoreNode } from "../support/store-node.ts";

const began: Untimed = { type: "attempt_began" };
const prompted = found("answer", says.prompt);
const silent: Untimed = { type: "attempt_silent", cause: "timed out" };
const deadline: Untimed = { type: "deadline_passed" };
const paid = found("callback", says.completed);
const otherAmount = found("callback", says.completed, { amount_minor: AMOUNT_MINOR - 1n });
const decidedAgainst: Untimed = {
  type: "person_decided",
  decision: "not_moved",
  by: "Wanjiru",
  why: "The statement shows nothing.",
};

let database: TestDatabase;
let one: StoreNode;
let other: StoreNode;

beforeAll(async () => {
  database = await withDatabase();
  // After a silence nobody is asked, so that the deadline is the next thing to come.
  const options = { terms: { inquiry_at: [] } };
  one = await openStoreNode(database.url, "one", options);
  other = await openStoreNode(database.url, "other", options);
});

afterAll(async () => {
  for (const opened of [one, other, database]) await opened[Symbol.asyncDispose]();
});

describe("writers of one operation", () => {
  test("lose no event, and number them without a gap, however many they are", async () => {
    const operation = await storedOperation(one);
    const writers = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const write = async (writer: string, node: StoreNode) => {
      for (let count = 0; count < 10; count += 1) {
        const parts = ["first", "second"].map((part) => inquirySilent(`${writer} ${count} ${part}`));
        await applyAll(
          parts.map((event) => happening(operation, event, node)),
          node,
        );
      }
    };
    await Promise.all(writers.map((writer, index) => write(writer, index % 2 === 0 ? one : other)));

    const timeline = await timelineOf(operation, one);
    expect(timeline.map(({ seq }) => seq)).toEqual(Array.from({ length: 161 }, (_, index) => index + 1));
    expect((await read(operation)).version).toBe(161);
    for (const writer of writers) {
      const causes = timeline
        .map(({ detail }) => String(detail["cause"]))
        .filter((cause) => cause.startsWith(writer));
      expect(causes).toEqual(
        Array.from({ length: 10 }, (_, count) => [
          `${writer} ${count} first`,
          `${writer} ${count} second`,
        ]).flat(),
      );
    }
  });

  test("decide again when they lost the race: a withdrawal in between stops the call", async () => {
    const gate = new Gate();
    await using slow = await openStoreNode(database.url, "slow", { through: holdStatement("apply", gate) });
    const operation = await storedOperation(one);
    const beginning = applyAll([happening(operation, began, slow)], slow);
    await gate.reached;
    await happen(operation, [{ type: "cancel_asked" }], one);
    gate.open();
    expect(await beginning).toMatchObject([{ verdict: "ignored", operation: { status: "cancelled" } }]);
    expect((await read(operation)).memory.attempts).toMatchObject([{ state: "not_started" }]);
    expect(await typesOf(operation)).toEqual(["created", "cancel_asked", "attempt_began"]);
  });

  test("that begin the same call: one alone is told that it may make it", async () => {
    const operation = await storedOperation(one);
    const results = await Promise.all(
      [one, other].map((node) => applyAll([happening(operation, began, node)], node)),
    );
    expect(
      results
        .flat()
        .map((applied) => applied?.verdict)
        .sort(),
    ).toEqual(["applied", "ignored"]);
  });
});

describe("one batch", () => {
  test("tells of each of its events what came of it, in their order", async () => {
    const [first, second] = [await storedOperation(one), await storedOperation(one)];
    const nobody = { ...first, id: first.id.replace(/^.{8}/, "00000000") };
    const batch = [
      happening(first, began, one),
      happening(nobody, began, one),
      happening(second, { type: "capture_asked" }, one),
      happening(first, paid, one),
    ];
    expect(await applyAll(batch, one)).toMatchObject([
      { verdict: "applied", operation: { id: first.id, status: "processing", version: 2 } },
      null,
      { verdict: "refused", operation: { id: second.id, status: "created", version: 1 } },
      { verdict: "applied", operation: { id: first.id, status: "succeeded", version: 3 } },
    ]);
  });

  test("that opens a review and settles it leaves it settled", async () => {
    const operation = await storedOperation(one);
    await happen(operation, [began, silent], one);
    const batch = [deadline, paid].map((event) => happening(operation, event, one));
    expect((await applyAll(batch, one)).map((applied) => applied?.operation.status)).toEqual([
      "in_reconciliation",
      "succeeded",
    ]);
    expect(await reviewsOf(operation)).toMatchObject([{ cause: "ladder_used_up", status: "settled" }]);
  });

  test("that closes one review and opens another leaves the other open", async () => {
    const operation = await storedOperation(one);
    await happen(operation, [began, prompted, otherAmount], one);
    const batch = [decidedAgainst, paid].map((event) => happening(operation, event, one));
    expect((await applyAll(batch, one)).map((applied) => applied?.verdict)).toEqual(["applied", "applied"]);
    expect(await reviewsOf(operation)).toMatchObject([
      { cause: "contradiction", status: "open" },
      { cause: "amount_differs", status: "decided" },
    ]);
  });
});

test.each<readonly [string, Wish, Untimed]>([
  ["cannot be written", {}, inquirySilent("a NUL \0")],
  ["this node does not know how to decide", { provider: "unheard-of" }, began],
])("an event that %s fails alone, and its neighbours happen once", async (_name, wish, event) => {
  const neighbours = [await storedOperation(one), await storedOperation(one)];
  const odd = await storedOperation(one, wish);
  const batch = [
    ...neighbours.map((operation) => happening(operation, began, one)),
    happening(odd, event, one),
    ...neighbours.map((operation) => happening(operation, prompted, one)),
  ];
  expect((await apply(batch, one)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(await Promise.all(neighbours.map(typesOf))).toEqual(
    [0, 1].map(() => ["created", "attempt_began", "found"]),
  );
  expect(await typesOf(odd)).toEqual(["created"]);
});

test("a refused request leaves no trace", async () => {
  const operation = await storedOperation(one);
  await happen(operation, [began], one);
  const before = await everythingAbout(operation);
  const [refused] = await happen(operation, [{ type: "capture_asked" }], one);
  expect(refused).toMatchObject({ verdict: "refused", because: "Only reserved funds can be captured." });
  expect(await everythingAbout(operation)).toEqual(before);
});

test("a review is opened with what is known, and closed by a proof or by a person with their reasons", async () => {
  const [proven, decided] = [await storedOperation(one), await storedOperation(one)];
  for (const operation of [proven, decided]) await happen(operation, [began, silent, deadline], one);
  expect(await reviewsOf(proven)).toMatchObject([
    {
      status: "open",
      cause: "ladder_used_up",
      closed_at: null,
      evidence: { known: { reason: "no_answer" }, said: { verdict: "applied" } },
    },
  ]);
  await happen(proven, [paid], one);
  await happen(decided, [decidedAgainst], one);
  expect(await reviewsOf(proven)).toMatchObject([
    { status: "settled", decision: null, closed_at: expect.any(Number) },
  ]);
  expect(await reviewsOf(decided)).toMatchObject([
    { status: "decided", decision: "not_moved", decided_by: "Wanjiru", why: "The statement shows nothing." },
  ]);
  expect((await read(decided)).status).toBe("failed");
});

test("each change of status is announced once, with the operation as it then was", async () => {
  const operation = await storedOperation(one);
  await happen(operation, [began, prompted, paid, paid], one);
  const said = await ask(
    database.url,
    `select type, version, resource ->> 'status' as status from hakika.announcements where operation_id = '${operation.id}' order by version`,
  );
  expect(said).toEqual([
    { type: "payment.created", version: 1, status: null },
    { type: "payment.awaiting_payer", version: 3, status: "awaiting_payer" },
    { type: "payment.succeeded", version: 4, status: "succeeded" },
  ]);
});

describe("the work row", () => {
  test("of what waits is nobody's, and comes due when its time comes", async () => {
    const operation = await storedOperation(one);
    await happen(operation, [began, prompted], one);
    expect(await workOf(operation)).toMatchObject({
      owner: null,
      due_at: new Date((await read(operation)).memory.next?.at ?? 0),
    });
  });

  test.each<readonly [string, readonly Untimed[]]>([
    ["a call that is under way", [began]],
    ["what is due at once", [began, prompted, { type: "sync_asked" }]],
  ])("of %s is leased to the node that goes on with it", async (_name, history) => {
    const operation = await storedOperation(other);
    await happen(operation, history, one);
    const work = await workOf(operation);
    expect(work?.["owner"]).toBe("one");
    expect(Number(work?.["due_in"])).toBeGreaterThan(LEASE_MS - 2_000);
    expect(Number(work?.["due_in"])).toBeLessThan(LEASE_MS + 500);
  });

  test.each<readonly [string, readonly Untimed[]]>([
    ["has ended", [began, paid]],
    ["waits for a person", [began, prompted, otherAmount]],
  ])("of an operation that %s is gone", async (_name, history) => {
    const operation = await storedOperation(one);
    await happen(operation, history, one);
    expect(await workOf(operation)).toBeUndefined();
  });

  test("of a call that is under way stays with the caller whatever another node hears meanwhile", async () => {
    const operation = await storedOperation(one);
    await happen(operation, [began], one);
    await happen(operation, [found("callback", says.completed, { strength: "hint" })], other);
    expect(await workOf(operation)).toMatchObject({ owner: "one" });
  });
});

test("the phone is free for others when the prompt on it has ended", async () => {
  const [first, second] = [await storedOperation(one), await storedOperation(one)];
  const [row] = await ask(
    database.url,
    `select phone_digest from hakika.operations where id = '${first.id}'`,
  );
  const now = one.clock.now();
  const wish = {
    provider: PROVIDER,
    phone_digest: row?.["phone_digest"] as Buffer,
    now,
    until: now + 240_000,
    cap: null,
  };
  const prompt = ({ id }: StoredOperation) =>
    takePhonesForPrompts([{ ...wish, now: one.clock.now(), operation_id: id }], one.database);
  expect(await prompt(first)).toEqual([{ granted: true }]);
  expect(await prompt(second)).toMatchObject([{ granted: false }]);
  await happen(first, [began, { ...paid }], one);
  expect(await prompt(second)).toEqual([{ granted: true }]);
});

test.each([
  ["status_is_known", "update operations set status = 'paid'"],
  ["ended_operations_have_nothing_next", "update operations set status = 'succeeded'"],
  ["reconciliation_has_an_open_review", "update operations set status = 'in_reconciliation'"],
  [
    "safe_to_charge_again_only_when_ended_without_charge",
    `update operations set outcome = outcome || '{"safe_to_charge_again": true}'`,
  ],
  ["amount_is_positive", "update operations set amount_minor = 0"],
  ["slot_is_one_of_64", "update operations set slot = 64"],
  ["phone_is_sealed_digested_and_masked_together", "update operations set phone_digest = null"],
  ["decisions_say_who_and_why", "update reviews set status = 'decided', closed_at = now()"],
  ["closed_reviews_have_a_time", "update reviews set status = 'settled'"],
  [
    "one_open_review_per_operation",
    "insert into reviews select slot, gen_random_uuid(), operation_id, merchant_id, environment, cause, status, evidence, opened_at from reviews",
  ],
])("what must never be, the database refuses by name: %s", async (constraint, statement) => {
  const open = await storedOperation(one);
  const reviewed = await storedOperation(one);
  await happen(reviewed, [began, prompted, otherAmount], one);
  const where = ` where ${statement.includes("reviews") ? `operation_id = '${reviewed.id}'` : `id = '${open.id}'`}`;
  await expect(ask(database.url, `set search_path to hakika; ${statement}${where}`)).rejects.toThrow(
    constraint,
  );
});

function inquirySilent(cause: string): Untimed {
  return { type: "inquiry_silent", cause };
}

async function read(operation: StoredOperation): Promise<StoredOperation> {
  const stored = (await readOperations([operation], one)).get(operation.id);
  if (stored === undefined) throw new Error("There is no such operation.");
  return stored;
}

async function typesOf(operation: StoredOperation): Promise<readonly string[]> {
  return (await timelineOf(operation, one)).map(({ type }) => type);
}

function reviewsOf({ id, merchant_id, environment }: StoredOperation) {
  return listReviews(
    { merchant_id, environment, status: null, operation_id: id, after: null, limit: 10 },
    one.database,
  );
}

async function workOf({ id }: StoredOperation): Promise<Record<string, unknown> | undefined> {
  const [row] = await ask(
    database.url,
    `select owner, due_at, extract(epoch from due_at - now()) * 1000 as due_in from hakika.work where subject_id = '${id}'`,
  );
  return row;
}

async function everythingAbout({ id }: StoredOperation) {
  const named = {
    operations: "id",
    events: "operation_id",
    announcements: "operation_id",
    work: "subject_id",
    reviews: "operation_id",
  };
  return await Promise.all(
    Object.entries(named).map(([table, column]) =>
      ask(database.url, `select * from hakika.${table} where ${column} = '${id}'`),
    ),
  );
}
