import fc from "fast-check";
import { test } from "vitest";
import type { Manner } from "../../../test/support/imaginary-provider.ts";
import { ImaginaryWorld } from "../../../test/support/imaginary-world.ts";
import { MINUTE, SECOND, type Untimed } from "../../../test/support/operations.ts";
import { tell } from "../../../test/support/random-histories.ts";
import type { Terms } from "../operation.ts";
import { isFinalStatus } from "../outcome.ts";

/** The ordinary run; `HISTORIES=1000000` before the command looks longer. */
const HISTORIES = Number(process.env["HISTORIES"] ?? 20_000);

/** Two minutes of asking are enough here; a late call arrives up to 200 seconds after it was thought lost. */
const short = {
  inquiry_at: [5 * SECOND, 15 * SECOND, 30 * SECOND],
  deadline: 2 * MINUTE,
  deadline_unaskable: MINUTE,
};

/** Eight rungs, begun anew by each call that the merchant asks for, and a few callbacks that make us ask sooner. */
const INQUIRIES_MAX = 60;

const ways: readonly ({ readonly terms: Partial<Terms> } & Pick<
  Manner,
  "charges_on" | "only_confirm_charges" | "knows_again"
>)[] = [
  { charges_on: "submit", terms: { challenge: "none" } },
  { charges_on: "payer", terms: { challenge: "prompt", can_cancel: true } },
  { charges_on: "confirm", terms: { challenge: "pin", can_cancel: true } },
  { charges_on: "confirm", only_confirm_charges: true, terms: { challenge: "pin", can_cancel: true } },
  { charges_on: "capture", terms: { challenge: "none", capture: "manual", can_cancel: true } },
  {
    charges_on: "capture",
    knows_again: true,
    terms: { challenge: "none", capture: "manual", can_cancel: true, repeatable: ["capture", "cancel"] },
  },
];

/** The call that takes the money comes most often, for a second one of it is what must not happen. */
function wishesOf({ charges_on }: (typeof ways)[number]): readonly Untimed["type"][] {
  const taking = charges_on === "confirm" ? "confirm_asked" : "capture_asked";
  return [taking, taking, taking, "sync_asked", "cancel_asked", "resolve_asked"];
}

const anyLife = fc.record({
  way: fc.constantFrom(...ways),
  inquiry: fc.constantFrom("by_reference", "after_answer", "never"),
  callbacks: fc.constantFrom("signed", "unsigned", "none"),
  resubmit_after: fc.constantFrom([10 * SECOND, 30 * SECOND], []),
  chance: fc.array(fc.nat(199), { maxLength: 40, size: "max" }),
  merchant: fc.array(fc.record({ wish: fc.nat(5), at: fc.nat(240) }), { maxLength: 5, size: "max" }),
});

test("whoever obeys the next step charges once at most, and says of the money what is true", {
  timeout: 600_000,
}, () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      const { way, inquiry, callbacks, resubmit_after, chance, merchant } = life;
      const { terms, ...manner } = way;
      const world = new ImaginaryWorld(
        { ...short, ...terms, inquiry, resubmit_after },
        { ...manner, callbacks },
        chance,
      );
      const wishes = wishesOf(way).map((type) => ({ type }) as Untimed);
      for (const { wish, at } of merchant)
        world.later(at * SECOND, () => world.deliver(wishes[wish] ?? { type: "sync_asked" }));
      world.live();
      const lie = lieOf(world);
      if (lie !== undefined) throw new Error(`${lie}:\n${tell(world.steps)}`);
    }),
    { numRuns: HISTORIES },
  );
});

/** How what we say differs from what the provider did; undefined where it does not. */
function lieOf({ operation, provider, inquiries }: ImaginaryWorld): string | undefined {
  const { status, outcome, memory } = operation;
  const charges = provider.charges.length;
  if (charges > 1) return `the payer was charged ${charges} times`;
  if (status === "succeeded" && charges === 0) return "it succeeded, and nobody was charged";
  if ((status === "failed" || status === "cancelled") && charges > 0)
    return `it ${status}, and the payer was charged`;
  if (outcome.safe_to_charge_again && charges > 0) return "charging again was called safe";
  if (memory.review !== null && isFinalStatus(status))
    return `a review of ${memory.review.cause} without a cause`;
  if (!isFinalStatus(status) && memory.review === null && status !== "reserved")
    return `it was left ${status}`;
  return inquiries > INQUIRIES_MAX ? `the provider was asked ${inquiries} times` : undefined;
}
