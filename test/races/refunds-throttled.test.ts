import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { ask } from "../support/ask.ts";
import { SECOND } from "../support/operations.ts";
import { readBooks } from "../support/outside-judge.ts";
import { prompts } from "../support/systems/mtn.ts";
import { openTwoNodes, type TwoNodes } from "../support/two-nodes.ts";
import type { Told } from "../support/wish.ts";

const AT_ONCE = 20;
const FIFTH = { value: "25.10", currency: "ZAR" };
const RETRY_AFTER_S = 7;
const WAIT = { timeout: 30_000, interval: 50 };

/** The platform's own limit for all calls of one app. */
const throttles = { ...prompts.quick, answer_with: { pay: "3006" }, retry_after_s: RETRY_AFTER_S };

test("throttled refunds wait as long as they are told to, fail never, and give back what was paid, once", async () => {
  await using run = await openTwoNodes(prompts, 1);
  const payment = await paid(run);
  run.world.sideOf(prompts).replaceSettings(throttles);
  const refunds = idsOf(await giveBack(AT_ONCE, payment, run));
  expect(refunds).toHaveLength(5);
  for (let round = 1; round <= 2; round += 1) {
    await vi.waitUntil(() => callsAnswered(429, run) >= 5 * round, WAIT);
    for (const wait of await allWait(5, run)) expect(wait).toBeGreaterThan((RETRY_AFTER_S - 0.5) * SECOND);
    expect(idsOf(await giveBack(2, payment, run))).toEqual([]);
    for (const node of run.nodes) node.letPass((RETRY_AFTER_S + 1) * SECOND);
  }
  run.world.sideOf(prompts).replaceSettings(prompts.quick);
  await run.finish();
  expect(await statuses(refunds, run)).toEqual(Array(5).fill("succeeded"));
  expect(returned(payment, run)).toEqual(Array(5).fill("2510"));
});

test("a throttled refund whose next answer is lost keeps all others out until it is known", async () => {
  await using run = await openTwoNodes(prompts, 1);
  const payment = await paid(run);
  const side = run.world.sideOf(prompts);
  side.replaceSettings(throttles);
  const [first = ""] = idsOf(await giveBack(1, payment, run));
  await allWait(1, run);
  // From now on it is taken and its answer lost, and whoever asks about it is told that they ask too much.
  side.replaceSettings({ ...prompts.quick, answer_with: { status: "3006" } });
  side.faults.replace([{ kind: "reset", effect: "after", operation: "pay", count: 1 }]);
  for (const node of run.nodes) node.letPass((RETRY_AFTER_S + 1) * SECOND);
  await vi.waitUntil(async () => (await statuses([first], run))[0] === "processing", WAIT);
  await vi.waitUntil(() => returned(payment, run).length === 1, WAIT);
  await vi.waitUntil(() => callsAnswered(429, run) > 1, WAIT);
  for (const { status, body } of await giveBack(AT_ONCE, payment, run))
    expect([status, body.detail]).toEqual([409, expect.stringContaining("Nobody knows yet")]);
  side.replaceSettings(prompts.quick);
  await run.finish();
  expect(await statuses([first], run)).toEqual(["succeeded"]);
  expect(idsOf(await giveBack(AT_ONCE, payment, run))).toHaveLength(4);
  await run.finish();
  expect(returned(payment, run)).toEqual(Array(5).fill("2510"));
});

type Body = ReturnType<typeof JSON.parse>;

interface Answer {
  readonly status: number;
  readonly body: Body;
}

async function paid(run: TwoNodes): Promise<Told> {
  await run.reach("succeeded");
  const [payment] = run.payments;
  if (payment === undefined) throw new Error("Nobody has paid.");
  return payment;
}

/** So many fifths of the payment at once, at the nodes in turn. */
function giveBack(count: number, payment: Told, run: TwoNodes): Promise<readonly Answer[]> {
  const body = JSON.stringify({ payment: payment.id, amount: FIFTH });
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      callApi(`${run.nodes[index % 2]?.url}/v1/refunds`, { run, body }),
    ),
  );
}

async function callApi(url: string, { run, body }: { run: TwoNodes; body?: string }): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${run.world.merchantOf(prompts).api_key}`,
    ...(body !== undefined && { "content-type": "application/json", "idempotency-key": randomUUID() }),
  };
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers,
    body: body ?? null,
  });
  return { status: response.status, body: await response.json() };
}

function idsOf(answers: readonly Answer[]): readonly string[] {
  for (const { status } of answers) expect([202, 409]).toContain(status);
  return answers.flatMap(({ status, body }) => (status === 202 ? [body.id] : []));
}

function statuses(refunds: readonly string[], run: TwoNodes): Promise<readonly string[]> {
  const read = async (id: string): Promise<string> =>
    (await callApi(`${run.nodes[0]?.url}/v1/refunds/${id}`, { run })).body.status;
  return Promise.all(refunds.map(read));
}

function callsAnswered(status: number, { world }: TwoNodes): number {
  const answered = world.sideOf(prompts).journal(1_000);
  return answered.filter(({ end }) => typeof end === "object" && "status" in end && end.status === status)
    .length;
}

/** Once so many of them wait for their next call, how long each waits from its last one: milliseconds. */
async function allWait(count: number, run: TwoNodes): Promise<readonly number[]> {
  return await vi.waitUntil(async () => {
    const waits = await readWaits(run);
    return waits.length === count && waits;
  }, WAIT);
}

async function readWaits({ world }: TwoNodes): Promise<readonly number[]> {
  const rows = await ask(
    world.database_url,
    `select (memory -> 'next' ->> 'at')::numeric - extract(epoch from updated_at) * 1000 as waits
       from hakika.operations where kind = 'refund' and status = 'queued'`,
  );
  return rows.map((row) => Number(row["waits"]));
}

/** What the provider's books say of the payer, each time. */
function returned({ phone_number }: Told, { world }: TwoNodes): readonly string[] {
  const entries = readBooks(world).get(phone_number) ?? [];
  return entries.flatMap(({ kind, amount_minor }) => (kind === "reversal" ? [amount_minor] : []));
}
