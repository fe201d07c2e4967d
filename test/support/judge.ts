import { isFinalStatus } from "../../src/core/outcome.ts";
import type { Payment, World } from "./world.ts";

/**
 * Holds what the gateway says, once it rests, against the provider's own books and against what the merchant was told.
 * Answers with a sentence for each thing that does not fit.
 */
export async function judge(world: World): Promise<readonly string[]> {
  await world.rest();
  const found = await Promise.all(world.payments.map((payment) => judgePayment(world, payment)));
  const faults = world.logged.filter((line) => JSON.parse(line).level >= ERROR);
  return [...found.flat(), ...faults];
}

/** Of pino's levels. */
const ERROR = 50;

async function judgePayment(world: World, payment: Payment): Promise<readonly string[]> {
  const { status, version, memory } = await world.operation(payment);
  const charges = world.charges(payment).length;
  const openReviews = (await world.reviews(payment)).filter((review) => review.status === "open").length;
  const seqs = (await world.timeline(payment)).map(({ seq }) => seq);
  const told = await world.lastTold(payment);
  const claims: readonly (readonly [boolean, string])[] = [
    [charges <= 1, `the payer was charged ${charges} times`],
    [status !== "succeeded" || charges === 1, "it succeeded, and the provider has no charge"],
    [
      (status !== "failed" && status !== "cancelled") || charges === 0 || openReviews === 1,
      `it is ${status} although the payer was charged, and nobody is told`,
    ],
    [
      isFinalStatus(status) || status === "in_reconciliation" || memory.next !== null,
      "nothing will ever move it again",
    ],
    [
      openReviews === (memory.review === null ? 0 : 1),
      `it has ${openReviews} open reviews and remembers ${memory.review?.cause}`,
    ],
    [
      seqs.length === version && seqs.every((seq, index) => seq === index + 1),
      `of ${version} events it keeps ${seqs}`,
    ],
    [told === status, `the merchant was last told ${told} and it is ${status}`],
  ];
  return claims.flatMap(([holds, complaint]) => (holds ? [] : [`${payment.phone_number}: ${complaint}`]));
}
