import type { HttpRequest } from "../../../connector/http.ts";
import type { SimulatorHost } from "../../../connector/simulator.ts";
import { callbackOf, requestOf } from "./payments/announce.ts";
import { oppositeOf } from "./payments/opposite.ts";
import { findByCorrelator } from "./payments/payment.ts";

/** The callback of the same payment with the other outcome; null for a message about something else. */
export function contradict(host: SimulatorHost, callback: HttpRequest): HttpRequest | null {
  const [, correlator_id = ""] = /"correlatorId":"([^"]+)"/.exec(callback.body ?? "") ?? [];
  const payment = findByCorrelator(host, "payments", correlator_id);
  if (payment?.phase !== "ended") return null;
  const { body } = requestOf(host, callbackOf(host, oppositeOf(host, payment)));
  return { ...callback, body };
}
