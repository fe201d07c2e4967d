import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { accountOf, nameFor } from "../accounts.ts";
import { operatorOfNumber } from "../operator/operators.ts";
import type { ApiCall } from "../parameters.ts";
import { Parameters } from "../parameters.ts";
import { json, page } from "../replies.ts";
import { merchantByUri } from "../services.ts";
import { checkTraffic, type Entry, numberInHeader, serviceAtEntry } from "./entry-checks.ts";
import { goBack, VisitRefused, type WayBack } from "./way-back.ts";

/** A customer's number, found by the mobile network they came through. Kept under the merchant's transaction_id. */
type Retrieval = { readonly merchant: string; readonly msisdn: string };

/** What the two versions call merchant and service; the first knows no service. */
const versions = {
  1: { merchant: "uri", required: ["redirect_url", "uri", "transaction_id"] },
  2: { merchant: "merchant", required: ["redirect_url", "merchant", "service", "transaction_id"] },
} as const;

/** The browser passes by, and the network tells who it is. */
export function findNumber(
  host: SimulatorHost,
  request: SimulatedRequest,
  version: keyof typeof versions,
): SimulatedAnswer {
  const parameters = new Parameters(request.query);
  const { merchant: called, required } = versions[version];
  const missing = required.find((name) => !parameters.has(name));
  if (missing !== undefined) return page(400, `The parameter ${missing} is missing.`);
  const transaction_id = parameters.text("transaction_id");
  const redirect_url = parameters.text("redirect_url");
  const wayBack: WayBack = { redirect_url, called: "transaction_id", name: transaction_id };
  const entry: Entry = { host, request, parameters, wayBack };
  if (version === 2) checkTraffic(entry, serviceAtEntry(entry));
  const merchant = parameters.text(called);
  if (merchantByUri(host, merchant) === undefined) throw new VisitRefused(wayBack, "invalid_merchant");
  const msisdn = numberInHeader(entry);
  if (host.records.get("retrieval", transaction_id) !== undefined)
    throw new VisitRefused(wayBack, "transaction_id_not_unique");
  if (msisdn === "" || accountOf(host, msisdn)?.case === "not_detected")
    throw new VisitRefused(wayBack, "msisdn_not_detected");
  host.records.put("retrieval", transaction_id, { merchant, msisdn } satisfies Retrieval);
  return goBack(wayBack, { status: "success", transaction_id });
}

/** The merchant's server asks for what was found. */
export function foundNumber({ host, credential, parameters }: ApiCall): SimulatedAnswer {
  const transaction_id = parameters.text("transaction_id");
  if (transaction_id === "") return json(400, { message: "not_found&param=transaction_id" });
  const found = host.records.get<Retrieval>("retrieval", transaction_id);
  const operator = operatorOfNumber(found?.msisdn ?? "");
  if (found?.merchant !== credential.merchant || operator === undefined)
    return json(200, { status: "error", transaction_id, message: "invalid_transaction_id" });
  return json(200, { success: { msisdn: nameFor(host, operator, found.msisdn) } });
}
