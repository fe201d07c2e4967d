import { everyHistoryKeeps } from "../../../test/support/promises.ts";
import { lastAttempt, type Operation } from "../operation.ts";
import { type Finding, provesNotCharged } from "../outcome.ts";

everyHistoryKeeps("nobody is charged twice", {
  "a submit is planned or begun only when every earlier one is proven not to have started": ({
    before,
    decision,
  }) => {
    const submits = decision.operation.memory.attempts.filter(({ kind }) => kind === "submit");
    const newest = submits.at(-1);
    const was = before.memory.attempts.find(({ number }) => number === newest?.number);
    const fresh =
      was?.state !== newest?.state && (newest?.state === "planned" || newest?.state === "sending");
    const unproven = submits.slice(0, -1).some(({ state }) => state !== "not_started");
    return fresh && unproven && "another submit, while an earlier one may have charged";
  },

  "only the answer to the call itself, or that it never left, plans another submit": ({
    before,
    event,
    decision,
  }) => {
    if (submitsOf(decision.operation) === submitsOf(before)) return false;
    if (event.type === "attempt_not_sent") return false;
    if (event.type !== "found") return "another submit was planned by something that proves nothing";
    const { reading, evidence, strength, about } = event.finding;
    const answered = evidence === "answer" && strength === "proof" && about === "operation";
    const proves = provesNotCharged(reading) && !reading.confirm_by_inquiry;
    const doubt = before.memory.silence || before.memory.doubt;
    return (!answered || !proves || doubt) && "another submit was planned without proof";
  },

  "a capture or a PIN is planned only when none of its kind may still be carried out": ({
    before,
    event,
    decision,
  }) => {
    const planned = lastAttempt(decision.operation);
    if (decision.operation.memory.attempts.length === before.memory.attempts.length) return false;
    if (planned?.kind !== "capture" && planned?.kind !== "confirm") return false;
    const refused = event.type === "found" && refusesForNow(event.finding) ? event.attempt : undefined;
    const doubtful = before.memory.attempts.some(
      ({ number, kind, state }) =>
        number !== refused && kind === planned.kind && ["sending", "open", "silent"].includes(state),
    );
    return doubtful && `another ${planned.kind}, while an earlier one may charge`;
  },

  "a doubt is never forgotten, unless a person decides": ({ before, event, decision }) =>
    before.memory.doubt &&
    !decision.operation.memory.doubt &&
    event.type !== "person_decided" &&
    "the doubt was forgotten",

  "charging again is called safe only where nothing can have been charged": ({ decision: { operation } }) => {
    const { outcome, status, memory } = operation;
    if (!outcome.safe_to_charge_again) return false;
    if (status !== "failed" && status !== "cancelled") return `safe while ${status}`;
    if (!provesNotCharged(outcome)) return "safe, though the outcome does not prove it";
    if (memory.doubt) return "safe, though it may have been done unseen";
    if (memory.silence) return "safe after a silence that nobody has cleared";
    if (memory.review !== null) return "safe while a person still has to look";
    return lastAttempt(operation)?.state === "sending" && chargesBesides(operation) && "safe during a call";
  },
});

/** The answer to the call itself: nothing was done, and nothing but the hour is against it. */
function refusesForNow({ evidence, strength, about, reading }: Finding): boolean {
  const { category, finality, money, confirm_by_inquiry } = reading;
  const nothingDone =
    (finality === "final" && money === "not_moved") ||
    ((finality === "final" || finality === "interim") && money === "reserved");
  const passing = category === "provider_down" || category === "throttled";
  const answered = evidence === "answer" && strength === "proof" && about === "operation";
  return answered && nothingDone && passing && !confirm_by_inquiry;
}

/** A capture or a PIN of its own, whose answer is still to come. */
function chargesBesides(operation: Operation): boolean {
  const kind = lastAttempt(operation)?.kind;
  return kind === "capture" || kind === "confirm";
}

function submitsOf({ memory }: Operation): number {
  return memory.attempts.filter(({ kind }) => kind === "submit").length;
}
