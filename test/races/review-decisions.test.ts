import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Event } from "../../src/core/event.ts";
import { readId, slotOf } from "../../src/core/ids.ts";
import type { Database } from "../../src/store/database.ts";
import { type ApiAnswer, type ApiWorld, openApiWorld } from "../support/api-world.ts";
import { Gate } from "../support/gate.ts";
import { found, says } from "../support/messages.ts";
import type { Untimed } from "../support/operations.ts";

type Person = "amara" | "bakari";
type Decision = "moved" | "not_moved";

/** Where what a person's node does next comes to a halt: by its name and the statement's. */
const gates = new Map<string, Gate>();
let nodes: Readonly<Record<Person, ApiWorld>>;

beforeAll(async () => {
  const amara = await openApiWorld({ through: haltingAs("amara") });
  const { database_url } = amara;
  nodes = { amara, bakari: await openApiWorld({ through: haltingAs("bakari"), database_url }) };
});
afterEach(() => gates.clear());
afterAll(async () => {
  for (const node of [nodes.bakari, nodes.amara]) await node[Symbol.asyncDispose]();
});

describe.each<{ first: Person; second: Person; one: Decision; other: Decision }>([
  { first: "amara", second: "bakari", one: "moved", other: "not_moved" },
  { first: "bakari", second: "amara", one: "moved", other: "not_moved" },
  { first: "amara", second: "bakari", one: "not_moved", other: "moved" },
  { first: "bakari", second: "amara", one: "moved", other: "moved" },
])("two people decide on one review at once, $first $one and then $second $other", (row) => {
  test("the first decision holds, and the other person is told", async () => {
    const { operation, review } = await underReview();
    const writes = { amara: halt("amara", "apply"), bakari: halt("bakari", "apply") };
    const first = decide(row.first, review, row.one);
    const second = decide(row.second, review, row.other);
    for (const gate of Object.values(writes)) await gate.reached;
    writes[row.first].open();
    expect((await first).status).toBe(200);
    writes[row.second].open();
    expect([(await second).status, (await second).body.code]).toEqual([409, "not_possible_now"]);
    expect((await nodes.amara.call("GET", `/v1/reviews/${review}`)).body).toMatchObject({
      status: "decided",
      decision: row.one,
      decided_by: row.first,
    });
    expect((await nodes.amara.call("GET", `/v1/payments/${operation}`)).body.status).toBe(
      row.one === "moved" ? "succeeded" : "failed",
    );
  });
});

test("a decision does not fall upon another review that was opened since the person looked", async () => {
  const { operation, review } = await underReview();
  const looked = halt("bakari", "read_operations");
  const late = decide("bakari", review, "moved");
  await looked.reached;
  expect((await decide("amara", review, "not_moved")).status).toBe(200);
  await happen(operation, [found("callback", says.completed)]);
  looked.open();
  expect([(await late).status, (await late).body.code]).toEqual([409, "not_possible_now"]);
  const { body } = await nodes.amara.call("GET", `/v1/reviews?operation=${operation}&status=open`);
  expect(body.data).toMatchObject([{ cause: "contradiction", status: "open" }]);
  expect((await nodes.amara.call("GET", `/v1/payments/${operation}`)).body.status).toBe("failed");
});

async function decide(person: Person, review: string, decision: Decision): Promise<ApiAnswer> {
  return await nodes[person].call("POST", `/v1/reviews/${review}/decide`, {
    key: nodes.amara.key,
    body: { decision, why: "The statement says so.", by: person },
  });
}

/** A payment of whose submit nobody has heard, with its review. */
async function underReview(): Promise<{ readonly operation: string; readonly review: string }> {
  const operation = (await nodes.amara.pay()).body.id;
  await happen(operation, [
    { type: "attempt_began" },
    { type: "attempt_silent", attempt: 1, cause: "TIMEOUT" },
    { type: "deadline_passed" },
  ]);
  const { body } = await nodes.amara.call("GET", `/v1/reviews?operation=${operation}`);
  return { operation, review: body.data[0].id };
}

async function happen(operation: string, history: readonly Untimed[]): Promise<void> {
  const id = readId("payment", operation) ?? "";
  const { engine, store } = nodes.amara;
  for (const untimed of history) {
    const event = { ...untimed, at: store.clock.now() } as Event;
    await engine.happened({ slot: slotOf(id), id, event, raw: null });
  }
}

/** The next such statement of this node waits before it. */
function halt(node: Person, statement: string): Gate {
  const gate = new Gate();
  gates.set(`${node} ${statement}`, gate);
  return gate;
}

function haltingAs(node: Person): (database: Database) => Database {
  return (database) => ({
    run: async (statement, values) => {
      const name = `${node} ${statement.name}`;
      const gate = gates.get(name);
      gates.delete(name);
      await gate?.pass();
      return await database.run(statement, values);
    },
    close: () => database.close(),
  });
}
