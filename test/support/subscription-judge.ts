import pLimit from "p-limit";
import { Agent } from "undici";
import type { BookEntry } from "../../src/connector/simulator.ts";
import type { FaultWorld } from "./fault-world.ts";
import { complaintsAboutRecords } from "./judge.ts";
import { complaintsAboutOperation, type Kept, type KeptSubscription, uuidOf } from "./kept-records.ts";
import { HOUR } from "./operations.ts";
import { listPayments, type PaymentShown, type Told } from "./wish.ts";

const ASKED_AT_ONCE = 8;
/** Nobody who pays is spared for so long, and whoever has been cancelled shows for certain. */
const AFTERWARDS_MS = 48 * HOUR;

interface Evidence {
  /** Everything that was, of whatever kind. */
  readonly told: readonly Told[];
  readonly kept: Kept;
  /** By the id that the API shows. */
  readonly heard: ReadonlyMap<string, string>;
  /** What the providers' books say at this moment, by phone number. */
  booksNow(): Books;
}

type Books = ReadonlyMap<string, readonly BookEntry[]>;

/**
 * Each subscription stands where its provider has it or before a person, and each of its charges is told as one payment.
 * Answers with a sentence for each thing that does not fit. Where providers charge by themselves, the days after show
 * who is charged still.
 */
export async function judgeSubscriptions(world: FaultWorld, evidence: Evidence): Promise<readonly string[]> {
  const told = evidence.told.filter(({ kind }) => kind === "subscription");
  const books = evidence.booksNow();
  const agent = new Agent({ connections: ASKED_AT_ONCE });
  const limit = pLimit(ASKED_AT_ONCE);
  const judged = told.map((one) =>
    limit(async () => {
      const kept = evidence.kept.subscriptions.get(uuidOf(one));
      if (kept === undefined) return [`${one.id} was acknowledged and is lost`];
      const payments = await listPayments(one, { world, agent });
      const charges = (books.get(one.phone_number) ?? []).filter(({ kind }) => kind === "charge");
      return complaintsAboutSubscription({ one, kept, payments, charges }, evidence);
    }),
  );
  const complaints = (await Promise.all(judged)).flat();
  await agent.close();
  await letDaysPass(world, told);
  const compared = { books, later: evidence.booksNow() };
  return [...complaints, ...told.flatMap((one) => complaintsAboutDaysAfter(one, evidence, compared))];
}

interface Judged {
  readonly one: Told;
  readonly kept: KeptSubscription;
  readonly payments: readonly PaymentShown[];
  readonly charges: readonly BookEntry[];
}

function complaintsAboutSubscription(judged: Judged, evidence: Evidence): readonly string[] {
  const { one, kept } = judged;
  const { status, in_doubt, awaiting_payer, cancel_asked, open_reviews } = kept;
  const waits = status === "pending" && !awaiting_payer;
  const left = open_reviews === 0 && (in_doubt || waits);
  // Where each charge is the merchant's own, the provider cannot be asked whether a lost cancel has come.
  const runs_on = cancel_asked && status !== "ended" && typeof one.system.charged !== "object";
  const known = { name: one.id, told: evidence.heard.get(one.id) };
  return [
    ...complaintsAboutRecords({ ...kept, ...known }),
    ...(runs_on && open_reviews === 0 ? [`${one.id} was cancelled, and is ${status}`] : []),
    ...(left ? [`${one.id} is ${status}, which is not certain, and nobody is told`] : []),
    ...complaintsAboutCharges(judged, evidence),
  ];
}

function complaintsAboutCharges(judged: Judged, evidence: Evidence): readonly string[] {
  const { one, kept, charges } = judged;
  if (one.system.charged === "daily") return complaintsAboutTold(judged, evidence);
  if (one.system.charged !== undefined) return [];
  const says = `${one.id} is ${kept.status}, and was charged ${charges.length} times`;
  return charges.length > 1 || (kept.status === "active" && charges.length === 0) ? [says] : [];
}

/** A charge that nobody has heard of is certain to be noticed by the person who looks at its subscription. */
function complaintsAboutTold(
  { one, kept, payments, charges }: Judged,
  { kept: { operations }, heard }: Evidence,
): readonly string[] {
  const untold = charges.filter(
    ({ provider_reference }) =>
      kept.open_reviews === 0 &&
      !payments.some((payment) => payment.provider_reference === provider_reference),
  );
  const names = new Set(payments.map(({ provider_reference }) => provider_reference));
  return [
    ...untold.map(({ receipt }) => `${one.id}: the charge ${receipt} is told as no payment`),
    ...(names.size === payments.length ? [] : [`${one.id}: a charge is told as more than one payment`]),
    ...payments.flatMap(({ id, provider_reference }) => {
      const times = charges.filter((charge) => charge.provider_reference === provider_reference).length;
      const operation = operations.get(uuidOf({ kind: "payment", id }));
      if (operation === undefined) return [`${id} of ${one.id} is lost`];
      return complaintsAboutOperation(operation, { name: id, times, told: heard.get(id) });
    }),
  ];
}

/** Time goes on at providers who charge by themselves, and no node hears of it. */
async function letDaysPass(world: FaultWorld, told: readonly Told[]): Promise<void> {
  for (const system of new Set(told.map((one) => one.system))) {
    if (system.charged !== "daily") continue;
    world.silence(system);
    await world.letPassAt(system, AFTERWARDS_MS);
  }
}

/** Whoever's subscription runs is charged for the days that came, and whoever's has ended is not. */
function complaintsAboutDaysAfter(
  { id, system, phone_number }: Told,
  { kept }: Evidence,
  { books, later }: { readonly books: Books; readonly later: Books },
): readonly string[] {
  const { status, open_reviews } = kept.subscriptions.get(uuidOf({ kind: "subscription", id })) ?? {};
  if (system.charged !== "daily" || open_reviews !== 0) return [];
  const goes_on = (later.get(phone_number)?.length ?? 0) > (books.get(phone_number)?.length ?? 0);
  if (status === "ended" && goes_on) return [`${id} has ended, and the provider charges it all the same`];
  return status === "active" && !goes_on ? [`${id} is active, and the provider charges it no more`] : [];
}
