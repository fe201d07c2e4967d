import type { SimulatedAnswer, SimulatorHost } from "../../../../connector/simulator.ts";
import { redirectTo } from "../replies.ts";
import { isOn } from "../settings.ts";

/** Where the browser goes at the end of a visit, and by what name the merchant knows the visit. */
export type WayBack = {
  readonly redirect_url: string;
  /** The retrieval of a number says transaction_id. */
  readonly called: "correlator" | "transaction_id";
  readonly name: string;
};

/** Thrown wherever a visit ends without the customer's consent; the redirect is made of it in one place. */
export class VisitRefused extends Error {
  readonly code: string;
  readonly wayBack: WayBack;

  /** `param`: the parameter that is missing. */
  constructor(wayBack: WayBack, code: RedirectCode, param?: string) {
    super(param === undefined ? code : `${code}&param=${param}`);
    this.code = code;
    this.wayBack = wayBack;
  }

  toAnswer(host: SimulatorHost): SimulatedAnswer {
    const { called, name } = this.wayBack;
    const message = isOn(host, "encoded_ampersand") ? encodeURIComponent(this.message) : this.message;
    const query = `status=error&${called}=${encodeURIComponent(name)}&message=${message}`;
    return redirectTo(withQuery(this.wayBack.redirect_url, query));
  }
}

export type RedirectCode =
  | "not_found"
  | "invalid_service"
  | "invalid_merchant"
  | "invalid_price"
  | "invalid_transaction_id"
  | "invalid_correlator"
  | "invalid_service_not_belong_to_merchant"
  | "invalid_mismatch_merchant"
  | "invalid_referral_is_blacklisted"
  | "service_not_allowed"
  | "operator_unsupported"
  | "msisdn_not_detected"
  | "request_not_from_operator_gateway_ip"
  | "transaction_id_not_unique"
  | "msisdn_mismatch"
  | "block_fraud"
  | "not_confirmed"
  | "token_missing"
  | "fraud_detected"
  | "civilid_check_failed"
  | "user_cancel"
  | "no_auth_methods"
  | "user_blocked"
  | "unable_to_redirect_to_axiata"
  | "invalid_service_not_belong_to_axiata"
  | "blocked"
  | `blocked_${string}`;

/** What the browser brings back where nothing is wrong; fields without a value are left out. */
export function goBack(
  { redirect_url }: Pick<WayBack, "redirect_url">,
  fields: Readonly<Record<string, string | undefined>>,
): SimulatedAnswer {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return redirectTo(withQuery(redirect_url, given.join("&")));
}

/** What the URL already asks for stays in it. */
function withQuery(url: string, query: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}
