import type { MagicValue } from "../../../connector/simulator.ts";
import type { Subscriber } from "./subscribers.ts";

interface Magic {
  /** What the same is asked for by, for another number. */
  readonly name?: string;
  readonly effect: string;
  readonly code: string | null;
  /** How this person differs from an ordinary payer: the cause of the effect. */
  readonly person: Partial<Subscriber>;
}

const approves = { habit: "approve" } as const;
const ignores = { habit: "ignore" } as const;

/** Numbers whose holders are in a fix. Mere labels: each leads to its code by the same causes as any other number. */
const people: Readonly<Record<string, Magic>> = {
  "254700000000": { name: "pays", effect: "Pays.", code: "0", person: approves },
  "254110000000": { effect: "Pays, from the newer range of numbers.", code: "0", person: approves },
  "254700000001": {
    name: "no_money",
    effect: "Has no money.",
    code: "1",
    person: { ...approves, balance_minor: "0" },
  },
  "254700000017": {
    name: "day_limit_reached",
    effect: "Has already paid as much today as M-Pesa allows.",
    code: "17",
    person: { ...approves, spent_elsewhere_minor: "50000000" },
  },
  "254700001001": {
    name: "other_menu_open",
    effect: "Has another M-Pesa menu open.",
    code: "1001",
    person: { ...approves, dialogue_open: true },
  },
  "254700001019": {
    name: "dialogue_expires",
    effect: "Sees the prompt until it expires.",
    code: "1019",
    person: { ...ignores, fault: "dialogue_expires" },
  },
  "254700001025": {
    name: "prompt_not_sent",
    effect: "M-Pesa cannot send the prompt.",
    code: "1025",
    person: { ...approves, fault: "prompt_not_sent" },
  },
  "254700001032": {
    name: "cancels",
    effect: "Cancels the prompt.",
    code: "1032",
    person: { habit: "cancel" },
  },
  "254700001036": {
    name: "answer_lost_on_the_way",
    effect: "Approves, and the answer is lost.",
    code: "1036",
    person: { ...approves, fault: "answer_lost" },
  },
  "254700001037": {
    name: "does_not_answer",
    effect: "Does not answer the prompt.",
    code: "1037",
    person: ignores,
  },
  "254700002001": {
    name: "wrong_pin",
    effect: "Types a wrong PIN three times.",
    code: "2001",
    person: { habit: "wrong_pin" },
  },
  "254700004999": {
    name: "slow_core",
    effect: "Pays, and M-Pesa takes long: a query says 4999, later 0.",
    code: "4999",
    person: { ...approves, fault: "slow_core" },
  },
  "254700009999": {
    name: "core_fails",
    effect: "Approves, and M-Pesa fails.",
    code: "9999",
    person: { ...approves, fault: "core_fails" },
  },
  "254700005001": {
    name: "not_on_mpesa",
    effect: "Is not on M-Pesa: 400.002.02 inside.",
    code: "STK_PUSH_FAILED",
    person: { on_mpesa: false },
  },
  "254700005002": {
    name: "mpesa_down",
    effect: "M-Pesa is down for this number.",
    code: "MPESA_UNAVAILABLE",
    person: { fault: "mpesa_down" },
  },
  "254700005003": {
    name: "mpesa_late",
    effect: "M-Pesa is too slow to answer; the prompt comes later and is paid.",
    code: "TIMEOUT_ERROR",
    person: { ...approves, fault: "mpesa_late" },
  },
  "254700005004": {
    name: "mpesa_silent",
    effect: "M-Pesa never answers; no prompt.",
    code: "TIMEOUT_ERROR",
    person: { fault: "mpesa_silent" },
  },
  "254700005005": {
    name: "aggregator_fails_after_push",
    effect: "The aggregator fails after the prompt is sent; it is paid.",
    code: "INTERNAL_ERROR",
    person: { ...approves, fault: "aggregator_fails_after_push" },
  },
  "254700005006": {
    name: "aggregator_fails_before_push",
    effect: "The aggregator fails before anything is sent.",
    code: "INTERNAL_ERROR",
    person: { fault: "aggregator_fails_before_push" },
  },
  "254700006037": {
    name: "late_success",
    effect: "Does not answer (1037), then pays the same push half a minute later.",
    code: "0",
    person: { ...ignores, fault: "late_success" },
  },
  "254700006002": {
    name: "webhook_twice",
    effect: "Pays; the webhook comes twice.",
    code: null,
    person: { ...approves, fault: "webhook_twice" },
  },
  "254700006404": {
    name: "webhook_lost",
    effect: "Pays; no webhook comes.",
    code: null,
    person: { ...approves, fault: "webhook_lost" },
  },
  "254700006401": {
    name: "webhook_altered",
    effect: "Pays; the webhook's signature does not fit.",
    code: null,
    person: { ...approves, fault: "webhook_altered" },
  },
  "254700006422": {
    name: "wrong_amount",
    effect: "Pays one shilling more than was asked for.",
    code: null,
    person: { ...approves, fault: "wrong_amount" },
  },
};

/** Undefined for an ordinary number. */
export function magicPerson(msisdn: string): Partial<Subscriber> | undefined {
  return Object.hasOwn(people, msisdn) ? people[msisdn]?.person : undefined;
}

/** Undefined where no case has this name. */
export function personInCase(name: string): Partial<Subscriber> | undefined {
  return Object.values(people).find((magic) => magic.name === name)?.person;
}

export const magicNumbers: readonly MagicValue[] = Object.entries(people).map(
  ([value, { effect, code, name }]) => ({
    field: "msisdn",
    value,
    effect,
    code,
    ...(name !== undefined && { name }),
  }),
);
