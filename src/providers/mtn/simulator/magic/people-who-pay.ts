import type { MagicPerson } from "../magic.ts";

/** What comes of asking somebody for money. Each kind of money goes the same way. */
export const peopleWhoPay: Readonly<Record<string, MagicPerson>> = {
  "27832000060": {
    name: "no_money",
    effect: "Has an empty wallet and no airtime.",
    code: "6001",
    person: { balances: { wallet: "0", airtime: "0" } },
  },
  "27832000061": {
    name: "blocked",
    effect: "Has a blocked wallet, and airtime that may not be spent.",
    code: "6000",
    person: { wallet: "BLOCKED", airtime_barred: true },
  },
  "27832000062": {
    name: "never_answers",
    effect: "Never answers the prompt, for which the call waits a minute.",
    code: "1012",
    person: { habit: "ignore", call_waits: true },
  },
  "27832000063": {
    name: "declines",
    effect: "Declines the prompt: status Rejected.",
    code: null,
    person: { habit: "refuse" },
  },
  "27832000064": {
    name: "approves_slowly",
    effect: "Approves the prompt after 20 seconds; the status is 1004 until then.",
    code: "1004",
    person: { habit: "approve", answers_after_ms: 20_000 },
  },
  "27832000066": {
    name: "timeout_then_paid",
    effect: "The first answer is 3003, and the money moves 20 seconds later.",
    code: "3003",
    person: { doubt: { code: "3003", applied: "later" } },
  },
  "27832000067": {
    name: "timeout_never_paid",
    effect: "The first answer is 3003, and the money never moves.",
    code: "3003",
    person: { doubt: { code: "3003", applied: "no" } },
  },
  "27832000069": {
    name: "retry_twice",
    effect: "1005 twice, then success.",
    code: "1005",
    person: { refusals: ["1005", "1005"] },
  },
  "27832000070": {
    name: "prompt_expires",
    effect: "Never answers the prompt: status Expired after a minute.",
    code: null,
    person: { habit: "ignore" },
  },
  "27832000071": {
    name: "approves_too_late",
    effect: "1012 after a minute; the approval arrives half a minute later, and counts.",
    code: "1012",
    person: { habit: "ignore", call_waits: true, fault: "late_approval" },
  },
  "27832000072": {
    name: "operation_timeout_but_paid",
    effect: "The first answer is 1007, although the money has moved.",
    code: "1007",
    person: { doubt: { code: "1007", applied: "yes" } },
  },
  "27832000073": {
    name: "system_error_but_paid",
    effect: "The first answer is 3001, although the money has moved.",
    code: "3001",
    person: { doubt: { code: "3001", applied: "yes" } },
  },
  "27832000074": {
    name: "system_error_and_lost",
    effect: "The first answer is 3001, and nobody ever heard of the payment.",
    code: "3001",
    person: { doubt: { code: "3001", applied: "lost" } },
  },
};
