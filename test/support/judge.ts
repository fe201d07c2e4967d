import pLimit from "p-limit";
import { isFinalStatus, type Status } from "../../src/core/outcome.ts";
import type { Payment, World } from "./world.ts";

/** What is written of something that a merchant asked for, and what that merchant was told of it. */
export interface Records {
  /** For whoever reads a complaint. */
  readonly name: string;
  readonly status: string;
  readonly version: number;
  readonly seqs: readonly number[];
  readonly open_reviews: number;
  /** Why somebody has to look at it, as it remembers itself. */
  readonly review_cause: string | null;
  /** What its merchant heard of last. */
  readonly told: string | undefined;
}

/** What there is to hold against each other about one operation. */
export interface Account extends Records {
  readonly status: Status;
  /** How often the provider's books say that it was done. */
  readonly charges: number;
}

/**
 * Holds what the gateway says, once it rests, against the provider's own books and against what the merchant was told.
 * Answers with a sentence for each thing that does not fit.
 */
export async function judge(world: World): Promise<readonly string[]> {
  await world.rest();
  const books = world.books();
  const limit = pLimit(JUDGED_AT_ONCE);
  const found = await Promise.all(
    world.payments.map((payment) => limit(() => judgePayment(world, payment, books))),
  );
  const faults = world.logged.filter((line) => JSON.parse(line).level >= ERROR);
  return [...found.flat(), ...faults];
}

/** Few enough for the node's connections to its database. */
const JUDGED_AT_ONCE = 10;

/** Of pino's levels. */
const ERROR = 50;

async function judgePayment(
  world: World,
  payment: Payment,
  books: ReturnType<World["books"]>,
): Promise<readonly string[]> {
  const { status, version, memory } = await world.operation(payment);
  const account: Account = {
    name: payment.phone_number,
    status,
    version,
    seqs: (await world.timeline(payment)).map(({ seq }) => seq),
    charges: books.get(payment.id)?.length ?? 0,
    open_reviews: (await world.reviews(payment)).filter((review) => review.status === "open").length,
    review_cause: memory.review?.cause ?? null,
    told: await world.lastTold(payment),
  };
  const moves = isFinalStatus(status) || status === "in_reconciliation" || memory.next !== null;
  const complaints = complaintsAbout(account);
  return moves ? complaints : [...complaints, `${account.name}: nothing will ever move it again`];
}

export function complaintsAbout(account: Account): readonly string[] {
  const { name, status, charges, open_reviews } = account;
  const claims: readonly Claim[] = [
    [charges <= 1, `the provider did it ${charges} times`],
    [status !== "succeeded" || charges === 1, "it succeeded, and the provider has not done it"],
    [
      (status !== "failed" && status !== "cancelled") || charges === 0 || open_reviews === 1,
      `it is ${status} although the provider did it, and nobody is told`,
    ],
  ];
  return [...complain(name, claims), ...complaintsAboutRecords(account)];
}

/** What holds for whatever is kept, a subscription too. */
export function complaintsAboutRecords(account: Records): readonly string[] {
  const { name, status, version, seqs, open_reviews, review_cause, told } = account;
  return complain(name, [
    [
      open_reviews === (review_cause === null ? 0 : 1),
      `it has ${open_reviews} open reviews and remembers ${review_cause}`,
    ],
    [
      seqs.length === version && seqs.every((seq, index) => seq === index + 1),
      `of ${version} events it keeps ${seqs}`,
    ],
    [told === status, `the merchant was last told ${told} and it is ${status}`],
  ]);
}

type Claim = readonly [holds: boolean, complaint: string];

function complain(name: string, claims: readonly Claim[]): readonly string[] {
  return claims.flatMap(([holds, complaint]) => (holds ? [] : [`${name}: ${complaint}`]));
}
