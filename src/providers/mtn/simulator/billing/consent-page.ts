import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { readBody, requiredText } from "../fields.ts";
import { hrefTo, json } from "../gateway/answers.ts";
import type { Call } from "../gateway/call.ts";
import { reachForReading } from "../systems.ts";
import { billingAnswer } from "./billing-answer.ts";
import { BillingError } from "./billing-error.ts";
import type { ContentToken } from "./content-token.ts";
import { confirmToken } from "./register.ts";

const PATH = "/paylink/";

/** A page for the payer's browser, where a token is confirmed. */
export async function createUrl(call: Call): Promise<SimulatedAnswer> {
  const { host, request } = call;
  const fields = readBody(request);
  requiredText(fields, "transactionId");
  const name = requiredText(fields, "contentToken");
  if (host.records.get<ContentToken>("content_token", name) === undefined) {
    throw new BillingError("not_found", "Pantheon: no such token");
  }
  await reachForReading(host, "CSM");
  const redirectUrl = hrefTo(request, PATH + name);
  return json(host, { status: 200, body: billingAnswer(call, { redirectUrl }) });
}

export function isConsentPage({ path }: SimulatedRequest): boolean {
  return path.startsWith(PATH);
}

/** To open the page is to say yes. */
export function showConsentPage(host: SimulatorHost, { path }: SimulatedRequest): SimulatedAnswer {
  const confirmed = confirmToken(host, path.slice(PATH.length));
  const says = confirmed ? "You have agreed to be billed." : "There is nothing to agree to.";
  return {
    status: confirmed ? 200 : 404,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<!doctype html><html><body><p>${says}</p></body></html>`,
  };
}
