import { refusal } from "../api-error.ts";
import { isListed } from "../checks/customers.ts";
import { type Operator, offers } from "../operator/operators.ts";
import type { Service } from "../services.ts";

export function checkMoOfOperator(operator: Operator): void {
  if (!offers(operator, "mo")) throw refusal("10005", { operator_code: operator.code });
}

/** While it is being tried out, a service that is switched off is there for the listed numbers alone. */
export function checkMoOfService(service: Service, msisdn: string): void {
  const { uri, flows, status, mo_inactive, allow_list } = service;
  if (!flows.includes("mo")) throw refusal("10006", { campaign_id: uri });
  const isBeingTried = mo_inactive && allow_list.length > 0;
  if (isBeingTried && !isListed(service, msisdn)) throw refusal("10010", { msisdn, campaign_id: uri });
  if (status === "inactive" || (mo_inactive && !isBeingTried)) throw refusal("10009", {});
}
