import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { throwShortcut } from "../customers/find.ts";
import { json, linksTo } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import { type Call, type Ending, param } from "../gateway/call.ts";
import { pendingAnswer } from "../gateway/pending.ts";
import { isOn } from "../settings.ts";
import { reachForReading } from "../systems.ts";
import { systemOf } from "./billing-rules.ts";
import { findByCorrelator, type Payment } from "./payment.ts";
import { statusBody, statusData } from "./status-body.ts";

/** Tells what became of a payment; a failed one is told of with 200, for the call worked. */
export async function paymentStatus(call: Call): Promise<Ending> {
  const { host, request } = call;
  throwShortcut(request.query["customerId"] ?? "");
  const correlator_id = param(call, "correlatorId");
  const payment = findByCorrelator(host, "payments", correlator_id);
  if (payment === undefined || isUnknownYet(host, payment)) {
    throw new ApiError("1000", "ECW: no such transaction");
  }
  await reachForReading(host, systemOf(payment));
  const links = linksTo(call, request.path);
  if (payment.phase === "ended" || isOn(host, "pending_as_success")) {
    return json(host, { status: 200, body: { ...statusBody(host, payment), ...links } });
  }
  return pendingAnswer(call, { correlatorId: correlator_id, data: statusData(host, payment), ...links });
}

/** What was just taken can be unknown to the status service for so long. */
const UNKNOWN_FOR_MS = 30_000;

export function isUnknownYet(host: SimulatorHost, { faults, taken_at_ms }: Payment): boolean {
  return faults.includes("status_late") && host.now() < taken_at_ms + UNKNOWN_FOR_MS;
}
