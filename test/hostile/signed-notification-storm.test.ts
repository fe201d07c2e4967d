import { expect, test, vi } from "vitest";
import { readId } from "../../src/core/ids.ts";
import { writeAddress } from "../../src/engine/callback-address.ts";
import { ask } from "../support/ask.ts";
import { often } from "../support/often.ts";
import { readBooks, timesDone } from "../support/outside-judge.ts";
import { type Heard, openReceiver } from "../support/receiver.ts";
import { shuffled } from "../support/shuffled.ts";
import { type Message, storm } from "../support/storm.ts";
import { wallets } from "../support/systems/momo.ts";
import { openTwoNodes, type TwoNodes } from "../support/two-nodes.ts";
import type { Told } from "../support/wish.ts";

const PAYMENTS = often(45);
const COPIES = 6;
const SEED = 7;

/** What its owner does about each of the payments, in turn. */
const habits = ["pays", "declines", "does_not_answer"] as const;
const ends = { pays: "succeeded", declines: "failed", does_not_answer: "awaiting_payer" } as const;

test("signed notifications that come doubled, altered, in any order and to others' addresses end each payment once", {
  timeout: 120_000,
}, async () => {
  await using wire = await openReceiver();
  await using run = await openTwoNodes(wallets, 0, { time_scale: 1 });
  const { world } = run;
  // A payment that is held first, for a while, is notified twice, and a refusal too only where that is asked for.
  world
    .sideOf(wallets)
    .replaceSettings({ ...wallets.quick, authorized_first: true, notify_cancel_and_expiry: true });
  const payments = await run.pay(PAYMENTS, (phone_number, index) =>
    world.sideOf(wallets).play(habitOf(index), phone_number),
  );
  await vi.waitUntil(
    async () => (await statuses(run, payments)).every((one) => one === "awaiting_payer"),
    WAIT,
  );
  const ours = world.front.targets;
  world.front.targets = [Number(new URL(wire.url).port)];
  for (let seconds = 0; seconds < 40; seconds += 1) await world.sandbox.clock.advance(1_000);
  world.front.targets = ours;
  const genuine = wire.heard;
  expect(genuine.length).toBeGreaterThan(PAYMENTS / habits.length);
  const answered = await storm(stormOf(genuine, { run, payments }), run.nodes);
  expect(Object.keys(answered).sort()).toEqual(["204", "401"]);
  await vi.waitUntil(async () => (await ask(world.database_url, unread)).length === 0, WAIT);
  expect(await statuses(run, payments)).toEqual(payments.map((_, index) => ends[habitOf(index)]));
  expect(payments.map((one) => timesDone(one, readBooks(world)))).toEqual(
    payments.map((_, index) => (habitOf(index) === "pays" ? 1 : 0)),
  );
  expect(await ask(world.database_url, "select from hakika.reviews")).toEqual([]);
  const finals = await ask(
    world.database_url,
    `select operation_id from hakika.events where detail ->> 'verdict' = 'applied'
       and detail ->> 'status' in ('succeeded', 'failed') group by operation_id
       having count(distinct detail ->> 'status') > 1`,
  );
  expect(finals).toEqual([]);
});

const WAIT = { timeout: 60_000, interval: 50 };
const unread = "select from hakika.callbacks where verdict = 'received' limit 1";

function habitOf(index: number): (typeof habits)[number] {
  return habits[index % habits.length] ?? "pays";
}

function statuses(run: TwoNodes, payments: readonly Told[]): Promise<readonly string[]> {
  return Promise.all(payments.map(run.status));
}

/** Each as it came, again and again; altered after it was signed; and at the address of one who has not paid. */
function stormOf(
  genuine: readonly Heard[],
  { run, payments }: { readonly run: TwoNodes; readonly payments: readonly Told[] },
): readonly Message[] {
  const unpaid = payments.filter((_, index) => habitOf(index) === "does_not_answer");
  const messages = genuine.flatMap((heard, index) => [
    ...Array.from({ length: COPIES }, () => heard),
    { path: heard.path, body: flipped(heard.body) },
    { path: heard.path, body: heard.body.replace(/"signature":"..../, '"signature":"0000') },
    { path: addressOf(unpaid[index % unpaid.length], run), body: heard.body },
  ]);
  return shuffled(messages, SEED);
}

/** The opposite, under the signature of what was said. */
function flipped(body: string): string {
  return body.replace(/"resultCode":(\d+)/, (_, code) => `"resultCode":${code === "0" ? 1006 : 0}`);
}

function addressOf(payment: Told | undefined, { world }: TwoNodes): string {
  const { connection_id } = world.merchantOf(wallets);
  const operation_id = readId("payment", payment?.id ?? "") ?? "";
  return `/hooks/${writeAddress({ connection_id, operation_id, attempt: 1 }, world.office.vault)}`;
}
