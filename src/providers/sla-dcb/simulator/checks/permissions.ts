import { refusal } from "../api-error.ts";
import { type Ability, type Operator, offers } from "../operator/operators.ts";
import type { ApiCall } from "../parameters.ts";
import { merchantByUri, type Service } from "../services.ts";
import type { Customer } from "./customers.ts";

export function checkAbility(operator: Operator, ability: Ability): void {
  if (!offers(operator, ability)) throw refusal("0000", { operator_name: operator.name });
}

/** The merchant needs an agreement with each operator, in each environment, and the service has to be a part of it. */
export function checkAgreement(
  { host, credential }: ApiCall,
  service: Service,
  { code, name }: Operator,
): void {
  const { environment, merchant } = credential;
  const without = merchantByUri(host, merchant)?.without_agreement[environment] ?? [];
  const isForOthers = service.operator !== null && service.operator !== code;
  if (isForOthers || without.includes(code)) throw refusal("2013", { operator: name, environment });
}

/** A service may leave it to the checkout to find out who the customer is. */
export function checkIdentification(service: Service, { by }: Pick<Customer, "by">): void {
  if (service.checkout_only && by === "number") throw refusal("2040", {});
}

export function checkLanguage({ parameters }: ApiCall, { name, languages }: Operator): void {
  const language = parameters.text("language");
  if (language !== "" && !languages.includes(language)) throw refusal("2023", { language, operator: name });
}

/** A correlator is good once for each merchant, for ever. */
export function checkCorrelator({ host, credential, parameters }: ApiCall): void {
  const correlator = parameters.text("correlator");
  if (correlator === "") return;
  if (host.records.get("correlator", `${credential.merchant} ${correlator}`) !== undefined)
    throw refusal("2007", {});
}

export function rememberCorrelator({ host, credential, parameters }: ApiCall): void {
  const correlator = parameters.text("correlator");
  if (correlator !== "") host.records.put("correlator", `${credential.merchant} ${correlator}`, host.now());
}
