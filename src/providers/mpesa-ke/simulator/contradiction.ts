import type { HttpRequest } from "../../../connector/http.ts";
import type { SimulatorHost } from "../../../connector/simulator.ts";
import { shortcodeOf, webhookSecretOf } from "./accounts.ts";
import { newReceipt } from "./ids.ts";
import { findPush, type Push, type Result } from "./push.ts";
import { sign, webhookBody } from "./webhook.ts";

/** The webhook of the same push with the opposite result: paid for what failed, cancelled for what was paid. */
export function contradict(host: SimulatorHost, webhook: HttpRequest): HttpRequest | null {
  const push = findPush(host, nameOfPush(webhook.body));
  if (push?.result == null) return null;
  const body = webhookBody(push, opposite(host, push, push.result));
  const signature = sign(body, webhookSecretOf(host, shortcodeOf(host, push.link_id)));
  return { ...webhook, headers: { ...webhook.headers, "x-webhook-signature": signature }, body };
}

function nameOfPush(body: string | null): string {
  const [, name = ""] = /"checkout_request_id":"([^"]*)"/.exec(body ?? "") ?? [];
  return name;
}

function opposite(host: SimulatorHost, { amount_minor }: Push, { code, at_ms }: Result): Result {
  if (code === "0") return { code: "1032", at_ms, charge: null };
  return { code: "0", at_ms, charge: { receipt: newReceipt(host), amount_minor } };
}
