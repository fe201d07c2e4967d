import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { type Account, accountOf, moveMoney, newAccount, putAccount } from "../accounts.ts";
import { plain } from "../amounts.ts";
import { refusal } from "../api-error.ts";
import { checkCurrency } from "../checks/charge-amount.ts";
import { customerOf } from "../checks/customers.ts";
import { checkMerchant, serviceOf } from "../checks/service-checks.ts";
import { makeToken } from "../consent/tokens.ts";
import type { Operator } from "../operator/operators.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { acknowledged, json } from "../replies.ts";
import { serviceByUri } from "../services.ts";

/** How long a number of the sandbox has an account. */
const LIVES_MS = 4 * 60 * 60 * 1000;

/** Gives a number an account with so much credit. */
export function provision(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["msisdn", "merchant", "amount", "currency"]);
  checkMerchant(call);
  const { host, parameters } = call;
  const { operator, msisdn } = customerOf(call, "none");
  checkCurrency(parameters, operator);
  const amount = parameters.amount();
  if (amount <= 0n) throw refusal("2015", {});
  const before = host.records.get<Account>("account", msisdn) ?? newAccount(msisdn, "0");
  putAccount(host, { ...before, expires_at_ms: host.now() + LIVES_MS });
  const amount_minor = String(amount - BigInt(before.balance_minor));
  moveMoney(host, { msisdn, kind: "deposit", amount_minor, transaction_id: null });
  return acknowledged();
}

/** Makes the token that a visit to the checkout would have ended with. */
export function provisionToken(call: ApiCall): SimulatedAnswer {
  const { host, credential, parameters } = call;
  const isOneOff = serviceByUri(host, parameters.text("campaign"))?.kind === "one_off";
  const price = isOneOff ? ["amount", "currency"] : [];
  checkParameters(call, ["msisdn", "merchant", "campaign", ...price]);
  const service = serviceOf(call);
  const { operator, msisdn } = customerOf(call, "none");
  const token = makeToken(host, {
    merchant: service.merchant,
    campaign: service.uri,
    environment: credential.environment,
    msisdn: accountOf(host, msisdn) === undefined ? "" : msisdn,
    price: isOneOff ? agreedPrice(call, operator) : null,
  });
  return json(200, { success: true, token });
}

/** What is left of an account's credit. */
export function balances(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["msisdn", "merchant"]);
  checkMerchant(call);
  const { operator, msisdn } = customerOf(call, "none");
  const account = accountOf(call.host, msisdn);
  if (account === undefined) throw refusal("2025", {});
  const { currency } = operator;
  const amount = plain(BigInt(account.balance_minor), currency);
  return json(200, { success: true, msisdn, balances: [{ currency, amount }] });
}

function agreedPrice({ parameters }: ApiCall, operator: Operator) {
  checkCurrency(parameters, operator);
  return { amount_minor: String(parameters.amount()), currency: operator.currency };
}
