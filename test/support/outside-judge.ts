import pLimit from "p-limit";
import { Agent } from "undici";
import type { BookEntry } from "../../src/connector/simulator.ts";
import { formatMoney } from "../../src/core/money.ts";
import type { FaultWorld } from "./fault-world.ts";
import { complaintsAboutOperation, type Kept, readKept, uuidOf } from "./kept-records.ts";
import { judgeSubscriptions } from "./subscription-judge.ts";
import { ask, look, type Told, type Wish } from "./wish.ts";

const ASKED_AT_ONCE = 8;

/**
 * Holds against each other what merchants were told and hold in their hands, what the database keeps, and the
 * providers' books. Knows nothing that is known inside a node. Answers with a sentence for each thing that does not fit.
 */
export async function judgeFromOutside(world: FaultWorld, told: readonly Told[]): Promise<readonly string[]> {
  const kept = await readKept(world.database_url);
  const heard = lastHeard(world);
  const booksNow = () => readBooks(world);
  const books = booksNow();
  const complaints = told
    .filter(({ kind }) => kind !== "subscription")
    .flatMap((one): readonly string[] => {
      const operation = kept.operations.get(uuidOf(one));
      if (operation === undefined) return [`${one.id} was acknowledged and is lost`];
      const times = one.kind === "message" ? timesSent(one, world) : timesDone(one, books);
      return complaintsAboutOperation(operation, { name: one.id, times, told: heard.get(one.id) });
    });
  return [
    ...askedByNobody(told, kept),
    ...complaints,
    ...givenBackUntaken(books),
    ...(await asMerchantsSee(world, told, kept)),
    ...(await judgeSubscriptions(world, { told, kept, heard, booksNow })),
  ];
}

/** More than keys, or begun by a provider who knew better. The charges of a subscription are judged with it. */
function askedByNobody(told: readonly Told[], { operations, subscriptions }: Kept): readonly string[] {
  const asked = new Set(told.map(uuidOf));
  const surplus = [...operations].filter(
    ([id, { parent_id }]) => !asked.has(id) && !(parent_id !== null && subscriptions.has(parent_id)),
  );
  return [...surplus, ...[...subscriptions].filter(([id]) => !asked.has(id))].map(
    ([id]) => `${id} is kept, and nobody was told that it was taken`,
  );
}

/** The status of the newest version that a merchant heard of, by the id that the API shows. */
function lastHeard({ receiver }: FaultWorld): ReadonlyMap<string, string> {
  const newest = new Map<string, { readonly version: number; readonly status: string }>();
  for (const { body } of receiver.heard) {
    const { id, version, status } = JSON.parse(body).data;
    if (version >= (newest.get(id)?.version ?? 0)) newest.set(id, { version, status });
  }
  return new Map([...newest].map(([id, { status }]) => [id, status]));
}

type Books = ReadonlyMap<string, readonly BookEntry[]>;

/** By phone number, of which each was used once. */
export function readBooks(world: FaultWorld): Books {
  const sides = new Set(world.systems.map((system) => world.sideOf(system)));
  return Map.groupBy(
    [...sides].flatMap((side) => side.books()),
    ({ phone_number }) => phone_number,
  );
}

/** How often the provider did it. What a provider gave back that is never asked to counts as never taken. */
export function timesDone({ kind, system, phone_number, answer }: Told, books: Books): number {
  const entries = books.get(phone_number) ?? [];
  const count = (wanted: BookEntry["kind"]) => entries.filter((entry) => entry.kind === wanted).length;
  if (kind !== "refund") return count("charge") - (system.gives_back === undefined ? count("reversal") : 0);
  const { value } = JSON.parse(answer).amount;
  return entries.filter((entry) => entry.kind === "reversal" && majorUnitsOf(entry) === value).length;
}

/** How often a message stands on the phone that it was for. */
export function timesSent({ system, phone_number, body }: Wish, world: FaultWorld): number {
  const phone = world
    .sideOf(system)
    .phones()
    .find((one) => one.phone_number === phone_number);
  const { text } = JSON.parse(body);
  return (phone?.messages ?? []).filter((message) => message.text === text).length;
}

function givenBackUntaken(books: Books): readonly string[] {
  const sum = (entries: readonly BookEntry[], kind: BookEntry["kind"]) =>
    entries.reduce((total, entry) => total + (entry.kind === kind ? BigInt(entry.amount_minor) : 0n), 0n);
  return [...books].flatMap(([phone_number, entries]) =>
    sum(entries, "reversal") > sum(entries, "charge") ? [`${phone_number} got back more than was taken`] : [],
  );
}

function majorUnitsOf({ amount_minor, currency }: BookEntry): string {
  return formatMoney({ minor: BigInt(amount_minor), currency }).value;
}

/** Whoever repeats a key gets the same bytes, and whoever looks sees what the database keeps. */
async function asMerchantsSee(
  world: FaultWorld,
  told: readonly Told[],
  kept: Kept,
): Promise<readonly string[]> {
  const agent = new Agent({ connections: ASKED_AT_ONCE });
  const limit = pLimit(ASKED_AT_ONCE);
  const judge = async (one: Told): Promise<readonly string[]> => {
    const again = await ask(one, { world, agent });
    const shown = await look(one, { world, agent });
    const { operations, subscriptions } = kept;
    const status = (one.kind === "subscription" ? subscriptions : operations).get(uuidOf(one))?.status;
    return [
      ...(again.answer === one.answer ? [] : [`${one.id}: its key is now answered with ${again.answer}`]),
      ...(shown.status === status ? [] : [`${one.id} is shown as ${shown.status} and is ${status}`]),
    ];
  };
  const found = await Promise.all(told.map((one) => limit(() => judge(one))));
  await agent.close();
  return found.flat();
}
