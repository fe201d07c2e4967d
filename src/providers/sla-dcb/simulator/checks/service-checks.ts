import { refusal } from "../api-error.ts";
import type { ApiCall } from "../parameters.ts";
import { merchantByUri, type Service, serviceByUri } from "../services.ts";

/** Whether a service that is switched off may still be named. */
type Inactive = "refused" | "allowed";

/** The service that the call names, if its merchant may use it. */
export function serviceOf(call: ApiCall, inactive: Inactive = "refused"): Service {
  checkMerchant(call);
  const { host, credential, parameters } = call;
  const campaign_uri = parameters.text("campaign");
  const service = serviceByUri(host, campaign_uri);
  const isDraft = service?.status === "draft" && credential.environment !== "sandbox";
  if (service === undefined || isDraft) throw refusal("2004", { campaign_uri });
  if (service.merchant !== parameters.text("merchant")) throw refusal("6004", {});
  if (service.status === "inactive" && inactive === "refused") throw refusal("6005", {});
  return service;
}

/** The merchant that the call names must be there, and the credential must be its own. */
export function checkMerchant({ host, credential, parameters }: ApiCall): void {
  const uri = parameters.text("merchant");
  if (merchantByUri(host, uri) === undefined) throw refusal("2002", { uri });
  if (credential.merchant !== uri) throw refusal("6004", {});
}

const frequencies: readonly string[] = ["daily", "weekly", "fortnightly", "monthly"];
const GRACE_DAYS_MAX = 30;
const RETRIES_MAX = 3;

/** What the portal lets be set although no subscription can live on it. */
export function checkSubscriptionSettings(service: Service): void {
  if (service.notification_url === "") throw refusal("6001", {});
  if (service.amount === "") throw refusal("6002", {});
  checkNotificationUrl(service);
  if (!frequencies.includes(service.frequency))
    throw refusal("2010", { frequencies: frequencies.join(", ") });
  const { grace_period_days, retries_per_day } = service;
  const fits = isBetween(grace_period_days, GRACE_DAYS_MAX) && isBetween(retries_per_day, RETRIES_MAX);
  if (!fits) throw refusal("6003", {});
}

/** For a charge whose result comes by notification. */
export function checkNotificationUrl({ notification_url }: Service): void {
  if (notification_url === "") throw refusal("6001", {});
  const protocol = URL.parse(notification_url)?.protocol;
  if (protocol !== "http:" && protocol !== "https:") throw refusal("2009", {});
}

function isBetween(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
