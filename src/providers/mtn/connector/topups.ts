import type { Calls, Order } from "../../../connector/connector.ts";
import { asHint } from "../../../connector/finding.ts";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import { wholeUnits } from "../../../core/money.ts";
import type { Finding } from "../../../core/outcome.ts";
import type { MtnConfig } from "../config.ts";
import { readFate, refillBody, refillPath } from "../wire/refill.ts";
import { callTo, msisdnOf, readEnvelope } from "../wire.ts";
import { findingOf } from "./findings.ts";
import { topupOptionsOf } from "./options.ts";

const MONEY_WITHIN_MS = 75_000;

/** Airtime from the partner's float. Nothing tells later what became of a refill, and nothing recognises a second one. */
export const topups: Calls<MtnConfig> = {
  submit,
  readSubmit: read,
  inquire: () => "cannot_ask",
  readInquiry: read,
};

function submit(order: Order, config: MtnConfig): HttpRequest {
  const { refill_profile_id = config.refill_profile_id } = topupOptionsOf(order);
  return callTo(config, {
    method: "PATCH",
    path: refillPath(msisdnOf(order)),
    body: refillBody(wholeUnits(order.amount), refill_profile_id),
    transaction_id: order.attempt_reference,
    timeout_ms: MONEY_WITHIN_MS,
  });
}

/** What was refilled in another currency is not what was ordered, whatever it is. */
function read(answer: HttpAnswer, order: Order): Finding {
  const envelope = readEnvelope(answer);
  const fate = readFate(envelope.fields);
  const heard = { evidence: "answer", call: "submit", answer, order, correlatorId: null } as const;
  const finding = findingOf(envelope, fate, heard);
  const isOther = fate.currency !== null && fate.currency !== order.amount.currency;
  return isOther ? asHint({ ...finding, amount_minor: null }) : finding;
}
