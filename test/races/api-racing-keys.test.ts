import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiAnswer, type ApiWorld, openApiWorld } from "../support/api-world.ts";
import { ask } from "../support/ask.ts";
import { Meeting, meetingAt } from "../support/meeting.ts";
import { often } from "../support/often.ts";

/** At once with one key, half of them at each node. */
const CLIENTS = 64;
const ROUNDS = often(18);

let nodes: readonly ApiWorld[];
/** In each round both nodes have something to store before either of them stores anything. */
let meeting = new Meeting(2);

beforeAll(async () => {
  const settings = { requests_per_minute: null };
  const through = (name: string) => meetingAt("accept", name, () => meeting);
  const one = await openApiWorld({ settings, through: through("one") });
  nodes = [one, await openApiWorld({ settings, through: through("other"), database_url: one.database_url })];
});

afterAll(async () => {
  for (const node of nodes.toReversed()) await node[Symbol.asyncDispose]();
});

describe(`in ${ROUNDS} rounds ${CLIENTS} clients send one key to two nodes at once`, () => {
  test("with one body: one payment is taken, and each is given the very same bytes", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await race(randomUUID(), () => "150");
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(202);
      expect(answers.filter(isFirst)).toHaveLength(1);
    }
    expect(await stored()).toEqual({ operations: ROUNDS, keys: ROUNDS, announcements: ROUNDS, work: ROUNDS });
  });

  test("with two bodies: one is taken, and whoever sent the other is told that the key is taken", async () => {
    const before = await stored();
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = randomUUID();
      const answers = await race(key, (client) => ((client >> 1) % 2 === 0 ? "150" : "151"));
      const taken = answers.filter(({ status }) => status === 202);
      expect([new Set(taken.map(({ text }) => text)).size, taken.filter(isFirst).length]).toEqual([1, 1]);
      expect(taken).toHaveLength(CLIENTS / 2);
      expect(new Set(answers.filter((answer) => !taken.includes(answer)).map(refusal))).toEqual(
        new Set(["422 idempotency_key_reused"]),
      );
      await repeatsAsBefore(key, taken[0]);
    }
    expect((await stored())["operations"]).toBe((before["operations"] ?? 0) + ROUNDS);
  });
});

async function race(key: string, amountOf: (client: number) => string): Promise<readonly ApiAnswer[]> {
  meeting = new Meeting(2);
  const clients = Array.from({ length: CLIENTS }, (_, client) => client);
  return await Promise.all(clients.map((client) => pay(client, key, amountOf(client))));
}

async function pay(client: number, key: string, value: string): Promise<ApiAnswer> {
  const node = nodes[client % 2];
  if (node === undefined) throw new Error("There is no such node.");
  const headers = { "idempotency-key": key };
  return await node.pay({ amount: { value, currency: "KES" } }, { headers, key: nodes[0]?.key ?? null });
}

/** Later, too, and at either node, the first body has the first answer and the other is refused. */
async function repeatsAsBefore(key: string, first: ApiAnswer | undefined): Promise<void> {
  const value = first?.body.amount.value.replace(/\.00$/, "");
  for (const client of [0, 1]) {
    const again = await pay(client, key, value);
    expect([again.status, again.text, isFirst(again)]).toEqual([202, first?.text, false]);
    expect(refusal(await pay(client, key, "152"))).toBe("422 idempotency_key_reused");
  }
}

function isFirst({ status, headers }: ApiAnswer): boolean {
  return status === 202 && headers.get("idempotent-replayed") === null;
}

function refusal({ status, body }: ApiAnswer): string {
  return `${status} ${body.code}`;
}

async function stored(): Promise<Readonly<Record<string, number>>> {
  const count = (table: string) => `(select count(*)::integer from hakika.${table})`;
  const [row] = await ask(
    nodes[0]?.database_url ?? "",
    `select ${count("operations")} as operations, ${count("idempotency_keys")} as keys,
            ${count("announcements")} as announcements, ${count("work")} as work`,
  );
  return row as Readonly<Record<string, number>>;
}
