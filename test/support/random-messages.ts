import fc from "fast-check";
import { lastAttempt, type Operation } from "../../src/core/operation.ts";
import {
  adviceActions,
  categories,
  evidences,
  finalities,
  moneys,
  provesNotCharged,
  type Reading,
} from "../../src/core/outcome.ts";
import { everyCombination } from "./every-combination.ts";
import { found, says } from "./messages.ts";
import { AMOUNT_MINOR, submitNumber, type Untimed } from "./operations.ts";

interface Message {
  readonly name: string;
  readonly event: (operation: Operation) => Untimed;
}

const subjects: Readonly<Record<string, (operation: Operation) => number>> = {
  "the last call": (operation) => lastAttempt(operation)?.number ?? 1,
  "the submit in question": submitNumber,
  "attempt 1": () => 1,
  "attempt 2": () => 2,
  "attempt 9": () => 9,
};

/** Any message at all: of any kind and strength, about any attempt, with any reading that could stand in the registry. */
export const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    evidence: fc.constantFrom(...evidences.filter((evidence) => evidence !== "person")),
    reading: fc.oneof(fc.constantFrom<Reading>(...Object.values(says)), fc.constantFrom(...lawfulReadings())),
    subject: fc.constantFrom(...Object.entries(subjects)),
    flags: fc.constantFrom<Pick<Reading, "cancellable" | "leaves_doubt">>(
      {},
      {},
      { cancellable: true },
      { leaves_doubt: "at_once" },
    ),
    weakness: fc.constantFrom({}, {}, {}, {}, { strength: "hint" } as const, { about: "call" } as const),
    amount: fc.constantFrom({}, {}, {}, { amount_minor: AMOUNT_MINOR }, { amount_minor: AMOUNT_MINOR + 1n }),
    names: fc.constantFrom({}, { provider_reference: "KLM-1" }, { receipt: "R-1" }),
  })
  .map(({ evidence, reading: plain, flags, subject: [subject, numberOf], weakness, amount, names }) => {
    const facts = { ...weakness, ...amount, ...names };
    const reading: Reading = plain.finality === "final" ? plain : { ...plain, ...flags };
    return {
      name: `${evidence} about ${subject}: ${inWords(reading)} ${Object.values(facts).join(" ")}`,
      event: (operation) => found(evidence, reading, { ...facts, attempt: numberOf(operation) }),
    };
  });

function inWords(reading: Reading): string {
  const { rule, category, finality, money, advice } = reading;
  const confirm = reading.confirm_by_inquiry ? ", to be confirmed by inquiry" : "";
  const cancel = reading.cancellable === true ? ", can be cancelled" : "";
  const doubt = reading.leaves_doubt === undefined ? "" : ", leaves doubt";
  return `${rule} (${category}, ${finality}, money ${money}, ${advice.action}${confirm}${cancel}${doubt})`;
}

/** Every reading that the registry's invariants allow, whether or not a provider has such a code. */
function lawfulReadings(): readonly Reading[] {
  return everyCombination<Pick<Reading, "category" | "finality" | "money" | "advice" | "confirm_by_inquiry">>(
    {
      category: categories,
      finality: finalities,
      money: moneys,
      advice: adviceActions.map((action) => ({ action })),
      confirm_by_inquiry: [false, true],
    },
  )
    .map((said) => ({ ...says.unmapped, ...said, rule: "kilima/any" }))
    .filter(isLawful);
}

function isLawful(reading: Reading): boolean {
  const { category, finality, money, advice } = reading;
  const careful = ["wait", "verify", "resend_same", "escalate"].includes(advice.action);
  const ended = finality === "final" && ["moved", "returned", "none"].includes(money);
  const charging = ["retry_new", "retry_later", "change_and_retry", "switch_method", "top_up_float"];
  if (money === "unknown" && !careful) return false;
  if (category === "completed" && !ended) return false;
  return !charging.includes(advice.action) || provesNotCharged(reading);
}
