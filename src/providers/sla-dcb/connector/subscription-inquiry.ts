import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import type { SlaConfig } from "../config.ts";
import type { Result, Transaction } from "../wire/result.ts";
import { paths, post, readAnswer } from "../wire.ts";
import { chargesListed, inOrder, readTransaction } from "./subscription-charges.ts";
import {
  aboutTheCall,
  asHint,
  foundError,
  foundNothing,
  foundRefused,
  foundState,
  type Heard,
} from "./subscription-findings.ts";
import { nameOf, serviceOf } from "./subscription-requests.ts";

/** By their name for it; else by the customer's, which finds the newest one, and that may be another. */
export function inquire(order: SubscriptionOrder, config: SlaConfig): HttpRequest | "cannot_ask" {
  const { provider_reference } = order;
  if (provider_reference !== null)
    return post(config, paths.subscriptionStatus, { uuid: provider_reference });
  const msisdn = nameOf(order);
  if (msisdn === null) return "cannot_ask";
  return post(config, paths.latestSubscription, { msisdn, ...serviceOf(order, config) });
}

export function readInquiry({ body, status }: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  const heard: Heard = { evidence: "inquiry", call: "inquiry", http_status: status };
  const answer = readAnswer(body);
  switch (answer.says) {
    case "flat":
      return readStanding(answer, heard, order);
    case "error": {
      const finding = foundError(answer.error, heard);
      // That there is none is an answer; whatever else is refused is the question.
      return finding.reading.category === "not_found" ? finding : aboutTheCall(finding);
    }
    default:
      return aboutTheCall(foundNothing(heard));
  }
}

interface Described {
  readonly result: Result;
  readonly transactions: readonly Transaction[];
}

function readStanding(described: Described, heard: Heard, order: SubscriptionOrder): SubscriptionFinding {
  const { result, transactions } = described;
  const finding: SubscriptionFinding = {
    ...foundState(result, heard, result.status),
    charges: chargesListed(transactions, result, heard.http_status),
  };
  switch (whose(described, finding, order)) {
    case "ours":
      return isUnpaid(described) ? { ...finding, standing: "grace" } : finding;
    case "an earlier one":
      return foundRefused(heard);
    case "unknown":
      return asHint({ ...finding, standing: null, provider_reference: null, charges: [] });
  }
}

/** How far their clock and ours may be apart. */
const CLOCKS_DIFFER_MS = 2 * 60 * 1000;

/**
 * By the customer's name comes the newest one, and that may be another than ours. Nobody has the same one twice: where it
 * lives it is ours, or was there before, and ours is refused. Where it has ended it may have done so long before, while
 * ours is still on its way: then its last charge is older.
 */
function whose(
  { result, transactions }: Described,
  { standing }: SubscriptionFinding,
  { provider_reference, created_at, trial_days, activation }: SubscriptionOrder,
): "ours" | "an earlier one" | "unknown" {
  if (provider_reference !== null) return result.uuid === provider_reference ? "ours" : "unknown";
  const charges = inOrder(transactions);
  const first = charges[0]?.at ?? null;
  const last = charges.at(-1)?.at ?? null;
  if (standing === "ended" || standing === "paused")
    return last !== null && last >= wholeSeconds(created_at) ? "ours" : "unknown";
  if (first === null) return trial_days !== null || activation === "manual" ? "ours" : "unknown";
  return first >= created_at - CLOCKS_DIFFER_MS ? "ours" : "an earlier one";
}

/** Their times leave out the milliseconds. */
function wholeSeconds(ms: number): number {
  return ms - (ms % 1000);
}

/** They call it active also while a period is unpaid and tried again; the last charge tells. */
function isUnpaid({ result, transactions }: Described): boolean {
  const last = inOrder(transactions).at(-1)?.status ?? null;
  return result.status === "ACTIVE" && last !== null && readTransaction(last).money === "not_moved";
}
