import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { sendSms } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { accountOfCustomer, customerOf } from "../checks/customers.ts";
import { checkAbility, checkCorrelator, rememberCorrelator } from "../checks/permissions.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { reachOperator } from "../operator/charging.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { acknowledged } from "../replies.ts";
import type { Service } from "../services.ts";

/** Sends the customer a text, or a preset that is filled with values. */
export function sms(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["msisdn", "campaign", "merchant", "correlator", ...textParameter(call)]);
  const { host, parameters } = call;
  const service = serviceOf(call);
  const customer = customerOf(call, "name");
  checkAbility(customer.operator, "sms");
  checkRights(service, parameters.text("text"));
  const account = accountOfCustomer(call, customer);
  checkCorrelator(call);
  const text = readText(service, parameters.text("text"));
  reachOperator(host);
  rememberCorrelator(call);
  if (account.case === "sms_refused") throw refusal("2022", {});
  if (account.case === "sms_gateway_down") throw refusal("8001", {});
  sendSms(host, account.msisdn, text);
  return acknowledged();
}

/** A text of blanks is there, and is no good. */
function textParameter({ parameters }: ApiCall): readonly string[] {
  return parameters.isBlank("text") ? [] : ["text"];
}

function checkRights({ uri, sms_allowed, sms_dynamic_allowed }: Service, text: string): void {
  if (!sms_allowed) throw refusal("8002", { campaign_uri: uri });
  if (isObject(text) && !sms_dynamic_allowed) throw refusal("8003", { campaign_uri: uri });
}

function isObject(text: string): boolean {
  return text.startsWith("{");
}

const SEGMENTS_MAX = 4;
/** Of a text in more than one segment. */
const SEGMENT_CHARACTERS = 153;

function readText({ service_name }: Service, text: string): string {
  const read = isObject(text) ? `${service_name}: ${Object.entries(values(text)).flat().join(" ")}` : text;
  if (read === "" || read.length > SEGMENTS_MAX * SEGMENT_CHARACTERS) throw refusal("2022", {});
  return read;
}

/** `{name: 'value', other: 12}`; a value of letters and digits must be quoted. */
function values(text: string): Readonly<Record<string, string>> {
  const inner = /^\{(.*)\}$/s.exec(text)?.[1] ?? "";
  const found: Record<string, string> = {};
  let rest = inner.trim();
  while (rest !== "") {
    const [all = "", name = "", quoted, double, bare] = PAIR.exec(rest) ?? [];
    if (all === "") throw refusal("2022", {});
    found[name] = quoted ?? double ?? bare ?? "";
    rest = rest.slice(all.length).trim();
  }
  if (Object.keys(found).length === 0) throw refusal("2022", {});
  return found;
}

const PAIR = /^["']?(\w+)["']?\s*:\s*(?:'([^']*)'|"([^"]*)"|(\d+|[A-Za-z]+))\s*(?:,|$)/;
