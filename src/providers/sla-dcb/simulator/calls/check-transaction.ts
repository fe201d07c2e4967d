import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { plain } from "../amounts.ts";
import { refusal } from "../api-error.ts";
import { checkMerchant } from "../checks/service-checks.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import { serviceByUri } from "../services.ts";
import { findTransaction, isGood, type Transaction, transactions } from "../transactions.ts";

/** How one transaction stands, by its id or by the merchant's own id of the checkout visit that led to it. */
export function checkTransaction(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["merchant", "transaction_id"]);
  checkMerchant(call);
  const { host, parameters } = call;
  const id = parameters.text("transaction_id");
  const merchant = parameters.text("merchant");
  const found = findTransaction(host, id) ?? transactions(host).find(({ visit }) => visit === id);
  if (found?.merchant !== merchant) throw refusal("2033", {});
  return json(200, {
    campaign: found.campaign,
    merchant,
    msisdn: found.named,
    status: statusOf(found),
    amount: plain(BigInt(found.amount_minor), found.currency),
    content_name: serviceByUri(host, found.campaign)?.service_name ?? "",
    currency: found.currency,
    environment: found.environment,
    timestamp: new Date(found.at_ms).toISOString(),
  });
}

/** What became of the money, which the status of a charge may have left open. */
function statusOf({ status, moved }: Transaction): "success" | "pending" | "error" {
  if (status === "WAITING") return "pending";
  return moved || isGood(status) ? "success" : "error";
}
