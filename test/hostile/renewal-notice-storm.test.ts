import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import { ask } from "../support/ask.ts";
import { often } from "../support/often.ts";
import { HOUR } from "../support/operations.ts";
import { readBooks } from "../support/outside-judge.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";
import { shuffled } from "../support/shuffled.ts";
import { type Message, storm } from "../support/storm.ts";
import { phoneBills } from "../support/systems/sla.ts";
import { openTwoNodes, type TwoNodes } from "../support/two-nodes.ts";

const SUBSCRIBERS = often(8);
const COPIES = 10;
const SEED = 7;
const DAY = 24 * HOUR;
const WAIT = { timeout: 60_000, interval: 50 };

/** Nobody waits for a turn, so that all that the notices set off happens at once. */
const { rates: _, ...limits } = slaDcb.limits;
const uncounted = { ...slaDcb, limits };

test("renewals that are told ten times each, to two nodes and beside a cancel, are one payment each and nothing after the end", {
  timeout: 120_000,
}, async () => {
  await using wire = await openReceiver();
  await using run = await openTwoNodes(phoneBills, 0, { time_scale: 1, providers: [uncounted] });
  const phones = Array.from({ length: SUBSCRIBERS }, (_, index) => phoneBills.phoneNumber(index));
  const subscribers = await Promise.all(phones.map((phone_number) => subscribe(phone_number, run)));
  // Every third has no money left when the day comes.
  for (const phone_number of phones.filter((_, index) => index % 3 === 0))
    await run.world.sideOf(phoneBills).setBalance(phone_number, "0");
  const first = await nextDay({ run, wire });
  await storm(copiesOf(first, COPIES), run.nodes);
  await quiet(run);
  for (const one of subscribers) await checkCharges(one, first, run);
  const second = await nextDay({ run, wire });
  const cancels = subscribers.map(({ id }) => callApi(`/v1/subscriptions/${id}/cancel`, { run, body: {} }));
  await Promise.all([...cancels, storm(copiesOf(second, COPIES), run.nodes)]);
  await vi.waitUntil(() => haveEnded(subscribers, run), WAIT);
  await quiet(run);
  for (const one of subscribers) await checkCharges(one, [...first, ...second], run);
  const told = run.world.receiver.heard.length;
  await storm(copiesOf([...first, ...second], 2), run.nodes);
  await quiet(run);
  expect(run.world.receiver.heard.slice(told).map(({ body }) => body)).toEqual([]);
  expect(toldTwice(run)).toEqual([]);
  for (const one of subscribers) expect(lastTold(one, run)).toBe("subscription.ended");
});

interface Subscriber {
  readonly id: string;
  readonly phone_number: string;
  /** The provider's name for it. */
  readonly uuid: string;
}

type Body = ReturnType<typeof JSON.parse>;

/** Of one who has typed in a PIN, and was charged for the first day. */
async function subscribe(phone_number: string, run: TwoNodes): Promise<Subscriber> {
  const { id } = await callApi("/v1/subscriptions", { run, body: { phone_number } });
  const read = () => callApi(`/v1/subscriptions/${id}`, { run });
  await vi.waitUntil(async () => (await read()).next_action?.type === "enter_pin", WAIT);
  await callApi(`/v1/subscriptions/${id}/confirm`, { run, body: { pin: "000000" } });
  await vi.waitUntil(async () => (await read()).status === "active", WAIT);
  return { id, phone_number, uuid: (await read()).provider_reference };
}

async function haveEnded(subscribers: readonly Subscriber[], run: TwoNodes): Promise<boolean> {
  const now = await Promise.all(subscribers.map(({ id }) => callApi(`/v1/subscriptions/${id}`, { run })));
  return now.every(({ status }) => status === "ended");
}

/** A day passes at the provider; what it then tells of each subscriber comes to us instead of the nodes. */
async function nextDay({ run, wire }: { run: TwoNodes; wire: Receiver }): Promise<readonly Message[]> {
  const { front, sandbox } = run.world;
  const [ours, before] = [front.targets, wire.heard.length];
  front.targets = [Number(new URL(wire.url).port)];
  await sandbox.clock.advance(DAY);
  const heard = () => wire.heard.slice(before);
  await vi.waitUntil(() => new Set(heard().map(uuidIn)).size === SUBSCRIBERS, WAIT);
  front.targets = ours;
  return heard();
}

function copiesOf(messages: readonly Message[], count: number): readonly Message[] {
  const copies = messages.flatMap((message) => Array.from({ length: count }, () => message));
  return shuffled(copies, SEED);
}

/** Each charge that was told of is one payment, and as many have succeeded as the provider's books know of. */
async function checkCharges(
  { id, phone_number, uuid }: Subscriber,
  told: readonly Message[],
  run: TwoNodes,
): Promise<void> {
  const { data } = await callApi(`/v1/subscriptions/${id}/payments?limit=100`, { run });
  const names: readonly string[] = data.map((payment: Body) => payment.provider_reference);
  expect(new Set(names).size).toBe(names.length);
  const charges = told.filter((message) => uuidIn(message) === uuid).map(chargeIn);
  expect(names).toEqual(expect.arrayContaining(charges));
  const charged = readBooks(run.world).get(phone_number) ?? [];
  const succeeded = data.filter(({ status }: Body) => status === "succeeded");
  expect(succeeded).toHaveLength(charged.length);
  const failed = data.filter(({ status }: Body) => status === "failed");
  expect(succeeded.length + failed.length).toBe(data.length);
}

function uuidIn({ body }: Pick<Message, "body">): string {
  return noticeIn(body).uuid;
}

function chargeIn({ body }: Message): string {
  return noticeIn(body).transaction.transaction_id;
}

function noticeIn(body: string): Body {
  const { success, error } = JSON.parse(body);
  return success ?? error;
}

/** Waits until every notice is read, nobody works on anything, and merchants were told of all of it. */
async function quiet({ world }: TwoNodes): Promise<void> {
  const busy = `select from hakika.callbacks where verdict = 'received'
    union all select from hakika.work where owner is not null or due_at <= now() limit 1`;
  await vi.waitUntil(async () => (await ask(world.database_url, busy)).length === 0, WAIT);
}

/** What the merchant has heard more than once. */
function toldTwice({ world }: TwoNodes): readonly string[] {
  const told = world.receiver.heard.map(({ body }) => {
    const { type, data } = JSON.parse(body);
    return data.object === "payment" ? `${type} ${data.id}` : `${type} ${data.id} ${data.version}`;
  });
  return told.filter((one, index) => told.indexOf(one) !== index);
}

function lastTold({ id }: Subscriber, { world }: TwoNodes): string | undefined {
  const told: readonly Body[] = world.receiver.heard.map(({ body }) => JSON.parse(body));
  const own = told.filter(({ data }) => data.id === id);
  return own.toSorted((one, other) => one.data.version - other.data.version).at(-1)?.type;
}

async function callApi(path: string, { run, body }: { run: TwoNodes; body?: object }): Promise<Body> {
  const response = await fetch(run.world.front.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${run.world.merchantOf(phoneBills).api_key}`,
      ...(body !== undefined && { "content-type": "application/json", "idempotency-key": randomUUID() }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  expect(response.ok, text).toBe(true);
  return JSON.parse(text);
}
