import pLimit from "p-limit";
import { Agent } from "undici";
import type { BookEntry } from "../../src/connector/simulator.ts";
import { type IdKind, readId } from "../../src/core/ids.ts";
import { formatMoney } from "../../src/core/money.ts";
import { isFinalStatus, type Status } from "../../src/core/outcome.ts";
import { ask as askDatabase } from "./ask.ts";
import type { FaultWorld } from "./fault-world.ts";
import { type Account, complaintsAbout } from "./judge.ts";
import { ask, look, type Told } from "./wish.ts";

const ASKED_AT_ONCE = 8;

/**
 * Holds against each other what merchants were told and hold in their hands, what the database keeps, and the
 * providers' books. Knows nothing that is known inside a node. Answers with a sentence for each thing that does not fit.
 */
export async function judgeFromOutside(world: FaultWorld, told: readonly Told[]): Promise<readonly string[]> {
  const kept = await readKept(world.database_url);
  const heard = lastHeard(world);
  const books = readBooks(world);
  const surplus = kept.size - new Set(told.map(({ key }) => key)).size;
  const complaints = told.flatMap((one): readonly string[] => {
    const operation = kept.get(uuidOf(one));
    if (operation === undefined) return [`${one.id} was acknowledged and is lost`];
    const account = { ...operation, name: one.id, told: heard.get(one.id) };
    const rests =
      isFinalStatus(account.status) || (account.status === "in_reconciliation" && account.open_reviews === 1);
    return [
      ...complaintsAbout({ ...account, charges: timesDone(one, books) }),
      ...(rests ? [] : [`${one.id} is ${account.status}, and nobody is told`]),
    ];
  });
  return [
    ...(surplus === 0 ? [] : [`There are ${surplus} more operations than keys.`]),
    ...complaints,
    ...givenBackUntaken(books),
    ...(await asMerchantsSee(world, told, kept)),
  ];
}

type Kept = Omit<Account, "name" | "charges" | "told">;

/** By UUID; all of it as it was at one moment. */
async function readKept(database_url: string): Promise<ReadonlyMap<string, Kept>> {
  const rows = await askDatabase(
    database_url,
    `select id, status, version, memory -> 'review' ->> 'cause' as review_cause,
       array(select seq from hakika.events where slot = operation.slot and operation_id = operation.id order by seq) as seqs,
       (select count(*) from hakika.reviews review
         where review.slot = operation.slot and operation_id = operation.id and review.status = 'open')::int as open_reviews
       from hakika.operations operation`,
  );
  return new Map(rows.map((row) => [String(row["id"]), row as unknown as Kept]));
}

function uuidOf({ kind, id }: Told): string {
  return readId(kind satisfies IdKind, id) ?? "";
}

/** The status of the newest version that a merchant heard of, by the id that the API shows. */
function lastHeard({ receiver }: FaultWorld): ReadonlyMap<string, Status> {
  const newest = new Map<string, { readonly version: number; readonly status: Status }>();
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
  kept: ReadonlyMap<string, Kept>,
): Promise<readonly string[]> {
  const agent = new Agent({ connections: ASKED_AT_ONCE });
  const limit = pLimit(ASKED_AT_ONCE);
  const judge = async (one: Told): Promise<readonly string[]> => {
    const again = await ask(one, { world, agent });
    const shown = await look(one, { world, agent });
    const status = kept.get(uuidOf(one))?.status;
    return [
      ...(again.answer === one.answer ? [] : [`${one.id}: its key is now answered with ${again.answer}`]),
      ...(shown.status === status ? [] : [`${one.id} is shown as ${shown.status} and is ${status}`]),
    ];
  };
  const found = await Promise.all(told.map((one) => limit(() => judge(one))));
  await agent.close();
  return found.flat();
}
