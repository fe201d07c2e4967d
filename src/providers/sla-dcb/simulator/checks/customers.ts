import { type Account, accountOf, numberBehind } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { isToken, knownToken, type Token, usableToken } from "../consent/tokens.ts";
import { type Operator, operatorByCode, operatorOfNumber } from "../operator/operators.ts";
import type { ApiCall } from "../parameters.ts";
import type { Service } from "../services.ts";

/** Whom a call is about. */
export interface Customer {
  /** Empty for a reference that nobody has. */
  readonly msisdn: string;
  /** As the call names them, or the number behind a token. */
  readonly named: string;
  readonly operator: Operator;
  readonly by: "number" | "reference" | "token";
  readonly token: Token | null;
}

/** What a token is worth to a call: the consent to a service, a name for the customer, or nothing. */
type TokenUse = { readonly consentTo: Service } | "name" | "none";

/** An operator's customers with references all belong to this one. */
const OPERATOR_WITH_REFERENCES = "telenor-mm";

export function customerOf(call: ApiCall, use: TokenUse): Customer {
  const text = call.parameters.text("msisdn");
  if (use === "none" || !isToken(text)) return customerByName(call, text);
  const token = use === "name" ? knownToken(call, text) : usableToken(call, text, use.consentTo);
  return { ...customerByName(call, token.msisdn), by: "token", token };
}

/** A number of the right form that belongs to an operator, or a reference. */
function customerByName(call: ApiCall, named: string): Customer {
  const behind = numberBehind(call.host, named);
  if (behind === null && !isNumber(named)) throw refusal("2024", { msisdn: named });
  const msisdn = behind ?? named;
  const own = behind === null ? operatorOfNumber(msisdn) : operatorByCode(OPERATOR_WITH_REFERENCES);
  const operator = hintedOperator(call, named, own) ?? own;
  if (operator === undefined) throw refusal("2003", { msisdn: named });
  return { msisdn, named, operator, by: behind === null ? "number" : "reference", token: null };
}

export function isNumber(text: string): boolean {
  return /^\d{8,15}$/.test(text);
}

/** Undefined where the call names no operator. */
function hintedOperator(
  { parameters }: ApiCall,
  msisdn: string,
  own: Operator | undefined,
): Operator | undefined {
  const operator_code = parameters.text("operator");
  if (operator_code === "") return undefined;
  const hinted = operatorByCode(operator_code);
  if (hinted === undefined) throw refusal("2035", { operator_code });
  if (hinted.code !== own?.code) throw refusal("2036", { msisdn, operator_code });
  return hinted;
}

/** The customer's account, as far as the operator has one. */
export function accountOfCustomer({ host }: ApiCall, { msisdn }: Customer): Account {
  const account = accountOf(host, msisdn);
  if (account === undefined) throw refusal("2025", {});
  return account;
}

/** The lists of customers that a service is closed to, or open to. */
export function checkLists(service: Service, { msisdn, named }: Customer): void {
  const values = { msisdn: named, campaign_uri: service.uri };
  if (service.block_list.includes(msisdn)) throw refusal("2030", values);
  if (!isListed(service, msisdn)) throw refusal("2034", values);
}

export function isListed({ allow_list }: Service, msisdn: string): boolean {
  return allow_list.length === 0 || allow_list.includes(msisdn);
}
