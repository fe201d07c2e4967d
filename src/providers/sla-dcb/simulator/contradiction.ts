import type { HttpRequest } from "../../../connector/http.ts";
import type { SimulatorHost } from "../../../connector/simulator.ts";
import { findTransaction } from "./transactions.ts";

/** The notification of the same charge with the opposite result: declined for what was paid, paid for what was not. */
export function contradict(host: SimulatorHost, notification: HttpRequest): HttpRequest | null {
  const { body } = notification;
  const [, id = ""] = /"transaction_id":"(\d+)"/.exec(body ?? "") ?? [];
  const transaction = findTransaction(host, id);
  if (body === null || transaction === undefined) return null;
  const status = transaction.moved ? "INSUFFICIENT_FUNDS" : "CHARGED";
  const word = transaction.moved ? "error" : "success";
  const opposite = body
    .replace(/^\{"(?:success|error)"/, `{"${word}"`)
    .replace(/"status":"\w+"/, `"status":"${status}"`);
  return { ...notification, body: opposite };
}
