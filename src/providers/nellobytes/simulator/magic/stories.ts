import type { Reaction } from "../subscribers.ts";
import type { MagicLine } from "./magic-line.ts";

/** Silent from the first try to the last but one; the last has an answer that comes after the cancellation. */
const tooLateForTheHour: readonly Reaction[] = [
  ...Array.from({ length: 12 }, () => "silent" as const),
  "late",
];

/** Orders that go through more than one code. The last three digits are one of those. */
export const linesWithAStory: readonly MagicLine[] = [
  {
    mobile_number: "08030001201",
    name: "first_retry_succeeds",
    effect: "201, then the first retry succeeds.",
    code: "201",
    line: { reactions: ["silent", "usual"] },
  },
  {
    mobile_number: "08030002201",
    name: "third_retry_succeeds",
    effect: "201, then the third retry succeeds.",
    code: "201",
    line: { reactions: ["silent", "silent", "silent", "usual"] },
  },
  {
    mobile_number: "08030003201",
    name: "first_try_confirmed_late",
    effect: "201, then the operator says yes to the first try, half a minute late.",
    code: "201",
    line: { reactions: ["late"] },
  },
  {
    mobile_number: "08030004201",
    name: "delivered_and_cancelled",
    effect: "The recipient gets it with the first try and nobody hears of it: 201 for the hour, then 501.",
    code: "501",
    line: { reactions: ["vends_silently", "silent"] },
  },
  {
    mobile_number: "08030005201",
    name: "silent_then_on_hold",
    effect: "201, then 600, then success.",
    code: "201",
    line: { reactions: ["silent", "600", "usual"] },
  },
  {
    mobile_number: "08030001501",
    name: "delivered_after_cancellation",
    effect: "201 for the hour, then 501; half a minute later the operator delivers.",
    code: "501",
    line: { reactions: tooLateForTheHour },
  },
  {
    mobile_number: "08030001519",
    name: "own_plan_in_the_way",
    effect: "The first try delivers unheard; with data plan 1000.01 the retry finds that plan waiting: 519.",
    code: "519",
    line: { reactions: ["vends_silently", "usual"] },
  },
  {
    mobile_number: "08030001600",
    name: "on_hold_then_success",
    effect: "600, then the first retry succeeds.",
    code: "600",
    line: { reactions: ["600", "usual"] },
  },
  {
    mobile_number: "08030002600",
    name: "on_hold_then_silent",
    effect: "600, then 201, then success.",
    code: "600",
    line: { reactions: ["600", "silent", "usual"] },
  },
  {
    mobile_number: "08030001602",
    name: "credited_back_then_success",
    effect: "602, then the first retry succeeds.",
    code: "602",
    line: { reactions: ["602", "usual"] },
  },
  {
    mobile_number: "08030001606",
    name: "cancel_loses",
    effect: "600; a Cancel in the half minute after a retry has begun is answered with 606 and loses: 200.",
    code: "606",
    line: { reactions: ["600", "slow"] },
  },
  {
    mobile_number: "08030002606",
    name: "cancel_answered_early",
    effect: "600; a Cancel in the half minute after a retry has begun is answered with 500 and loses: 200.",
    code: "500",
    line: { reactions: ["600", "slow"], faults: ["cancel_answered_early"] },
  },
  {
    mobile_number: "08030001499",
    name: "error_on_an_order",
    effect: "An order at ORDER_ERROR 499, which stays there.",
    code: "499",
    line: { reactions: ["499"] },
  },
];
