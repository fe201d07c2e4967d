import { type AdviceAction, type MoneyState, provesNotCharged } from "../../core/outcome.ts";
import { type Call, type CodeRow, chargingCalls, inquiryCalls } from "../row.ts";
import type { Invariant } from "./invariant.ts";
import { maskedCategories } from "./masked-categories.ts";

/** The invariants that keep the money safe. */
export const moneyInvariants: readonly Invariant<CodeRow>[] = [
  {
    name: "unknown_money_is_asked_about",
    wrong: "The money is unknown, and the advice does something else than find out.",
    remedy: "Advise wait, verify, resend_same or escalate.",
    broken: (row) => couldCharge(row) && row.money === "unknown" && !findingOut.includes(row.advice.action),
  },
  {
    name: "new_attempt_needs_proof",
    wrong: "It advises another attempt without proof that this one did not charge.",
    remedy: "Advise verify; or, if the source proves it, say final and not_moved or returned.",
    broken: (row) => couldCharge(row) && anotherAttempt.includes(row.advice.action) && !provesNotCharged(row),
  },
  {
    name: "resend_same_needs_deduplication",
    wrong: "It advises to send the same reference again on a call that is not documented to de-duplicate it.",
    remedy: "Name in `calls` only calls that stand in the table's `deduplicates`, or advise verify.",
    broken: (row, table) =>
      row.advice.action === "resend_same" &&
      !(row.calls?.every((call) => table.deduplicates.includes(call)) ?? false),
  },
  {
    name: "completed_is_final",
    wrong: "It is completed, but not final with money moved, returned or none.",
    remedy: "Say final and where the money is, or take another category.",
    broken: (row) => row.category === "completed" && !(row.finality === "final" && ended.includes(row.money)),
  },
  {
    name: "in_progress_is_not_final",
    wrong: "It is in progress and final at once.",
    remedy: "Say interim, or take another category.",
    broken: (row) => row.category === "in_progress" && row.finality === "final",
  },
  {
    name: "final_failure_tells_money",
    wrong: "It is final and not completed, but does not say that the money stayed or came back.",
    remedy: "Say not_moved or returned, or a finality other than final.",
    broken: (row) =>
      couldCharge(row) &&
      row.finality === "final" &&
      row.category !== "completed" &&
      !stayed.includes(row.money),
  },
  {
    name: "duplicate_is_asked_about",
    wrong: "It is a duplicate, and something is read into it about the earlier request.",
    remedy:
      "Advise verify (wait, where the other one is still under way), and do not call it a final failure.",
    broken: (row) =>
      row.category === "duplicate" &&
      ((row.advice.action !== "verify" && row.advice.action !== "wait") ||
        (row.finality === "final" && stayed.includes(row.money))),
  },
  {
    name: "only_what_is_open_can_be_cancelled_or_leave_doubt",
    wrong: "It says how the operation ended, and also that it can be cancelled or may have been done unseen.",
    remedy: "Leave cancellable and leaves_doubt to rows of an operation that is still open.",
    broken: (row) =>
      row.finality === "final" && (row.cancellable !== undefined || row.leaves_doubt !== undefined),
  },
  {
    name: "merchant_matters_are_masked",
    wrong: "Risk, set-up and float are not for the payer, but the row shows them.",
    remedy: "Set disclosure to mask.",
    broken: (row) => maskedCategories.includes(row.category) && row.disclosure !== "mask",
  },
  {
    name: "none_only_where_no_money_can_move",
    wrong: "It says that the call moves no money whatever it answers, on a call that can charge.",
    remedy: "Say not_moved, or unknown; or leave the charging calls to a row of their own.",
    broken: (row) =>
      row.money === "none" && (row.calls?.some((call) => chargingCalls.includes(call)) ?? false),
  },
  {
    name: "inquiry_answer_says_nothing_of_money",
    wrong: "An answer about an inquiry claims something about the operation's money.",
    remedy: "Say none; or use surface result, if it is the operation's fate that the inquiry tells.",
    broken: (row) =>
      row.surface === "api" && onlyAsks(row.calls) && row.money !== "none" && row.money !== "unknown",
  },
];

const findingOut: readonly AdviceAction[] = ["wait", "verify", "resend_same", "escalate"];
const anotherAttempt: readonly AdviceAction[] = [
  "retry_new",
  "retry_later",
  "change_and_retry",
  "switch_method",
  "top_up_float",
];
const ended: readonly MoneyState[] = ["moved", "returned", "none"];
const stayed: readonly MoneyState[] = ["not_moved", "returned"];

/** Away from `api` a code tells the operation's own fate, so there even an inquiry's row speaks of a charge. */
const callsAboutACharge: readonly Call[] = [...chargingCalls, ...inquiryCalls, "cancel"];

/** Whether the row speaks of something that may have charged. Without `calls` it does, unless it says that no money can move. */
function couldCharge(row: CodeRow): boolean {
  if (row.calls === undefined) return row.money !== "none";
  const about = row.surface === "api" ? chargingCalls : callsAboutACharge;
  return row.calls.some((call) => about.includes(call)) && row.money !== "none";
}

function onlyAsks(calls: readonly Call[] | undefined): boolean {
  return calls !== undefined && calls.length > 0 && calls.every((call) => inquiryCalls.includes(call));
}
