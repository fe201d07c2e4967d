import type { HttpAnswer } from "../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionFinding, SubscriptionStatus } from "../../../core/subscription.ts";
import { type Result, resultIn } from "../wire/result.ts";
import { type Answer, readAnswer } from "../wire.ts";
import {
  asHint,
  foundAcknowledged,
  foundCharged,
  foundError,
  foundNothing,
  foundState,
  type Heard,
} from "./subscription-findings.ts";

/** The PIN is on its way, or could not be sent. */
export function readPin({ body, status }: HttpAnswer): SubscriptionFinding {
  const heard = answered("subscribe", status);
  const answer = readAnswer(body);
  return answer.says === "yes" ? foundAcknowledged("success:pin", heard) : readRest(answer, heard);
}

/** A creation is charged at once, begins with a trial, or is left to be activated. */
export function readCreation({ body, status }: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  const heard = answered("subscribe", status);
  const answer = readAnswer(body);
  const isBareTrial = answer.says === "yes" && order.trial_days !== null;
  // Of a trial some say no more than yes, with its name beside it.
  if (isBareTrial) return foundState(resultIn(answer.fields), heard, "TRIAL");
  return readCharging(answer, heard, afterCreation);
}

/** One that exists is charged: what becomes of it where the charge is declined depends on what it was. */
export function readChargingChange(
  { body, status }: HttpAnswer,
  whenDeclined: SubscriptionStatus,
): SubscriptionFinding {
  return readCharging(readAnswer(body), answered("subscribe", status), () => whenDeclined);
}

/** They know of none that could come back: it was removed too long ago, and can only be made anew. */
export function readResumption(answer: HttpAnswer): SubscriptionFinding {
  const finding = readChargingChange(answer, "paused");
  return finding.reading.reason === "subscription_not_found" ? { ...finding, standing: "ended" } : finding;
}

export function readFreePeriod({ body, status }: HttpAnswer): SubscriptionFinding {
  const heard = answered("subscription_change", status);
  const answer = readAnswer(body);
  if (answer.says !== "accepted") return readRest(answer, heard);
  return foundState(answer.result, heard, answer.result.status);
}

/** Yes only says that the request has come, so the status has to be asked for. */
export function readRemoval({ body, status }: HttpAnswer): SubscriptionFinding {
  const heard = answered("subscription_change", status);
  const answer = readAnswer(body);
  return answer.says === "yes" ? foundAcknowledged("success:delete", heard) : readRest(answer, heard);
}

/** What no call means by a success: an error, or bytes that say nothing of what was asked. */
function readRest(answer: Answer, heard: Heard): SubscriptionFinding {
  return answer.says === "error" ? foundError(answer.error, heard) : foundNothing(heard);
}

function readCharging(
  answer: Answer,
  heard: Heard,
  whenDeclined: (result: Result) => SubscriptionStatus,
): SubscriptionFinding {
  if (answer.says !== "accepted" && answer.says !== "declined") return readRest(answer, heard);
  const { result, says } = answer;
  if (result.transaction.status === null) return foundState(result, heard, result.status);
  const finding = foundCharged(result, heard, whenDeclined(result));
  return contradicts(says, finding) ? asHint(finding) : finding;
}

/** The envelope says that the operator accepted, and the status that it did not, or the other way round. */
function contradicts(says: "accepted" | "declined", { reading }: SubscriptionFinding): boolean {
  if (reading.finality !== "final") return false;
  return (says === "accepted") !== (reading.category === "completed");
}

/** Operators that allow grace make the subscription all the same, and then it has a name. */
const afterCreation = ({ uuid }: Result): SubscriptionStatus => (uuid === null ? "ended" : "grace");

function answered(call: Heard["call"], http_status: number): Heard {
  return { evidence: "answer", call, http_status };
}
