import type { SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { ApiError } from "./api-error.ts";

/** Kept under its API key. */
export type Account = { readonly active: boolean; readonly webhook_secret: string };

/** Kept under its tracking code. */
export type Shortcode = {
  readonly link_id: string;
  readonly api_key: string;
  readonly number: string;
  readonly business_name: string;
  readonly account_reference: string;
  readonly active: boolean;
  /** M-Pesa refuses every push of a shortcode whose credentials the aggregator has wrong. */
  readonly credentials_broken: boolean;
};

/** The first four checks of every call, in the order that gives each code one cause. */
export function authenticate(host: SimulatorHost, request: SimulatedRequest): Shortcode {
  const { apikey = "", linkid = "" } = request.headers;
  if (apikey === "" || linkid === "") {
    const missing = [...(apikey === "" ? ["apikey"] : []), ...(linkid === "" ? ["linkid"] : [])];
    throw new ApiError("MISSING_HEADERS", `The header ${missing.join(" and ")} is missing.`);
  }
  const account = host.records.get<Account>("account", apikey);
  if (account?.active !== true) throw new ApiError("INVALID_API_KEY", "No active user has this API key.");
  const shortcode = host.records.get<Shortcode>("shortcode", linkid);
  if (shortcode?.api_key !== apikey)
    throw new ApiError("INVALID_LINK_ID", "No shortcode answers to this tracking code.");
  if (!shortcode.active) throw new ApiError("INACTIVE_SHORTCODE", "This shortcode is switched off.");
  return shortcode;
}

export function shortcodeOf(host: SimulatorHost, link_id: string): Shortcode {
  const shortcode = host.records.get<Shortcode>("shortcode", link_id);
  if (shortcode === undefined) throw new Error("A push names a shortcode that does not exist.");
  return shortcode;
}

export function webhookSecretOf(host: SimulatorHost, shortcode: Shortcode): string {
  const account = host.records.get<Account>("account", shortcode.api_key);
  if (account === undefined) throw new Error("A shortcode names an account that does not exist.");
  return account.webhook_secret;
}
