import type { SimulatedAnswer, SimulatorHost } from "../../../../connector/simulator.ts";
import { customerOf, sendText } from "../customers/customer.ts";
import { type Fields, optionalObject, optionalText, readBody, requiredText, wholeNumber } from "../fields.ts";
import { json } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import type { Call } from "../gateway/call.ts";
import { countCustomerCall } from "../gateway/rate-limits.ts";
import { newContentToken } from "../ids.ts";
import { numberOrNull } from "../settings.ts";
import { reachForReading } from "../systems.ts";
import { billingAnswer } from "./billing-answer.ts";
import { BillingError } from "./billing-error.ts";
import { type ContentToken, isActive, putToken, readToken, tokens } from "./content-token.ts";

/** Opens a token, which the payer has to confirm before it can be activated. */
export async function registerToken(call: Call): Promise<SimulatedAnswer> {
  const { host } = call;
  const fields = billingToken(readBody(call.request));
  const token = readRegistration(host, fields);
  countCustomerCall(host, token.msisdn);
  checkOthers(host, token);
  await reachForReading(host, "CSM");
  putToken(host, token);
  const after_ms = numberOrNull(host, "auto_approve_after_ms");
  const task = { do: "confirm_token", content_token: token.content_token };
  if (after_ms !== null) host.schedule(host.now() + after_ms, task);
  sendText(host, token.msisdn, "Reply YES to let HAKIKA.MERCHANT bill your account.");
  return json(host, { status: 200, body: billingAnswer(call, { billingToken: describe(token) }) });
}

export async function activateToken(call: Call): Promise<SimulatedAnswer> {
  const { host } = call;
  const token = readToken(host, billingToken(readBody(call.request)));
  if (token.state === "Cancelled") throw new BillingError("not_active", "Pantheon: token is cancelled");
  if (isActive(host, token)) throw new BillingError("active_exists", "Pantheon: token is active");
  if (!token.confirmed) throw new BillingError("pending_exists", "Pantheon: payer has not confirmed");
  await reachForReading(host, "CSM");
  const active = putToken(host, { ...token, state: "Active" });
  return json(host, { status: 200, body: billingAnswer(call, { billingToken: describe(active) }) });
}

export async function deactivateToken(call: Call): Promise<SimulatedAnswer> {
  const { host } = call;
  const token = readToken(host, billingToken(readBody(call.request)));
  if (token.state === "Cancelled") throw new BillingError("not_active", "Pantheon: token is cancelled");
  await reachForReading(host, "CSM");
  putToken(host, { ...token, state: "Cancelled" });
  return json(host, { status: 200, body: billingAnswer(call, {}) });
}

/** The payer says yes, by SMS or on the page. Nothing happens where they have. */
export function confirmToken(host: SimulatorHost, content_token: string): boolean {
  const token = host.records.get<ContentToken>("content_token", content_token);
  if (token === undefined) return false;
  putToken(host, { ...token, confirmed: true });
  return true;
}

/** The fields stand in an envelope; clients that know no better send them bare. */
function billingToken(fields: Fields): Fields {
  return fields["billingToken"] === undefined ? fields : optionalObject(fields, "billingToken");
}

const CENTS_MAX = 999_999;
const services: readonly string[] = ["100", "200"];
const contents: readonly string[] = ["001", "002"];
const channels: readonly string[] = ["USSD", "SMS", "WEB", "APP"];

function readRegistration(host: SimulatorHost, fields: Fields): ContentToken {
  requiredText(fields, "transactionId", /^.{9,36}$/);
  const partner_id = requiredText(fields, "contractingPartnerId", /^\d{9}$/);
  requiredText(fields, "platformPartnerId", /^\d{9}$/);
  requiredText(fields, "billingType");
  const msisdn = readMsisdn(host, fields);
  const channel = optionalText(fields, "acquisitionChannel") ?? "WEB";
  if (!channels.includes(channel)) throw new BillingError("channel", `DEP: no channel ${channel}`);
  const service = optionalText(fields, "contentTypeId") ?? "100";
  if (!services.includes(service)) throw new BillingError("service", `DEP: no service ${service}`);
  const content_id = optionalText(fields, "contentId") ?? "001";
  if (!contents.includes(content_id)) throw new BillingError("service_ref", `DEP: no content ${content_id}`);
  return {
    content_token: newContentToken(host),
    msisdn,
    partner_id,
    content_id,
    state: "Pending",
    confirmed: false,
    method: readMethod(fields),
    ...readRate(fields),
    expires_at_ms: readExpiry(fields),
  };
}

function readMsisdn(host: SimulatorHost, fields: Fields): string {
  const msisdn = optionalText(fields, "customerId") ?? optionalText(fields, "msisdn");
  if (msisdn === null) throw new BillingError("no_msisdn", "DEP: no MSISDN");
  if (!/^\d{10,12}$/.test(msisdn)) throw new BillingError("bad_msisdn", "DEP: MSISDN malformed");
  const customer = customerOf(host, msisdn);
  if (customer === undefined) throw new ApiError("1000", "HLR: no record for id");
  if (customer.barred) throw new ApiError("1001", "HLR: barred");
  return msisdn;
}

/** The partner has the first two of four methods. */
function readMethod(fields: Fields): ContentToken["method"] {
  const method = optionalText(fields, "billingMethod", /^(?:MTN Airtime|Card Payment|Momo|Offnet Airtime)$/);
  if (method === null || method === "MTN Airtime") return "MTN Airtime";
  if (method === "Momo") return "Momo";
  throw new BillingError("not_linked", `DEP: no billing channel for ${method}`);
}

function readRate(fields: Fields): Pick<ContentToken, "interval_max" | "interval_days"> {
  const given = fields["serviceIntervalMaxBillAmount"];
  const interval_max = given == null ? null : Number(given);
  if (
    interval_max !== null &&
    !(Number.isInteger(interval_max) && interval_max > 0 && interval_max <= CENTS_MAX)
  ) {
    throw new BillingError("rate", "DEP: amount of the interval");
  }
  const days = fields["serviceInterval"];
  return { interval_max, interval_days: days == null ? 30 : wholeNumber(fields, "serviceInterval", 999) };
}

function readExpiry(fields: Fields): number | null {
  const day = optionalText(fields, "tokenExpiry", /^\d{4}-\d\d-\d\d$/);
  return day === null ? null : Date.parse(`${day}T00:00:00Z`);
}

/** One token for each payer, partner and content. */
function checkOthers(host: SimulatorHost, { msisdn, partner_id, content_id }: ContentToken): void {
  const others = tokens(host).filter(
    (other) => other.msisdn === msisdn && other.partner_id === partner_id && other.content_id === content_id,
  );
  if (others.some((other) => isActive(host, other))) {
    throw new BillingError("active_exists", "Pantheon: an active token exists");
  }
  if (others.some(({ state }) => state === "Pending")) {
    throw new BillingError("pending_exists", "Pantheon: a pending token exists");
  }
}

function describe({ content_token }: ContentToken): object {
  return { contentToken: content_token, allowToActivate: true };
}
